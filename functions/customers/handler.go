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
	desk    *desk.Desk
	cursors *api.Cursors
}

func newAPI(d *desk.Desk, cursors *api.Cursors, log *slog.Logger) *api.API {
	h := handler{d, cursors}
	return api.New(api.Options{Log: log},
		api.Route{Key: "GET /v1/customers", Roles: desk.ReferralStaff(), Handle: h.search},
		api.Route{Key: "GET /v1/customers/{id}", Roles: desk.ReferralStaff(), Handle: h.get},
		api.Route{Key: "GET /v1/customers/{id}/access", Roles: []referral.Role{referral.ProgramAdmin}, Handle: h.access},
		api.Route{Key: "PUT /v1/customers/{id}", Roles: []referral.Role{referral.Integration}, Handle: h.put},
		api.Route{Key: "GET /v1/customers/{id}/assessments", Roles: assessmentReaders(), Handle: h.assessments},
		api.Route{Key: "POST /v1/customers/{id}/assessments", Roles: []referral.Role{referral.Integration, referral.CaseManager}, Handle: h.assess},
	)
}

// search is "use the following search fields to narrow results to a specific subset of customers".
func (h handler) search(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, err := h.desk.Program(r)
	if err != nil {
		return nil, err
	}
	query, err := r.Search()
	if err != nil {
		return nil, err
	}
	group := r.Query("group")
	return desk.List(ctx, r, h.cursors, func(from store.Position, limit int) (store.Page[referral.Customer], error) {
		return h.desk.Store.Customers(ctx, p.Key, desk.Grantees(r.Caller, p), query, group, from, limit)
	}, query, group)
}

func (h handler) get(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, id, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	customer, err := h.desk.Store.HeldCustomer(ctx, p.Key, id)
	if err != nil {
		return nil, err
	}
	if !desk.Sees(r.Caller, customer.Grantee) {
		return nil, desk.Unknown("customer")
	}
	if r.Caller.Role != referral.ProgramAdmin { // a hold is between the program and its lawyers
		customer.Hold = nil
	}
	return api.OK(customer), h.desk.RecordAccess(ctx, r, p, id, "", store.SawCustomer)
}

// access lists who saw the customer's details and referrals, newest first.
func (h handler) access(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, id, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	return desk.List(ctx, r, h.cursors, func(from store.Position, limit int) (store.Page[store.Seen], error) {
		page, err := h.desk.Store.SeenBy(ctx, p.Key, id, from, limit)
		if err == nil && len(page.Items) == 0 && from == "" {
			_, err = h.desk.Store.Customer(ctx, p.Key, id) // seen by nobody, or unknown
		}
		return page, err
	})
}

// load is a customer as another system sends it. Every field is sent each time.
type load struct {
	FirstName              string                  `json:"firstName"`
	LastName               string                  `json:"lastName"`
	Address                string                  `json:"address"`
	Phone                  string                  `json:"phone"`
	Email                  string                  `json:"email"`
	Group                  string                  `json:"group"`
	Grantee                string                  `json:"grantee"`
	DesignatedOrganization string                  `json:"designatedOrganization"`
	CaseNumber             string                  `json:"caseNumber"`
	ProgramBlocks          []referral.ProgramBlock `json:"programBlocks"`
}

// put loads or changes a customer under the caller's own id.
func (h handler) put(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, id, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	var body load
	if err := r.Decode(&body); err != nil {
		return nil, err
	}
	if err := body.check(p); err != nil {
		return nil, err
	}
	customer := body.customer(id)
	made, err := h.desk.Store.PutCustomer(ctx, h.desk.Command(r, p), customer)
	switch {
	case err != nil:
		return nil, err
	case made:
		return api.Created("/v1/customers/"+id, customer), nil
	}
	return api.OK(customer), nil
}
