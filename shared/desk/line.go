package desk

import (
	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/referral"
)

// CheckLine notes what is wrong with a name or another text of one line.
func CheckLine(wrong *referral.Problems, field, text string, required bool) {
	api.Text{Max: referral.MaxName, Required: required}.Check(wrong, field, text)
}
