package main

import (
	"context"
	"fmt"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// retireReferral erases the customer's details from a referral that ended long ago.
func (h sweep) retireReferral(ctx context.Context, cmd referral.Command, due referral.State, r *report) error {
	done, err := h.desk.Store.RetireReferral(ctx, cmd, due)
	r.retired(done, err)
	return err
}

// retireCustomer erases a customer about whom nothing has been written for a long time, or completes an interrupted
// erasure.
func (h sweep) retireCustomer(ctx context.Context, due store.DueCustomer, now referral.Instant, r *report) error {
	p, known := h.desk.Programs.Get(due.Program)
	if !known {
		return fmt.Errorf("program %q is not served", due.Program)
	}
	cmd, err := h.desk.Automatic(due.Program, now)
	if err != nil {
		return err
	}
	done, err := h.desk.Store.RetireCustomer(ctx, cmd, due, h.desk.NewID, p.Standings())
	r.retired(done, err)
	if done && err == nil {
		// The same line as customer-data's: an erasure that was interrupted there is logged nowhere else.
		h.log.InfoContext(ctx, "erased", "program", due.Program, "customer", due.ID)
	}
	return err
}

func (r *report) retired(done bool, err error) {
	switch {
	case err != nil:
	case done:
		r.Erased++
	default:
		r.Kept++
	}
}
