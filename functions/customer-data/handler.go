package main

import (
	"context"
	"log/slog"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

type handler struct {
	desk *desk.Desk
	log  *slog.Logger
}

func newAPI(d *desk.Desk, log *slog.Logger) *api.API {
	h := handler{d, log}
	admin := []referral.Role{referral.ProgramAdmin}
	return api.New(api.Options{Log: log},
		api.Route{Key: "GET /v1/customers/{id}/export", Roles: admin, Handle: h.export},
		api.Route{Key: "POST /v1/customers/{id}/erase", Roles: admin, Handle: h.erase},
		api.Route{Key: "POST /v1/customers/{id}/hold", Roles: admin, Handle: h.hold},
	)
}

// export is everything that is stored about a customer, and who saw it. The export itself is recorded as an access.
func (h handler) export(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, id, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	all, err := h.desk.Store.Export(ctx, p.Key, id)
	if err != nil {
		return nil, err
	}
	now := h.desk.Clock()
	if err := h.desk.RecordAccess(ctx, r, p, id, "", store.SawExport); err != nil {
		return nil, err
	}
	h.log.InfoContext(ctx, "exported", "program", p.Key, "customer", id, "by", r.Caller.Sub, "referrals", len(all.Referrals))
	return api.OK(exportOf(all, now)), nil
}

// erase makes the customer anonymous wherever they appear. Called again, it completes an interrupted erasure, or
// changes nothing.
func (h handler) erase(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, id, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	if err := r.DecodeOptional(&struct{}{}); err != nil {
		return nil, err
	}
	customer, err := h.desk.Store.EraseCustomer(ctx, h.desk.Command(r, p), id, h.desk.NewID, p.Standings())
	if err != nil {
		return nil, err
	}
	h.log.InfoContext(ctx, "erased", "program", p.Key, "customer", id, "by", r.Caller.Sub)
	return api.OK(customer), nil
}

// hold puts a legal hold on a customer, or releases it.
func (h handler) hold(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, id, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	var body struct {
		Hold   *bool  `json:"hold"`
		Reason string `json:"reason"`
	}
	if err := r.Decode(&body); err != nil {
		return nil, err
	}
	var wrong referral.Problems
	if body.Hold == nil {
		wrong.Add("hold", "Use true to hold, or false to release.")
	}
	api.Text{Max: referral.MaxReason, Required: true, Multiline: true}.Check(&wrong, "reason", body.Reason)
	if err := wrong.Err(); err != nil {
		return nil, err
	}
	set, what := h.desk.Store.ReleaseCustomer, "released"
	if *body.Hold {
		set, what = h.desk.Store.HoldCustomer, "held"
	}
	customer, err := set(ctx, h.desk.Command(r, p), id, body.Reason)
	if err != nil {
		return nil, err
	}
	h.log.InfoContext(ctx, what, "program", p.Key, "customer", id, "by", r.Caller.Sub)
	return api.OK(customer), nil
}
