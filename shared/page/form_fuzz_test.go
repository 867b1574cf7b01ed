package page_test

import (
	"errors"
	"net/url"
	"testing"

	"github.com/referral-tool/referrals/shared/page"
	"github.com/referral-tool/referrals/shared/referral"
)

// FuzzParseForm: a post of the partner's form is an answer to services of the referral, or is Invalid.
func FuzzParseForm(f *testing.F) {
	f.Add("seen=3&decision=accepted&name=Maria+Lopez&note=One%0D%0ATwo")
	f.Add("seen=3&service.housing-assistance.decision=rejected&service.housing-assistance.reason=no-capacity&name=M")
	f.Add("seen=99999999999999999999&decision=accepted")
	f.Add("seen=1&seen=2&service..decision=&=")
	f.Fuzz(func(t *testing.T, body string) {
		form, err := url.ParseQuery(body)
		if err != nil {
			return
		}
		answer, seen, err := page.ParseForm(form, services)
		var refused *referral.Error
		if err != nil {
			if !errors.As(err, &refused) || refused.Kind != referral.Invalid || len(refused.Fields) == 0 {
				t.Errorf("%q: %v", body, err)
			}
			return
		}
		if seen < 1 || answer.Channel != referral.ByLink || len(answer.Lines) > len(services) {
			t.Errorf("%q is %+v of version %d", body, answer, seen)
		}
	})
}
