package demo

import "github.com/referral-tool/referrals/shared/referral"

// prairieWorks is the second grantee, which the first must not see: every state of a referral at least once, seen from
// the day of loading.
func prairieWorks() *grantee {
	return &grantee{
		Organizations: []partner{
			{Key: "o13", Name: "Safe Passage House", Mailbox: "intake", receivesOnly: true, sensitive: true},
			{Key: "o14", Name: "Northgate Health Corner", Mailbox: "frontdesk"},
		},
		Customers: []person{
			{ID: "pw01", Name: "Marta Kowalczyk", Assessed: 12, Needs: []string{"referral-for-housing-assistance"}},
			{ID: "pw02", Name: "Elijah Banks", Assessed: 12, Needs: []string{"referral-for-technology-assistance"}},
			{ID: "pw03", Name: "Hana Sato", Assessed: 15, Needs: []string{"referral-for-transportation-assistance"}},
			{ID: "pw04", Name: "Victor Amaya", Assessed: 15, Needs: []string{"referral-for-dependent-care"}},
			{ID: "pw05", Name: "Lucille Prentice", Assessed: 20, Needs: []string{"referral-to-local-food-pantry-or-snap-benefits"}},
			{ID: "pw06", Name: "Omar Farouk", Assessed: 30, Needs: []string{"referral-for-other-phone"}},
			{ID: "pw07", Name: "Sadie Lomax", Assessed: 10, Needs: []string{"referral-for-housing-assistance"}},
			{ID: "pw08", Name: "Tobias Krantz", Assessed: 5, Needs: []string{"referral-for-mentorship-through-a-community-based-organization"}},
			{ID: "pw09", Name: "Wen Liu", Assessed: 25, Needs: []string{"referral-for-transportation-assistance"}},
			{ID: "pw10", Name: "Carmen Delgado", Assessed: 4, Needs: []string{"referral-for-health-care-services-counseling"}},
			{ID: "pw11", Name: "Jerome Pickett", Assessed: 6, Needs: []string{"referral-for-domestic-violence-services-counseling"}},
			{ID: "pw12", Name: "Astrid Nyberg", Assessed: 8, Needs: []string{}},
			{ID: "pw13", Name: "Noel Ferris"},
		},
		Referrals: []referred{
			{Customer: "pw01", Organization: "o1", Sent: 2, Lines: []line{{Service: "housing-assistance", Status: referral.Sent}},
				note: "Has to leave the present flat at the end of the month."},
			{Customer: "pw02", Organization: "o8", Sent: 4, Answered: 3, Lines: []line{{Service: "other-internet", Status: referral.Pending}}},
			{Customer: "pw03", Organization: "o3", Sent: 9, Answered: 7, Lines: []line{{Service: "transportation", Status: referral.Accepted}}},
			{Customer: "pw04", Organization: "o6", Sent: 8, Answered: 4,
				Lines: []line{{Service: "dependent-care", Status: referral.CustomerNotResponding}}},
			{Customer: "pw05", Organization: "o9", Sent: 13, Answered: 11,
				Lines: []line{{Service: "other-services-food-assistance", Status: referral.Rejected, Why: "not-eligible"}}},
			{Customer: "pw06", Organization: "o8", Sent: 21, Answered: 12,
				Lines: []line{{Service: "other-phone", Status: referral.Closed, Why: "service-received"}}},
			{Customer: "pw07", Organization: "o2", Sent: 6, Canceled: 5, Lines: []line{{Service: "housing-assistance", Status: referral.Sent}}},
			{Customer: "pw08", Organization: "o11", Sent: 1, Lines: []line{{Service: "mentorship", Status: referral.Draft}}, draft: true},
			{Customer: "pw09", Organization: "o3", Sent: 19, Lines: []line{{Service: "transportation", Status: referral.Sent}}},
			{Customer: "pw10", Organization: "o14", Sent: 1, Lines: []line{{Service: "health-care", Status: referral.Sent}}, bounced: true},
			{Customer: "pw11", Organization: "o13", Sent: 3, Consent: true,
				Lines: []line{{Service: "domestic-violence", Status: referral.Sent}}},
		},
	}
}
