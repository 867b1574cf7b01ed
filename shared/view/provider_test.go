package view_test

import (
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/view"
)

// After a rejection the provider keeps its own reason; what staff wrote down for it may be about the client.
func TestProviderKeepsItsOwnReason(t *testing.T) {
	for channel, want := range map[referral.Channel]string{referral.ByPortal: "The class is full.", referral.ByTelephone: ""} {
		s := referral.State{
			Kind: referral.Employment, Status: referral.Rejected, Lines: []referral.Line{{Status: referral.Rejected}}, Employment: &referral.EmploymentDetail{},
			LastAnswer: &referral.RecordedAnswer{Answer: referral.Answer{Decision: referral.Rejected, Note: "The class is full.", Channel: channel}},
		}
		shown := view.ProviderReferralOf(s, referral.Form{}, noon, &referral.Rules{})
		if shown.Answer == nil || shown.Answer.Reason != want {
			t.Errorf("%s: the answer is %+v", channel, shown.Answer)
		}
	}
}
