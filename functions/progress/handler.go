package main

import (
	"context"
	"log/slog"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
)

type handler struct{ desk *desk.Desk }

func newAPI(d *desk.Desk, log *slog.Logger) *api.API {
	h := handler{d}
	return api.New(api.Options{Log: log},
		api.Route{Key: "GET /v1/customers/{id}/progress", Roles: desk.ReferralStaff(), Handle: h.progress},
	)
}

// progress is the guide's "Referral Status" on the customer's progress page, as it reads at this moment.
func (h handler) progress(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, id, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	file, err := h.desk.Store.CustomerFile(ctx, p.Key, id)
	if err != nil {
		return nil, err
	}
	if !desk.Sees(r.Caller, file.Customer.Grantee) {
		return nil, desk.Unknown("customer")
	}
	r.AboutCustomer(id)
	progress := p.Standings().Progress(file.Latest, file.Referrals(h.desk.Clock()))
	return api.OK(progress.SeenBy(func(id string) bool { return desk.Sees(r.Caller, file.MadeBy(id)) })), nil
}
