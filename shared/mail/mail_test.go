package mail_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/shared/language"
	"github.com/referral-tool/referrals/shared/mail"
	"github.com/referral-tool/referrals/shared/referral"
)

func TestEveryKindHasItsPair(t *testing.T) {
	used := map[string]bool{}
	for _, kind := range mail.Kinds() {
		want := []language.Language{language.English}
		if kind.ToContact() {
			want = append(want, language.Spanish)
		}
		for _, l := range want {
			for _, ext := range []string{".html", ".txt"} {
				path := filepath.Join("templates", string(l), string(kind)+ext)
				used[path] = true
				if _, err := os.Stat(path); err != nil {
					t.Errorf("%s in %s has no %s template", kind, l, ext)
				}
			}
		}
	}
	found, err := filepath.Glob("templates/*/*-*")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range found {
		if !used[path] {
			t.Errorf("%s belongs to no kind", path)
		}
	}
}

func TestAskHoldsWhatTheGuideAsksFor(t *testing.T) {
	for _, kind := range []referral.MailKind{referral.MailSent, referral.MailResent, referral.MailReminder} {
		m := compose(t, kind, ask(language.English))
		prompt := "Please respond within 5 business days, by Tuesday, December 1, 2026."
		if kind == referral.MailReminder {
			prompt = "Please respond by Tuesday, December 1, 2026."
		}
		for name, body := range map[string]string{"html": m.HTML, "text": m.Text} {
			for _, want := range []string{
				"John Jones", "Lincoln Land Energy Training", "R-7K3F-9QXM", "Ana Ruiz", "217-555-0101", ask("en").Link,
				prompt, "not need an account",
			} {
				if !strings.Contains(body, want) {
					t.Errorf("%s, %s: lacks %q", kind, name, want)
				}
			}
		}
		if !strings.Contains(m.Subject, "R-7K3F-9QXM") {
			t.Errorf("%s: the subject lacks the reference: %q", kind, m.Subject)
		}
		if strings.Contains(m.Subject, "Jones") {
			t.Errorf("%s: the subject names the customer: %q", kind, m.Subject)
		}
	}
}

// The days that there were at first are over when the reminder comes; on the due day it says that it is the day.
func TestReminderSaysWhenToRespond(t *testing.T) {
	for _, c := range []struct {
		l     language.Language
		today referral.Date
		want  string
	}{
		{language.English, "", "Please respond by Tuesday, December 1, 2026."},
		{language.English, "2026-11-30", "Please respond by Tuesday, December 1, 2026."},
		{language.English, "2026-12-01", "Please respond today, Tuesday, December 1, 2026."},
		{language.Spanish, "2026-11-30", "Por favor responda a más tardar el martes, 1 de diciembre de 2026."},
		{language.Spanish, "2026-12-01", "Por favor responda hoy, martes, 1 de diciembre de 2026."},
	} {
		a, f := ask(c.l), form(c.l)
		a.Today, f.Today = c.today, c.today
		for kind, letter := range map[referral.MailKind]mail.Letter{referral.MailReminder: a, referral.MailFormReminder: f} {
			m := compose(t, kind, letter)
			for _, body := range []string{m.Text, m.HTML} {
				if !strings.Contains(body, c.want) || strings.Contains(body, "business day") || strings.Contains(body, "hábil") {
					t.Errorf("%s on %q: lacks %q:\n%s", kind, c.today, c.want, body)
				}
			}
			if today := strings.HasSuffix(m.Subject, "today") || strings.HasSuffix(m.Subject, "hoy"); today != (c.today == "2026-12-01") {
				t.Errorf("%s on %q: the subject is %q", kind, c.today, m.Subject)
			}
		}
	}
}

// Who is told that a referral is withdrawn can call from that mail, if the office has a number.
func TestCancellationSaysWhomToCall(t *testing.T) {
	for _, kind := range []referral.MailKind{referral.MailCanceled, referral.MailFormCanceled} {
		for _, l := range mail.Languages(kind) {
			n := notice(l)
			n.Grantee, n.CallPhone = "Lincoln Land Energy Training", "217-555-0101"
			m := compose(t, kind, n)
			for _, body := range []string{m.Text, m.HTML} {
				if !strings.Contains(body, n.Grantee+", ") || !strings.Contains(body, n.CallPhone) || regexp.MustCompile("first e-mail|primer correo").MatchString(body) {
					t.Errorf("%s in %s does not say whom to call:\n%s", kind, l, body)
				}
			}
			if !strings.Contains(m.HTML, `href="tel:2175550101"`) {
				t.Errorf("%s in %s: the number cannot be touched:\n%s", kind, l, m.HTML)
			}
			n.CallPhone = ""
			if m := compose(t, kind, n); !regexp.MustCompile("first e-mail|primer correo").MatchString(m.Text) {
				t.Errorf("%s in %s, without a number, does not point to the first mail:\n%s", kind, l, m.Text)
			}
		}
	}
}

func TestReceivesOnlyIsNotPromptedToRespond(t *testing.T) {
	for _, kind := range []referral.MailKind{referral.MailSent, referral.MailResent, referral.MailReminder} {
		for _, l := range language.All() {
			a := ask(l)
			a.ReceivesOnly = true
			m := compose(t, kind, a)
			if prompt := regexp.MustCompile(`(?i)please respond|and respond|favor responda|y responder|December|diciembre`).FindString(m.Subject + m.Text + m.HTML); prompt != "" {
				t.Errorf("%s in %s prompts: %q", kind, l, prompt)
			}
		}
	}
}

func TestUnnamedCustomer(t *testing.T) {
	a := ask(language.English)
	a.Customer = ""
	m := compose(t, referral.MailSent, a)
	for _, body := range []string{m.HTML, m.Text} {
		if !strings.Contains(body, "has referred a customer to your organization") {
			t.Errorf("does not say a customer:\n%s", body)
		}
	}
}

func TestWithoutDeadline(t *testing.T) {
	a := ask(language.English)
	a.ResponseDays, a.DueOn = 0, ""
	m := compose(t, referral.MailSent, a)
	if strings.Contains(m.Text+m.HTML, "business") || strings.Contains(m.Subject, "by") {
		t.Errorf("sets a deadline: %s\n%s", m.Subject, m.Text)
	}
}

func TestStaffMailIsEnglish(t *testing.T) {
	m := compose(t, referral.MailOverdue, notice(language.Spanish))
	if !strings.Contains(m.Text, "is now overdue") || !strings.Contains(m.HTML, `lang="en"`) {
		t.Errorf("not English:\n%s", m.Text)
	}
}

func TestStaffMailSaysWhatHappened(t *testing.T) {
	changed := notice(language.English)
	changed.Corrected, changed.Status = true, referral.Rejected
	for _, c := range []struct {
		kind   referral.MailKind
		letter mail.Notice
		want   string
	}{
		{referral.MailAnswered, notice("en"), "Its status is now: Accepted."},
		{referral.MailAnswered, changed, "was changed. Its status is now: Rejected."},
		{referral.MailUndeliverable, notice("en"), "came back"},
		{referral.MailUndeliverable, mail.Notice{Program: "P", Reference: "R", SignIn: "https://x.test/", Delivery: referral.MailComplained}, "reported as spam"},
		{referral.MailUndeliverable, mail.Notice{Program: "P", Reference: "R", SignIn: "https://x.test/", Delivery: referral.MailSuppressed}, "was not sent, because"},
	} {
		m := compose(t, c.kind, c.letter)
		for _, body := range []string{m.HTML, m.Text} {
			if !strings.Contains(body, c.want) || !strings.Contains(body, c.letter.SignIn) {
				t.Errorf("%s: lacks %q or the link:\n%s", c.kind, c.want, body)
			}
		}
	}
}

// A cancellation and a staff mail can hold no name because only a Notice fits them, and it has no place for one.
func TestLettersFitTheirKindsOnly(t *testing.T) {
	c := mail.New()
	fits := func(kind referral.MailKind, letter mail.Letter) bool {
		_, err := c.Compose(kind, letter)
		return err == nil
	}
	for _, kind := range mail.Kinds() {
		asks := kind.CarriesLink()
		code, day := kind == referral.MailCode, kind == referral.MailDigest
		for name, got := range map[string][2]bool{
			"ask":      {fits(kind, ask("en")), asks},
			"passcode": {fits(kind, passcode("en")), code},
			"form":     {fits(kind, form("en")), kind.Form()},
			"notice":   {fits(kind, notice("en")), !asks && !code && !day && !kind.Form()},
			"digest":   {fits(kind, digest()), day},
		} {
			if got[0] != got[1] {
				t.Errorf("%s takes a %s: %v, want %v", kind, name, got[0], got[1])
			}
		}
	}
}

func TestRefusesAMailWithAGap(t *testing.T) {
	without := func(change func(*mail.Ask)) mail.Letter {
		a := ask("en")
		change(&a)
		return a
	}
	c := mail.New()
	for name, letter := range map[string]mail.Letter{
		"no reference":       without(func(a *mail.Ask) { a.Reference = "" }),
		"no grantee":         without(func(a *mail.Ask) { a.Grantee = " \n" }),
		"no program":         without(func(a *mail.Ask) { a.Program = "" }),
		"no link":            without(func(a *mail.Ask) { a.Link = "" }),
		"relative link":      without(func(a *mail.Ask) { a.Link = "/r/abc" }),
		"script link":        without(func(a *mail.Ask) { a.Link = "javascript:alert(1)" }),
		"link with a break":  without(func(a *mail.Ask) { a.Link += "\nX" }),
		"link with a space":  without(func(a *mail.Ask) { a.Link += " x" }),
		"link with password": without(func(a *mail.Ask) { a.Link = "https://a:b@example.org/" }),
	} {
		if m, err := c.Compose(referral.MailSent, letter); err == nil {
			t.Errorf("%s: composed %q", name, m.Subject)
		}
	}
	for kind, letter := range map[referral.MailKind]mail.Letter{
		referral.MailCode:     mail.Passcode{Program: "P", Grantee: "G", Reference: "R", Minutes: 10},
		referral.MailAnswered: mail.Notice{Program: "P", Reference: "R", SignIn: "https://x.test/"},
		referral.MailDigest:   mail.Digest{Program: "P", SignIn: "https://x.test/"},
		referral.MailOverdue:  mail.Notice{Program: "P", Reference: "R"},
	} {
		if _, err := c.Compose(kind, letter); err == nil {
			t.Errorf("%s composed with a gap", kind)
		}
	}
}

// No remote content: a picture would tell who opened the mail, and when.
func TestNoRemoteContent(t *testing.T) {
	remote := regexp.MustCompile(`(?i)<(img|link|script|iframe|object|video|form|input)\b|src=|url\(|@import|background="`)
	for _, kind := range mail.Kinds() {
		for _, l := range mail.Languages(kind) {
			m := compose(t, kind, letterOf(kind, l))
			if found := remote.FindString(m.HTML); found != "" {
				t.Errorf("%s in %s holds %q", kind, l, found)
			}
			if strings.Contains(m.Text, "<no value>") || strings.Contains(m.HTML, "ZgotmplZ") {
				t.Errorf("%s in %s has a hole", kind, l)
			}
		}
	}
}
