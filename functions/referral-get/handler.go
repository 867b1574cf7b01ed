package main

import (
	"context"
	"log/slog"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/store"
	"github.com/referral-tool/referrals/shared/view"
)

type handler struct{ desk *desk.Desk }

func newAPI(d *desk.Desk, log *slog.Logger) *api.API {
	h := handler{d}
	return api.New(api.Options{Log: log},
		api.Route{Key: "GET /v1/referrals/{id}", Roles: desk.ReferralStaff(), Handle: h.view},
		api.Route{Key: "GET /v1/customers/{id}/referrals", Roles: desk.ReferralStaff(), Handle: h.table},
	)
}

// view shows a referral with its timeline. Nobody sees it without leaving an access record.
func (h handler) view(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, id, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	record, err := h.desk.Store.Referral(ctx, p.Key, id)
	if err != nil {
		return nil, err
	}
	if !desk.Sees(r.Caller, record.State.Grantee) {
		return nil, desk.Unknown("referral")
	}
	if err := h.desk.RecordAccess(ctx, r, p, record.State.Customer.ID, id, store.SawReferral); err != nil {
		return nil, err
	}
	return api.OK(view.ReferralOf(record.State, record.Events, record.Mails, h.desk.Clock())).WithETag(record.State.Version), nil
}

// table is the whole table of the customer's referral page, newest first.
func (h handler) table(ctx context.Context, r *api.Request) (*api.Response, error) {
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
	rows := []view.Row{}
	for _, row := range file.Rows {
		if desk.Sees(r.Caller, file.MadeBy(row.ID)) { // else another grantee's, of before the customer moved
			rows = append(rows, row.At(h.desk.Clock()))
		}
	}
	return api.List(rows, ""), nil
}
