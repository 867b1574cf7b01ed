package desk

import "github.com/referral-tool/referrals/shared/referral"

func Staff() []referral.Role { return []referral.Role{referral.Navigator, referral.CaseManager} }
