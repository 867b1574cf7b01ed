package main

import (
	"context"
	"log/slog"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
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
	navigator := []referral.Role{referral.Navigator}
	return api.New(api.Options{Log: log},
		api.Route{Key: "GET /v1/tasks", Roles: navigator, Handle: h.list},
		api.Route{Key: "GET /v1/tasks/{id}", Roles: navigator, Handle: h.open},
		api.Route{Key: "POST /v1/tasks/{id}/complete", Roles: navigator, Handle: h.complete},
	)
}

// list is the navigator's own tasks, newest first.
func (h handler) list(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, err := h.desk.Program(r)
	if err != nil {
		return nil, err
	}
	status, err := r.QueryOneOf("status", string(referral.TaskOpen), string(referral.TaskDone))
	if err != nil {
		return nil, err
	}
	return desk.List(ctx, r, h.cursors, func(from store.Position, limit int) (store.Page[view.Task], error) {
		page, err := h.desk.Store.Tasks(ctx, p.Key, r.Caller.Sub, referral.TaskStatus(status), from, limit)
		shown := store.Page[view.Task]{Next: page.Next}
		for _, t := range page.Items {
			shown.Items = append(shown.Items, view.TaskOf(t))
		}
		return shown, err
	}, r.Caller.Sub, status)
}

// open is "opens task in Current".
func (h handler) open(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, id, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	task, err := h.desk.Store.Task(ctx, p.Key, id)
	if err != nil {
		return nil, err
	}
	if task.Navigator != r.Caller.Sub {
		return nil, desk.Unknown("task")
	}
	if err := h.desk.RecordAccess(ctx, r, p, task.CustomerID, task.ReferralID, store.SawTask); err != nil {
		return nil, err
	}
	return api.OK(view.TaskOf(task)), nil
}

// complete is "completes the task with an outcome in Current".
func (h handler) complete(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, id, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	var body struct {
		Outcome string `json:"outcome"`
		Note    string `json:"note"`
	}
	if err := r.Decode(&body); err != nil {
		return nil, err
	}
	idem, err := r.Idempotency()
	if err != nil {
		return nil, err
	}
	cmd := h.desk.Command(r, p)
	return desk.Respond(h.desk.Store.ChangeTask(ctx, p.Key, id, cmd.At, store.Idempotency(idem),
		func(s referral.State, t referral.Task) (referral.Change, error) {
			if t.Navigator != r.Caller.Sub {
				return referral.Change{}, desk.Unknown("task")
			}
			r.About(s.ID)
			return s.CompleteTask(cmd, t, body.Outcome, body.Note)
		},
		func(t referral.Task) store.Reply {
			shown := api.OK(view.TaskOf(t))
			return store.Reply{Status: shown.Status, Headers: shown.Headers, Body: string(shown.Body)}
		}))
}
