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

type handler struct{ desk *desk.Desk }

func newAPI(d *desk.Desk, log *slog.Logger) *api.API {
	h := handler{d}
	return api.New(api.Options{Log: log},
		api.Route{Key: "GET /v1/activities", Handle: h.catalog},
		api.Route{Key: "GET /v1/customers/{id}/activities", Roles: desk.EmploymentStaff(), Handle: h.list},
		api.Route{Key: "POST /v1/customers/{id}/activities", Roles: desk.EmploymentStaff(), Handle: h.add},
		api.Route{Key: "GET /v1/customers/{id}/activities/{activityId}", Roles: desk.EmploymentStaff(), Handle: h.detail},
		api.Route{Key: "PUT /v1/customers/{id}/activities/{activityId}", Roles: desk.EmploymentStaff(), Handle: h.change},
	)
}

// catalog is the guide's Select Activity page.
func (h handler) catalog(_ context.Context, r *api.Request) (*api.Response, error) {
	p, err := h.desk.Program(r)
	if err != nil {
		return nil, err
	}
	return api.OK(struct {
		Activities []referral.ActivityName `json:"activities"`
	}{p.Activities}), nil
}

// list is the Customer Activity List.
func (h handler) list(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, customer, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	_, activities, err := h.desk.Store.Activities(ctx, p.Key, customer)
	if err != nil {
		return nil, err
	}
	r.AboutCustomer(customer)
	var shown []view.Activity
	for _, a := range activities {
		shown = append(shown, view.ActivityOf(a))
	}
	return api.List(shown, ""), nil
}

// detail is the Customer Activity Detail page.
func (h handler) detail(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, customer, activity, err := h.named(r)
	if err != nil {
		return nil, err
	}
	_, found, err := h.desk.Store.Activity(ctx, p.Key, customer, activity)
	if err != nil {
		return nil, err
	}
	if err := h.desk.RecordAccess(ctx, r, p, customer, "", store.SawActivity); err != nil {
		return nil, err
	}
	return api.OK(view.ActivityOf(found)), nil
}

// named is the caller's program, and the customer and activity that the path names.
func (h handler) named(r *api.Request) (p *program.Program, customer, activity string, err error) {
	if p, customer, err = h.desk.Named(r); err != nil {
		return nil, "", "", err
	}
	activity, err = r.Path("activityId")
	return p, customer, activity, err
}

// entry is the Customer Activity Detail page as it is filled in.
type entry struct {
	ProgramBlock       string        `json:"programBlock"`
	ActivityName       string        `json:"activityName"`
	SessionDescription string        `json:"sessionDescription"`
	ProviderID         string        `json:"providerId"`
	StartDate          referral.Date `json:"startDate"`
	EndDate            referral.Date `json:"endDate"`
	HoursPerWeek       float64       `json:"hoursPerWeek"`
	AdditionalComments string        `json:"additionalComments"`
}

// activity is the entry under an id. Unchanged comments stay a list, so that a noted service can be added to it.
func (e entry) activity(id string, before referral.Activity) referral.Activity {
	a := referral.Activity{
		ID: id, Block: e.ProgramBlock, Name: e.ActivityName, Session: e.SessionDescription, ProviderID: e.ProviderID,
		StartDate: e.StartDate, EndDate: e.EndDate, HoursPerWeek: e.HoursPerWeek,
	}
	switch {
	case e.AdditionalComments == before.AdditionalComments():
		a.Comments = before.Comments
	case e.AdditionalComments != "":
		a.Comments = []string{e.AdditionalComments}
	}
	return a
}

func (h handler) add(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, customer, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	var body entry
	if err := r.Decode(&body); err != nil {
		return nil, err
	}
	idem, err := r.Idempotency()
	if err != nil {
		return nil, err
	}
	cmd := h.desk.Command(r, p)
	a := body.activity(h.desk.NewID(), referral.Activity{})
	check := func(c referral.Customer) error { return a.Check(c, p.Rules()) }
	reply := func() store.Reply {
		return desk.Made("/v1/customers/"+customer+"/activities/"+a.ID, view.ActivityOf(a))
	}
	return desk.Respond(h.desk.Store.AddActivity(ctx, cmd, customer, a, store.Idempotency(idem), check, reply))
}

func (h handler) change(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, customer, id, err := h.named(r)
	if err != nil {
		return nil, err
	}
	var body entry
	if err := r.Decode(&body); err != nil {
		return nil, err
	}
	after, err := h.desk.Store.EditActivity(ctx, h.desk.Command(r, p), customer, id,
		func(c referral.Customer, before referral.Activity) (referral.Activity, error) {
			a := body.activity(id, before)
			return a, a.Check(c, p.Rules())
		})
	if err != nil {
		return nil, err
	}
	return api.OK(view.ActivityOf(after)), nil
}
