package mail_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/referral-tool/referrals/shared/language"
	"github.com/referral-tool/referrals/shared/mail"
	"github.com/referral-tool/referrals/shared/referral"
)

const hostile = "Eve <script>alert(1)</script> \"x\" 'y' & {{.Link}}\r\nBcc: all@evil.test\r\n\r\nBody\u2028x\u202Egnp\u2066\u200B\x00\x1b[31m"

func TestHostileTextIsHarmless(t *testing.T) {
	for _, l := range language.All() {
		for _, kind := range mail.Kinds() {
			letter := letterOf(kind, l)
			switch v := letter.(type) {
			case mail.Ask:
				v.Program, v.Grantee, v.Customer, v.Reference = hostile, hostile, hostile, hostile
				v.CallName, v.CallPhone = hostile, hostile
				letter = v
			case mail.Form:
				v.Program, v.Grantee, v.Reference, v.CallName, v.CallPhone = hostile, hostile, hostile, hostile, hostile
				letter = v
			case mail.Passcode:
				v.Program, v.Grantee, v.Reference, v.Code = hostile, hostile, hostile, hostile
				letter = v
			case mail.Notice:
				v.Program, v.Reference, v.Grantee, v.CallPhone = hostile, hostile, hostile, hostile
				letter = v
			case mail.Digest:
				v.Program, v.Lines[0].Reference = hostile, hostile
				letter = v
			}
			m := compose(t, kind, letter)
			if strings.ContainsAny(m.Subject, "\r\n") {
				t.Errorf("%s: the subject has several lines: %q", kind, m.Subject)
			}
			if strings.Contains(m.HTML, "<script") {
				t.Errorf("%s: the HTML holds a script", kind)
			}
			for _, text := range []string{m.Subject, m.HTML, m.Text} {
				if strings.Contains(text, "\nBcc:") || strings.Contains(text, "\nBody") {
					t.Errorf("%s: a value began a line of its own", kind)
				}
				for _, r := range text {
					if r != '\n' && unicode.In(r, unicode.C, unicode.Zl, unicode.Zp) {
						t.Errorf("%s: holds the invisible character %U", kind, r)
					}
				}
			}
		}
	}
}

func TestLongValuesAreCut(t *testing.T) {
	a := ask("en")
	a.Customer = strings.Repeat("ñ", 5000)
	if m := compose(t, referral.MailSent, a); strings.Count(m.Text, "ñ") != 199 {
		t.Errorf("kept %d characters, want 199 and an ellipsis", strings.Count(m.Text, "ñ"))
	}
}

func TestUnreadableTelephoneNumberIsNotLinked(t *testing.T) {
	a := ask("en")
	a.CallPhone = "ext. 12"
	if m := compose(t, referral.MailSent, a); strings.Contains(m.HTML, "tel:") || !strings.Contains(m.HTML, "ext. 12") {
		t.Error("want the number as text alone")
	}
}
