package main

import (
	"context"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
	"github.com/referral-tool/referrals/shared/store"
)

// assessmentReaders are the staff who see a customer, and the system that loads the assessments.
func assessmentReaders() []referral.Role { return append(desk.ReferralStaff(), referral.Integration) }

// assess enters a Service Needs Assessment.
func (h handler) assess(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, id, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	var body struct {
		Date    referral.Date `json:"date"`
		Options []string      `json:"options"`
	}
	if err := r.Decode(&body); err != nil {
		return nil, err
	}
	idem, err := r.Idempotency()
	if err != nil {
		return nil, err
	}
	cmd := h.desk.Command(r, p)
	reply, err := h.desk.Store.AddAssessment(ctx, cmd, id, store.Idempotency(idem),
		func(customer referral.Customer) (standing.Assessment, error) {
			if !desk.Sees(r.Caller, customer.Grantee) {
				return standing.Assessment{}, desk.Unknown("customer")
			}
			return standing.Assess(cmd, cmd.ID, body.Date, body.Options, p.Standings())
		},
		func(a standing.Assessment) store.Reply {
			return desk.Made("/v1/customers/"+id+"/assessments/"+a.ID, a)
		})
	return desk.Respond(reply, err)
}

// assessments are all of a customer's, newest first.
func (h handler) assessments(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, id, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	customer, all, err := h.desk.Store.Assessments(ctx, p.Key, id)
	if err != nil {
		return nil, err
	}
	if !desk.Sees(r.Caller, customer.Grantee) {
		return nil, desk.Unknown("customer")
	}
	r.AboutCustomer(id)
	return api.List(all, ""), nil
}
