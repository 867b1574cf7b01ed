package standing

import "slices"

// SeenBy is the progress page without the referrals that its reader may not see: those that another grantee made before the
// customer moved. What they have done for the customer's needs still counts.
func (p Progress) SeenBy(sees func(referralID string) bool) Progress {
	items := slices.Clone(p.AssessmentItems)
	for i, item := range items {
		items[i].Referrals = slices.DeleteFunc(slices.Clone(item.Referrals), func(id string) bool { return !sees(id) })
	}
	p.AssessmentItems = items
	p.OtherReferrals = slices.DeleteFunc(slices.Clone(p.OtherReferrals), func(o Other) bool { return !sees(o.Referral) })
	return p
}
