package verify

import (
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/shared/referral"
)

// figures: as many customers in a list as its figure says; as many referrals as were sent and are not canceled; and a
// recount finds nothing to correct.
func (j *judgement) figures() {
	listed := map[string]int{} // by program, list and grantee
	kept := map[string]int{}
	made := map[string]int{}
	for _, it := range j.Table.Items {
		pk, sk := text(it, "PK"), text(it, "SK")
		if program, list, is := strings.Cut(pk, "#ROW#"); is {
			grantee, _, _ := strings.Cut(sk, "#")
			listed[program+" "+grantee+" "+list]++
		}
		if program, _, is := strings.Cut(pk, "#COUNTS"); is {
			for name, value := range it {
				if _, figure := value.(*types.AttributeValueMemberN); !figure {
					continue
				}
				if list, is := strings.CutPrefix(name, "n:"); is {
					kept[program+" "+sk+" "+list] = number(it, name)
				}
			}
			made[program+" "+sk] = number(it, "referrals")
		}
	}
	for _, key := range slices.Sorted(maps.Keys(merged(listed, kept))) {
		if listed[key] != kept[key] {
			j.broken("%s: the figure is %d, the list has %d", key, kept[key], listed[key])
		}
	}
	j.referralsMade(made)
	for grantee, r := range j.Recounts {
		if !r.Right() {
			j.broken("the recount of %s corrected %+v", grantee, r)
		}
	}
}

// grantees are those of the customers.
func (j *judgement) grantees() map[string]string {
	grantees := map[string]string{}
	for _, it := range j.Table.Items {
		if _, id, is := strings.Cut(text(it, "PK"), "#CUST#"); is && text(it, "SK") == customerSK {
			grantees[id] = text(inner(it, "customer"), "grantee")
		}
	}
	return grantees
}

func merged(a, b map[string]int) map[string]int {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

// referralsMade: "canceled referrals and drafts count nowhere"; others where their customer now is.
func (j *judgement) referralsMade(figures map[string]int) {
	made, grantees := map[string]int{}, j.grantees()
	for _, f := range j.files {
		if f.Status != referral.Draft && f.Status != referral.Canceled {
			made[f.Program+" "+grantees[f.Customer.ID]]++
		}
	}
	for _, key := range slices.Sorted(maps.Keys(merged(made, figures))) {
		if made[key] != figures[key] {
			j.broken("%s: the figure of referrals is %d, there are %d", key, figures[key], made[key])
		}
	}
}
