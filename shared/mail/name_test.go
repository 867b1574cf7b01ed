package mail_test

import (
	"testing"

	"github.com/referral-tool/referrals/shared/mail"
	"github.com/referral-tool/referrals/shared/referral"
)

func TestName(t *testing.T) {
	john := referral.Customer{FirstName: "John", LastName: "Jones"}
	for _, c := range []struct {
		rule      mail.NameRule
		sensitive bool
		want      string
	}{
		{mail.FullName, false, "John Jones"},
		{mail.Initials, false, "J. J."},
		{mail.NoName, false, ""},
		{mail.FullName, true, ""},
		{mail.Initials, true, ""},
		{mail.NoName, true, ""},
		{"", false, ""},
		{"Full", false, ""},
	} {
		if got := mail.Name(c.rule, c.sensitive, john); got != c.want {
			t.Errorf("Name(%q, %v) = %q, want %q", c.rule, c.sensitive, got, c.want)
		}
	}
}
