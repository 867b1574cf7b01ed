package main

import (
	"context"
	"log/slog"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
)

type handler struct {
	desk    *desk.Desk
	cursors *api.Cursors
	log     *slog.Logger
}

func newAPI(d *desk.Desk, cursors *api.Cursors, log *slog.Logger) *api.API {
	h := handler{d, cursors, log}
	staff := []referral.Role{referral.CaseManager, referral.ProgramAdmin}
	return api.New(api.Options{Log: log},
		api.Route{Key: "GET /v1/grantees", Roles: []referral.Role{referral.ProgramAdmin}, Handle: h.grantees},
		api.Route{Key: "GET /v1/dashboard", Roles: staff, Handle: h.dashboard},
		api.Route{Key: "GET /v1/dashboard/customers", Roles: staff, Handle: h.customers},
	)
}

// grantees are those that an administrator can choose from.
func (h handler) grantees(_ context.Context, r *api.Request) (*api.Response, error) {
	p, err := h.desk.Program(r)
	if err != nil {
		return nil, err
	}
	type grantee struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	}
	var all []grantee
	for _, g := range p.Grantees {
		all = append(all, grantee{g.ID, g.Name})
	}
	return api.List(all, ""), nil
}

// dashboard is the guide's table: of one grantee, or of the whole program.
func (h handler) dashboard(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, err := h.desk.Program(r)
	if err != nil {
		return nil, err
	}
	grantee, err := granteeOf(r, p)
	if err != nil {
		return nil, err
	}
	figures, err := h.desk.Store.Figures(ctx, p.Key, grantee)
	if err != nil {
		return nil, err
	}
	return api.OK(tableOf(p, figures, h.desk.Clock())), nil
}

// granteeOf is the grantee that the caller asks about: a case manager's own, whether named or not; an administrator's
// choice, empty for all. NotFound when it is unknown or another's.
func granteeOf(r *api.Request, p *program.Program) (string, error) {
	asked := r.Query("grantee")
	if r.Caller.Role == referral.CaseManager {
		if asked != "" && asked != r.Caller.Organization {
			return "", desk.Unknown("grantee")
		}
		return r.Caller.Organization, nil
	}
	if _, known := p.Grantee(asked); asked != "" && !known {
		return "", desk.Unknown("grantee")
	}
	return asked, nil
}
