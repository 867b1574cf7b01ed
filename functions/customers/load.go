package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
)

// customer is the load under the caller's own id.
func (l load) customer(id string) referral.Customer {
	return referral.Customer{
		ID: id, FirstName: l.FirstName, LastName: l.LastName, Address: l.Address, Phone: l.Phone, Email: l.Email,
		Group: l.Group, Grantee: l.Grantee, DesignatedOrganization: l.DesignatedOrganization,
		CaseNumber: l.CaseNumber, ProgramBlocks: l.ProgramBlocks,
	}
}

// check names everything in the load that the program does not know or a page could not show.
func (l load) check(p *program.Program) error {
	var wrong referral.Problems
	for _, text := range []struct {
		field, value string
		required     bool
	}{
		{"firstName", l.FirstName, true}, {"lastName", l.LastName, true}, {"address", l.Address, false},
		{"phone", l.Phone, false}, {"designatedOrganization", l.DesignatedOrganization, false},
	} {
		desk.CheckLine(&wrong, text.field, text.value, text.required)
	}
	if l.Email != "" {
		api.CheckEmail(&wrong, "email", l.Email)
	}
	if len(p.Groups) > 0 && !slices.Contains(p.Groups, l.Group) {
		wrong.Add("group", "Use one of: %s.", strings.Join(p.Groups, ", "))
	}
	if _, known := p.Grantee(l.Grantee); !known {
		wrong.Add("grantee", "%q is not a grantee of this program.", l.Grantee)
	}
	l.checkCase(p, &wrong)
	return wrong.Err()
}

// checkCase checks what only clients of an employment program have: a case number, and work programs with their
// navigators.
func (l load) checkCase(p *program.Program, wrong *referral.Problems) {
	desk.CheckID(wrong, "caseNumber", l.CaseNumber)
	if p.Kind() == referral.Employment {
		if l.CaseNumber == "" {
			wrong.Add("caseNumber", "Give the client's case number.")
		}
		if len(l.ProgramBlocks) == 0 {
			wrong.Add("programBlocks", "Name one or more program blocks, each with its career navigator: %s.", strings.Join(p.Blocks, ", "))
		}
	}
	named := map[string]bool{}
	for i, b := range l.ProgramBlocks {
		field := fmt.Sprintf("programBlocks[%d].", i)
		if !slices.Contains(p.Blocks, b.Block) {
			wrong.Add(field+"block", "Use one of: %s.", strings.Join(p.Blocks, ", "))
		}
		if named[b.Block] { // whose would its tasks be?
			wrong.Add(field+"block", "%q appears more than once. A block has one career navigator.", b.Block)
		}
		named[b.Block] = true
		if b.Navigator == "" {
			wrong.Add(field+"navigator", "Give the sub of the career navigator's account.")
		}
		desk.CheckID(wrong, field+"navigator", b.Navigator)
	}
}
