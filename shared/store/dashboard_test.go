package store_test

import (
	"slices"
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
	"github.com/referral-tool/referrals/shared/store"
)

// TestMembersPages: a list goes through grantees one after the other, by name, whatever the size of a page.
func TestMembersPages(t *testing.T) {
	f := setUp(t)
	f.tally(t, john.ID)
	for _, c := range []referral.Customer{
		{ID: "c02", FirstName: "Zoë", LastName: "Ångström", Grantee: "lincoln-land"},
		{ID: "c03", FirstName: "Ann", LastName: "Jones", Grantee: "lincoln-land"},
		{ID: "c04", FirstName: "Abe", LastName: "Abel", Grantee: "prairie-works"},
		{ID: "c05", FirstName: "Abe", LastName: "Abel", Grantee: "lincoln"}, // begins as another grantee does
	} {
		f.must(t, f.put(c))
		f.tally(t, c.ID)
	}
	for grantee, want := range map[string][]string{
		"lincoln-land": {"c02", "c03", "c01"}, "prairie-works": {"c04"}, "lincoln": {"c05"},
		"": {"c05", "c02", "c03", "c01", "c04"},
	} {
		for limit := 1; limit <= 6; limit++ {
			var got []string
			var from store.Position
			for {
				page, err := f.Members(ctx, ceja, grantee, standing.Unclassified, from, limit)
				f.must(t, err)
				for _, m := range page.Items {
					got = append(got, m.ID)
				}
				if from = page.Next; from == "" {
					break
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%q by %d: %v, want %v", grantee, limit, got, want)
			}
		}
	}
}
