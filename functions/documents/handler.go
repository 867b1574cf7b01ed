package main

import (
	"context"
	"log/slog"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/store"
	"github.com/referral-tool/referrals/shared/view"
)

type handler struct {
	desk    *desk.Desk
	cursors *api.Cursors
}

func newAPI(d *desk.Desk, cursors *api.Cursors, log *slog.Logger) *api.API {
	h := handler{d, cursors}
	return api.New(api.Options{Log: log},
		api.Route{Key: "GET /v1/cases/{caseNumber}/documents", Roles: desk.EmploymentStaff(), Handle: h.list},
	)
}

// list is Distributed Documents: "all referral forms sent on a case".
func (h handler) list(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, err := h.desk.Program(r)
	if err != nil {
		return nil, err
	}
	caseNumber, err := r.Path("caseNumber")
	if err != nil {
		return nil, err
	}
	return desk.List(ctx, r, h.cursors, func(from store.Position, limit int) (store.Page[view.Document], error) {
		return h.desk.Store.Documents(ctx, p.Key, caseNumber, from, limit)
	}, caseNumber)
}
