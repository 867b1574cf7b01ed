package desk_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
)

// A case manager sees the own grantee's, a program administrator all of the program.
func TestSees(t *testing.T) {
	for _, c := range []struct {
		caller  api.Identity
		grantee string
		want    bool
	}{
		{api.Identity{Role: referral.CaseManager, Organization: "lincoln-land"}, "lincoln-land", true},
		{api.Identity{Role: referral.CaseManager, Organization: "lincoln-land"}, "prairie-works", false},
		{api.Identity{Role: referral.CaseManager, Organization: "lincoln-land"}, "", false},
		{api.Identity{Role: referral.ProgramAdmin, Organization: "ceja"}, "prairie-works", true},
		{api.Identity{Role: referral.Navigator, Organization: "dcf"}, "dcf", true},
	} {
		if got := desk.Sees(c.caller, c.grantee); got != c.want {
			t.Errorf("%+v sees %q: %v", c.caller, c.grantee, got)
		}
	}
}

func TestGrantees(t *testing.T) {
	p := &program.Program{Grantees: []program.Grantee{{ID: "lincoln-land"}, {ID: "prairie-works"}}}
	for role, want := range map[referral.Role][]string{
		referral.CaseManager:  {"prairie-works"},
		referral.ProgramAdmin: {"lincoln-land", "prairie-works"},
	} {
		if got := desk.Grantees(api.Identity{Role: role, Organization: "prairie-works"}, p); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", role, got, want)
		}
	}
}

// A provider sees what was sent to the own organization: no draft, and nothing of support services, whose partners
// answer by their links.
func TestOfProvider(t *testing.T) {
	caller := api.Identity{Role: referral.Provider, Organization: "works"}
	sent := referral.State{Kind: referral.Employment, Sends: 1, Organization: referral.Organization{ID: "works"}}
	draft, support, elsewhere := sent, sent, sent
	draft.Sends, support.Kind, elsewhere.Organization.ID = 0, referral.Support, "others"
	if !desk.OfProvider(caller, sent) {
		t.Error("a provider does not see the own referral")
	}
	for _, hidden := range []referral.State{draft, support, elsewhere} {
		if desk.OfProvider(caller, hidden) {
			t.Errorf("a provider sees %+v", hidden)
		}
	}
}

// Keys are built of ids.
func TestCheckID(t *testing.T) {
	for id, wrong := range map[string]bool{
		"": false, "c01": false, "A.b_c-9": false, strings.Repeat("x", 64): false,
		strings.Repeat("x", 65): true, "c01#Z": true, "a b": true, "é": true, "a/b": true,
	} {
		var problems referral.Problems
		desk.CheckID(&problems, "customerId", id)
		if (len(problems) > 0) != wrong {
			t.Errorf("%q: %v", id, problems)
		}
	}
}
