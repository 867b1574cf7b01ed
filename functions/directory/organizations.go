package main

import (
	"context"
	"net/http"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// organization is an organization as a caller writes it.
type organization struct {
	Name         string `json:"name"`
	Phone        string `json:"phone"`
	Address      string `json:"address"`
	Email        string `json:"email"`
	ReceivesOnly bool   `json:"receivesOnly"`
	Sensitive    bool   `json:"sensitive"`
}

func (o organization) check() error {
	var wrong referral.Problems
	desk.CheckLine(&wrong, "name", o.Name, true)
	desk.CheckLine(&wrong, "phone", o.Phone, false)
	desk.CheckLine(&wrong, "address", o.Address, false)
	if o.Email != "" {
		api.CheckEmail(&wrong, "email", o.Email)
	}
	return wrong.Err()
}

func (o organization) named(id string) referral.Organization {
	return referral.Organization{
		ID: id, Name: o.Name, Phone: o.Phone, Address: o.Address, Email: o.Email,
		ReceivesOnly: o.ReceivesOnly, Sensitive: o.Sensitive,
	}
}

// organizations is Search Organization: "to see if the organization has already been added".
func (h handler) organizations(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, err := h.desk.Program(r)
	if err != nil {
		return nil, err
	}
	query, err := r.Search()
	if err != nil {
		return nil, err
	}
	return desk.List(ctx, r, h.cursors, func(from store.Position, limit int) (store.Page[referral.Organization], error) {
		return h.desk.Store.Organizations(ctx, p.Key, query, from, limit)
	}, query)
}

func (h handler) organization(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, id, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	found, err := h.desk.Store.Organization(ctx, p.Key, id)
	if err != nil {
		return nil, err
	}
	return api.OK(found), nil
}

// addOrganization is New Organization.
func (h handler) addOrganization(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, err := h.desk.Program(r)
	if err != nil {
		return nil, err
	}
	var body struct {
		organization
		ConfirmDistinct bool `json:"confirmDistinct"`
	}
	if err := r.Decode(&body); err != nil {
		return nil, err
	}
	if err := body.check(); err != nil {
		return nil, err
	}
	idem, err := r.Idempotency()
	if err != nil {
		return nil, err
	}
	added := body.named(h.desk.NewID())
	reply := desk.Made("/v1/organizations/"+added.ID, added)
	err = h.desk.Store.AddOrganization(ctx, h.desk.Command(r, p), added, body.ConfirmDistinct, store.Idempotency(idem), reply)
	return desk.Respond(reply, err)
}

// putOrganization loads an organization under the caller's own id.
func (h handler) putOrganization(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, id, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	var body organization
	if err := r.Decode(&body); err != nil {
		return nil, err
	}
	if err := body.check(); err != nil {
		return nil, err
	}
	loaded := body.named(id)
	made, err := h.desk.Store.PutOrganization(ctx, h.desk.Command(r, p), loaded)
	if err != nil {
		return nil, err
	}
	return put(made, "/v1/organizations/"+id, loaded), nil
}

// put answers a load: 201 for what it made, 200 for what it changed.
func put(made bool, location string, v any) *api.Response {
	if made {
		return api.Created(location, v)
	}
	return api.JSON(http.StatusOK, v)
}
