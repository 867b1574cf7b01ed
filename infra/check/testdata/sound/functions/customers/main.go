package main

import (
	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/referral"
)

func routes() []api.Route {
	load := []referral.Role{referral.Integration}
	return []api.Route{
		api.Route{Key: "GET /v1/customers", Handle: nil},
		api.Route{Key: "GET /v1/customers/{id}", Roles: desk.Staff(), Handle: nil},
		api.Route{Key: "PUT /v1/customers/{id}", Roles: load, Handle: nil},
		api.Route{Key: "POST /v1/customers/{id}/assessments", Roles: assessors(), Handle: nil},
		api.Route{Key: "GET /openapi.yaml", Open: true, Handle: nil},
	}
}

func assessors() []referral.Role { return append(desk.Staff(), referral.Integration) }

func pages(r struct{ RouteKey string }) {
	switch r.RouteKey {
	case "GET /":
	}
}
