package desk

import (
	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
)

// ReferralStaff are the roles that refer customers: case managers those of their own grantee, program administrators
// all of the program, navigators the clients of an employment program.
func ReferralStaff() []referral.Role {
	return []referral.Role{referral.CaseManager, referral.Navigator, referral.ProgramAdmin}
}

// Sees reports whether the caller may see a grantee's customers and referrals. Other programs cannot be asked for at
// all, because the program is part of every key.
func Sees(caller api.Identity, grantee string) bool {
	return caller.Role != referral.CaseManager || caller.Organization == grantee
}

// EmploymentStaff are the roles that refer the clients of an employment program.
func EmploymentStaff() []referral.Role {
	return []referral.Role{referral.Navigator, referral.ProgramAdmin}
}

// OfProvider reports whether a referral for employment services was sent to the caller's organization.
func OfProvider(caller api.Identity, s referral.State) bool {
	return s.Kind == referral.Employment && s.Sends > 0 && s.Organization.ID == caller.Organization
}

// Grantees are those whose customers the caller may see, in the order of lists.
func Grantees(caller api.Identity, p *program.Program) []string {
	if caller.Role == referral.CaseManager {
		return []string{caller.Organization}
	}
	var ids []string
	for _, g := range p.Grantees {
		ids = append(ids, g.ID)
	}
	return ids
}

// CheckID notes a text in a body that cannot be an id. An empty one is left to the check of what is required.
func CheckID(wrong *referral.Problems, field, id string) {
	if id != "" && !api.ValidID(id) {
		wrong.Add(field, "This is not a valid id: use 1 to 64 letters, digits, dots, dashes or underscores.")
	}
}
