package main

import (
	"context"
	"log/slog"
	"strconv"
	"strings"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
	"github.com/referral-tool/referrals/shared/view"
)

type handler struct {
	desk    *desk.Desk
	cursors *api.Cursors
	log     *slog.Logger
}

func newAPI(d *desk.Desk, cursors *api.Cursors, log *slog.Logger) *api.API {
	h := handler{d, cursors, log}
	return api.New(api.Options{Log: log},
		api.Route{Key: "GET /v1/referrals", Roles: desk.ReferralStaff(), Handle: h.outgoing},
	)
}

// outgoing lists the grantee's referrals, newest first; as CSV the whole list.
func (h handler) outgoing(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, err := h.desk.Program(r)
	if err != nil {
		return nil, err
	}
	filter, err := filterOf(r)
	if err != nil {
		return nil, err
	}
	now := h.desk.Clock()
	read := func(from store.Position, limit int) (store.Page[view.Row], error) {
		return h.desk.Store.Outgoing(ctx, p.Key, desk.Grantees(r.Caller, p), filter, now, from, limit)
	}
	if r.WantsCSV() {
		return h.csv(ctx, r, read)
	}
	return desk.List(ctx, r, h.cursors, read,
		string(filter.Status), strconv.FormatBool(filter.Overdue), strconv.FormatBool(filter.Attention), filter.Query)
}

func filterOf(r *api.Request) (store.OutgoingFilter, error) {
	var statuses []string
	for _, s := range referral.Statuses() {
		statuses = append(statuses, string(s))
	}
	status, err := r.QueryOneOf("status", statuses...)
	if err != nil {
		return store.OutgoingFilter{}, err
	}
	overdue, err := r.QueryFlag("overdue")
	if err != nil {
		return store.OutgoingFilter{}, err
	}
	attention, err := r.QueryFlag("attention")
	if err != nil {
		return store.OutgoingFilter{}, err
	}
	query, err := r.Search()
	return store.OutgoingFilter{Status: referral.Status(status), Overdue: overdue, Attention: attention, Query: query}, err
}

// csv is the whole list for a spreadsheet. It leaves the system, so the log says who took it.
func (h handler) csv(ctx context.Context, r *api.Request, read desk.ReadPage[view.Row]) (*api.Response, error) {
	rows, err := desk.All(read)
	if err != nil {
		return nil, err
	}
	h.log.InfoContext(ctx, "list exported", "list", "referrals", "sub", r.Caller.Sub, "rows", len(rows))
	out := api.NewCSV("Reference", "Customer", "Organization", "Contact", "Services", "Status", "Overdue", "Delivery",
		"Sent", "Response due", "Answered")
	for _, row := range rows {
		var services []string
		for _, s := range row.Services {
			services = append(services, s.Label+": "+s.Status.Label())
		}
		overdue := "no"
		if row.Overdue {
			overdue = "yes"
		}
		out.Row(row.Reference, row.Customer.Name, row.Organization.Name, row.Contact.Name, strings.Join(services, "; "),
			row.Status.Label(), overdue, string(row.Delivery), string(row.SentAt), string(row.ResponseDueOn), string(row.AnsweredAt))
	}
	return out.Response("referrals.csv"), nil
}
