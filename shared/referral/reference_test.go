package referral_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
)

// It is read out over the telephone: no I, L, O or U, which are misheard or misread.
func TestReferenceOf(t *testing.T) {
	form := regexp.MustCompile(`^R-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$`)
	seen := map[string]bool{}
	for i := range 1000 {
		id := fmt.Sprintf("01938f3c-7a1b-7c2d-8e3f-%012d", i)
		reference := referral.ReferenceOf(id)
		if !form.MatchString(reference) {
			t.Fatalf("%q is no reference", reference)
		}
		if seen[reference] {
			t.Errorf("%q stands for two of %d", reference, i)
		}
		seen[reference] = true
	}
	if a, b := referral.ReferenceOf(referralID), referral.ReferenceOf(referralID); a != b {
		t.Errorf("one id has the references %q and %q", a, b)
	}
}
