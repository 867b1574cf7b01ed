package main

import (
	"log/slog"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/referral"
)

type handler struct {
	desk    *desk.Desk
	cursors *api.Cursors
}

func newAPI(d *desk.Desk, cursors *api.Cursors, log *slog.Logger) *api.API {
	h := handler{d, cursors}
	staff, load, admin := desk.ReferralStaff(), []referral.Role{referral.Integration}, []referral.Role{referral.ProgramAdmin}
	return api.New(api.Options{Log: log},
		api.Route{Key: "GET /v1/organizations", Roles: staff, Handle: h.organizations},
		api.Route{Key: "POST /v1/organizations", Roles: staff, Handle: h.addOrganization},
		api.Route{Key: "GET /v1/organizations/{id}", Roles: staff, Handle: h.organization},
		api.Route{Key: "PUT /v1/organizations/{id}", Roles: load, Handle: h.putOrganization},
		api.Route{Key: "PATCH /v1/organizations/{id}", Roles: admin, Handle: h.correctOrganization},
		api.Route{Key: "POST /v1/organizations/{id}/merge", Roles: admin, Handle: h.merge},
		api.Route{Key: "GET /v1/organizations/{id}/contacts", Roles: staff, Handle: h.contacts},
		api.Route{Key: "GET /v1/organizations/{id}/contacts/{contactId}", Roles: staff, Handle: h.contact},
		api.Route{Key: "POST /v1/organizations/{id}/contacts", Roles: staff, Handle: h.addContact},
		api.Route{Key: "PATCH /v1/organizations/{id}/contacts/{contactId}", Roles: staff, Handle: h.correctContact},
		api.Route{Key: "PUT /v1/organizations/{id}/contacts/{contactId}", Roles: load, Handle: h.putContact},
	)
}
