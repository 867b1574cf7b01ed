package main

import (
	"context"
	"log/slog"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
	"github.com/referral-tool/referrals/shared/view"
)

type handler struct {
	desk    *desk.Desk
	cursors *api.Cursors
}

func newAPI(d *desk.Desk, cursors *api.Cursors, log *slog.Logger) *api.API {
	h := handler{d, cursors}
	provider := []referral.Role{referral.Provider}
	return api.New(api.Options{Log: log},
		api.Route{Key: "GET /v1/provider/referrals", Roles: provider, Handle: h.list},
		api.Route{Key: "GET /v1/provider/referrals/{id}", Roles: provider, Handle: h.view},
		api.Route{Key: "POST /v1/provider/referrals/{id}/response", Roles: provider, Handle: h.respond},
	)
}

// list is the guide's View Client Referrals: "searches for and view client referral(s)".
func (h handler) list(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, err := h.desk.Program(r)
	if err != nil {
		return nil, err
	}
	filter, err := filterOf(r)
	if err != nil {
		return nil, err
	}
	return desk.List(ctx, r, h.cursors, func(from store.Position, limit int) (store.Page[view.ProviderRow], error) {
		page, err := h.desk.Store.ProviderReferrals(ctx, p.Key, r.Caller.Organization, filter, h.desk.Clock(), from, limit)
		shown := store.Page[view.ProviderRow]{Next: page.Next}
		for _, row := range page.Items {
			shown.Items = append(shown.Items, view.ProviderRowOf(row))
		}
		return shown, err
	}, string(filter.Status), filter.Query)
}

func filterOf(r *api.Request) (store.IncomingFilter, error) {
	var statuses []string
	for _, s := range referral.Statuses() {
		if s != referral.Draft { // a draft is the navigator's alone
			statuses = append(statuses, string(s))
		}
	}
	status, err := r.QueryOneOf("status", statuses...)
	if err != nil {
		return store.IncomingFilter{}, err
	}
	query, err := r.Search()
	return store.IncomingFilter{Status: referral.Status(status), Query: query}, err
}

// view shows a referral with its form. Nobody sees it without leaving an access record.
func (h handler) view(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, id, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	record, err := h.desk.Store.Referral(ctx, p.Key, id)
	if err != nil {
		return nil, err
	}
	if !desk.OfProvider(r.Caller, record.State) {
		return nil, desk.Unknown("referral")
	}
	if err := h.desk.RecordAccess(ctx, r, p, record.State.Customer.ID, id, store.SawReferral); err != nil {
		return nil, err
	}
	return api.OK(shown(record, h.desk.Clock(), p)).WithETag(record.State.Version), nil
}

func shown(record store.Record, now referral.Instant, p *program.Program) view.ProviderReferral {
	form, _ := record.Form()
	return view.ProviderReferralOf(record.State, form, now, p.Rules())
}
