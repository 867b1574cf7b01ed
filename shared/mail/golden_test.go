package mail_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/referral-tool/referrals/shared/language"
	"github.com/referral-tool/referrals/shared/mail"
	"github.com/referral-tool/referrals/shared/referral"
)

var update = flag.Bool("update", false, "write the golden files anew")

func ask(l language.Language) mail.Ask {
	return mail.Ask{
		Language: l, Program: "CEJA/FEJA Programs", Grantee: "Lincoln Land Energy Training",
		Customer: "John Jones", Reference: "R-7K3F-9QXM", ResponseDays: 5, DueOn: "2026-12-01",
		CallName: "Ana Ruiz", CallPhone: "217-555-0101",
		Link: "https://referrals.example.org/r/AQEBkmQ2nYVwc4Gf0s2d3V6hAAE",
	}
}

func notice(l language.Language) mail.Notice {
	return mail.Notice{
		Language: l, Program: "CEJA/FEJA Programs", Reference: "R-7K3F-9QXM", Status: referral.Accepted,
		Delivery: referral.MailBounced, SignIn: "https://portal.example.org/referrals/0192a5d4",
	}
}

func passcode(l language.Language) mail.Passcode {
	return mail.Passcode{
		Language: l, Program: "CEJA/FEJA Programs", Grantee: "Lincoln Land Energy Training",
		Reference: "R-7K3F-9QXM", Code: "402917", Minutes: 10,
	}
}

func letterOf(kind referral.MailKind, l language.Language) mail.Letter {
	switch {
	case kind.CarriesLink():
		return ask(l)
	case kind == referral.MailCode:
		return passcode(l)
	case kind.Form():
		return form(l)
	case kind == referral.MailDigest:
		return digest()
	case kind == referral.MailCanceled:
		n := notice(l)
		n.SignIn, n.Grantee, n.CallPhone = "", "Lincoln Land Energy Training", "217-555-0101"
		return n
	}
	return notice(l)
}

func form(l language.Language) mail.Form {
	return mail.Form{
		Language: l, Program: "Kansas DCF", Grantee: "Kansas Department for Children and Families",
		Reference: "R-7K3F-9QXM", ResponseDays: 5, DueOn: "2026-12-01",
		CallName: "Pat Lindgren", CallPhone: "785-555-0120", SignIn: "https://referrals.example.org/",
	}
}

func digest() mail.Digest {
	return mail.Digest{Program: "CEJA/FEJA Programs", SignIn: "https://referrals.example.org/", Lines: []referral.DigestLine{
		{Reference: "R-7K3F-9QXM", Kind: referral.MailAnswered, Status: referral.Accepted},
		{Reference: "R-50VF-MQ0X", Kind: referral.MailAnswered, Status: referral.Rejected, Corrected: true},
		{Reference: "R-2B8C-4DEF", Kind: referral.MailOverdue},
		{Reference: "R-9QXM-7K3F", Kind: referral.MailUndeliverable, About: referral.MailBounced},
	}}
}

func compose(t *testing.T, kind referral.MailKind, letter mail.Letter) mail.Message {
	t.Helper()
	m, err := mail.New().Compose(kind, letter)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestGolden(t *testing.T) {
	for _, kind := range mail.Kinds() {
		for _, l := range mail.Languages(kind) {
			t.Run(string(kind)+"."+string(l), func(t *testing.T) {
				golden(t, string(kind)+"."+string(l), compose(t, kind, letterOf(kind, l)))
			})
		}
	}
	t.Run("sensitive", func(t *testing.T) {
		a := ask(language.English)
		a.Customer, a.AsksCode = "", true
		golden(t, "referral-sent-sensitive.en", compose(t, referral.MailSent, a))
	})
	t.Run("reminder today", func(t *testing.T) {
		for _, l := range language.All() {
			a := ask(l)
			a.Today = a.DueOn
			golden(t, "referral-reminder-today."+string(l), compose(t, referral.MailReminder, a))
		}
	})
	t.Run("receives only", func(t *testing.T) {
		a := ask(language.English)
		a.ReceivesOnly, a.DueOn = true, ""
		golden(t, "referral-sent-receives-only.en", compose(t, referral.MailSent, a))
	})
}

func golden(t *testing.T, name string, m mail.Message) {
	t.Helper()
	for ext, got := range map[string]string{".html": m.HTML, ".txt": "Subject: " + m.Subject + "\n\n" + m.Text} {
		path := filepath.Join("..", "..", "testdata", "mail", name+ext)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s differs; run go test -update and look at the difference.\ngot:\n%s", path, got)
		}
	}
}
