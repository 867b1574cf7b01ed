package main

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/referral-tool/referrals/infra"
	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
)

type handler struct{ desk *desk.Desk }

func newAPI(d *desk.Desk, log *slog.Logger) *api.API {
	h := handler{d}
	return api.New(api.Options{Log: log},
		api.Route{Key: "GET /v1/me", Handle: h.me},
		api.Route{Key: "GET /v1/services", Handle: h.services},
		api.Route{Key: "GET /openapi.yaml", Open: true, Handle: h.openAPI},
		api.Route{Key: "OPTIONS /{proxy+}", Open: true, Handle: h.preflight},
		api.Route{Key: "OPTIONS /", Open: true, Handle: h.preflight},
	)
}

// me tells a portal who is signed in, and what their program's settings are. The groups are the program's own, not
// counted from its customers: a customer of another group cannot be loaded.
func (h handler) me(_ context.Context, r *api.Request) (*api.Response, error) {
	p, err := h.desk.Program(r)
	if err != nil {
		return nil, err
	}
	type programOf struct {
		Key      string           `json:"key"`
		Name     string           `json:"name"`
		TimeZone string           `json:"timeZone"`
		Settings program.Settings `json:"settings"`
	}
	return api.OK(struct {
		Sub          string        `json:"sub"`
		Name         string        `json:"name"`
		Email        string        `json:"email"`
		Role         referral.Role `json:"role"`
		Organization string        `json:"organization"`
		Program      programOf     `json:"program"`
		Groups       []string      `json:"groups"`
	}{
		r.Caller.Sub, r.Caller.Name, r.Caller.Email, r.Caller.Role, r.Caller.Organization,
		programOf{p.Key, p.Name, p.TimeZone, p.Settings},
		p.Groups,
	}), nil
}

// services is the catalog with its alignment, and the lists that people choose from.
func (h handler) services(_ context.Context, r *api.Request) (*api.Response, error) {
	p, err := h.desk.Program(r)
	if err != nil {
		return nil, err
	}
	return api.OK(struct {
		Services      []referral.Service  `json:"services"`
		Rollups       []referral.Choice   `json:"rollups"`
		Alignments    []program.Alignment `json:"alignments"`
		RejectReasons []referral.Choice   `json:"rejectReasons"`
		CloseOutcomes []referral.Choice   `json:"closeOutcomes"`
		TaskOutcomes  []referral.Choice   `json:"taskOutcomes"`
	}{p.Services, p.Rollups, p.Alignments, p.RejectReasons, p.CloseOutcomes, p.TaskOutcomes}), nil
}

// openAPI is the contract. It is the same for everybody.
func (h handler) openAPI(context.Context, *api.Request) (*api.Response, error) {
	return api.Raw(http.StatusOK, "application/yaml", infra.OpenAPI()).With("Cache-Control", "public, max-age=300"), nil
}

// preflight is what a browser asks before a call from another origin. It wants a 2xx; whether the origin may call is in
// the headers that the gateway adds, and it takes none from here.
func (h handler) preflight(context.Context, *api.Request) (*api.Response, error) {
	return api.NoContent(), nil
}
