package referral_test

import (
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
)

func TestPlaceholderAddress(t *testing.T) {
	for address, want := range map[string]bool{
		"john.jones@noemail.com": true, "JOHN@NoEmail.COM": true, "a@example.com": true, "a@example.net": true,
		"a@example.org": true, "a@mail.example.org": true, "a@nothing.invalid": true, "a@localhost": true,
		"ann@harbor.test": false, "ann@harbor.org": false, "a@notexample.com": false, "a@example.com.harbor.org": false,
		"noemail.com@harbor.org": false, "a@noemail.community": false,
	} {
		if got := referral.PlaceholderAddress(address); got != want {
			t.Errorf("PlaceholderAddress(%q) is %t", address, got)
		}
	}
}

// "A dead address is not mailed again until it is changed."
func TestContact_Deliverable(t *testing.T) {
	tests := []struct {
		name    string
		contact referral.Contact
		want    bool
	}{
		{"Address", referral.Contact{Email: "ann@harbor.test"}, true},
		{"None", referral.Contact{}, false},
		{"Placeholder", referral.Contact{Email: "ann@noemail.com"}, false},
		{"Dead", referral.Contact{Email: "ann@harbor.test", DeadEmail: "Ann@Harbor.test"}, false},
		{"Changed", referral.Contact{Email: "ann.lee@harbor.test", DeadEmail: "ann@harbor.test"}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.contact.Deliverable(); got != tt.want {
				t.Errorf("deliverable is %t", got)
			}
		})
	}
}

func TestCustomer_Names(t *testing.T) {
	for _, tt := range []struct{ first, last, name, initials string }{
		{"John", "Jones", "John Jones", "J. J."},
		{"Édouard", "Ńowak", "Édouard Ńowak", "É. Ń."},
		{"", "Jones", "Jones", "J."},
		{"John", "", "John", "J."},
		{"", "", "", ""},
	} {
		c := referral.Customer{FirstName: tt.first, LastName: tt.last}
		if c.Name() != tt.name || c.Initials() != tt.initials {
			t.Errorf("%q %q is %q, %q", tt.first, tt.last, c.Name(), c.Initials())
		}
	}
}
