package mail_test

import (
	"strings"
	"testing"

	"github.com/referral-tool/referrals/shared/language"
	"github.com/referral-tool/referrals/shared/mail"
	"github.com/referral-tool/referrals/shared/referral"
)

func TestFormTellsWhenAndWhere(t *testing.T) {
	for _, kind := range []referral.MailKind{referral.MailFormSent, referral.MailFormAmended, referral.MailFormReminder} {
		m := compose(t, kind, form(language.English))
		for name, body := range map[string]string{"html": m.HTML, "text": m.Text} {
			for _, want := range []string{
				"R-7K3F-9QXM", "Kansas Department for Children and Families", "Tuesday, December 1, 2026", "Pat Lindgren",
				"785-555-0120", "https://referrals.example.org/",
			} {
				if !strings.Contains(body, want) {
					t.Errorf("%s, %s: lacks %q", kind, name, want)
				}
			}
		}
		if !strings.Contains(m.Subject, "R-7K3F-9QXM") {
			t.Errorf("%s: the subject lacks the reference: %q", kind, m.Subject)
		}
	}
}

func TestFormPromptsNobodyWhoMayNotAnswer(t *testing.T) {
	f := form(language.English)
	f.ReceivesOnly, f.DueOn = true, ""
	for _, kind := range []referral.MailKind{referral.MailFormSent, referral.MailFormAmended, referral.MailFormReminder} {
		if m := compose(t, kind, f); strings.Contains(m.Subject+m.Text+m.HTML, "lease respond") {
			t.Errorf("%s prompts: %s", kind, m.Text)
		}
	}
}

func TestErrFormWithoutSignIn(t *testing.T) {
	f := form(language.English)
	f.SignIn = ""
	if _, err := mail.New().Compose(referral.MailFormSent, f); err == nil {
		t.Error("a mail without a link to sign in was composed")
	}
}
