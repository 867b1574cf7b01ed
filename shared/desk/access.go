package desk

import (
	"context"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/store"
)

// RecordAccess leaves the record that the caller saw a customer's details: "every view of a customer's or referral's
// details by staff or a provider leaves an access record". referralID is empty if the call is not about one referral.
func (d *Desk) RecordAccess(ctx context.Context, r *api.Request, p *program.Program, customer, referralID string, what store.Saw) error {
	r.AboutCustomer(customer)
	r.About(referralID)
	return d.Store.RecordSeen(ctx, p.Key, d.NewID(), store.Seen{
		Customer: customer, Referral: referralID, What: what, At: d.Clock(), By: r.Caller.Actor(),
	})
}
