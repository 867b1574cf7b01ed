package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/form"
	"github.com/referral-tool/referrals/shared/form/formpage"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
	"github.com/referral-tool/referrals/shared/view"
)

type handler struct {
	desk    *desk.Desk
	printer *form.Printer
}

func newAPI(d *desk.Desk, log *slog.Logger) *api.API {
	h := handler{desk: d, printer: form.NewPrinter()}
	readers := append(desk.EmploymentStaff(), referral.Provider)
	return api.New(api.Options{Log: log},
		api.Route{Key: "POST /v1/customers/{id}/activities/{activityId}/form", Roles: desk.EmploymentStaff(), Handle: h.generate},
		api.Route{Key: "GET /v1/referrals/{id}/form", Roles: readers, Handle: h.show},
		api.Route{Key: "PUT /v1/referrals/{id}/form", Roles: desk.EmploymentStaff(), Handle: h.edit},
		api.Route{Key: "GET /v1/referrals/{id}/form.pdf", Roles: readers, Handle: h.pdf},
		api.Route{Key: "POST /v1/referrals/{id}/services", Roles: desk.EmploymentStaff(), Handle: h.noteService},
	)
}

// show is the form to be reviewed: the newest revision. A browser gets it as a page, which is the form for those who
// cannot read the PDF.
func (h handler) show(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, id, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	record, err := h.desk.Store.Referral(ctx, p.Key, id)
	if err != nil {
		return nil, err
	}
	f, made := record.Form()
	if !made {
		return nil, desk.Unknown("form")
	}
	if err := readable(r.Caller, record.State); err != nil {
		return nil, err
	}
	if err := h.desk.RecordAccess(ctx, r, p, record.State.Customer.ID, id, store.SawForm); err != nil {
		return nil, err
	}
	shown := view.FormOf(record.State, f)
	if r.WantsPage() {
		page := formpage.Page(record.State.GranteeName, record.State.Reference, shown)
		return api.HTML(http.StatusOK, page).WithETag(record.State.Version), nil
	}
	return api.OK(shown).WithETag(record.State.Version), nil
}

// readable is nil if the caller may read the referral's form in its current state: staff always, the provider that it
// was sent to until it is rejected or canceled.
func readable(caller api.Identity, s referral.State) error {
	switch {
	case caller.Role != referral.Provider:
		return nil
	case !desk.OfProvider(caller, s):
		return desk.Unknown("referral")
	case s.Withheld():
		err := referral.Errorf(referral.Gone, "This referral was %s. Its form is no longer shown.", s.Status)
		err.Current = s.Status
		return err
	}
	return nil
}

// edit is "make any necessary updates": the form as it was shown, with other values.
func (h handler) edit(ctx context.Context, r *api.Request) (*api.Response, error) {
	var body edited
	if err := r.Decode(&body); err != nil {
		return nil, err
	}
	edits, err := body.edits()
	if err != nil {
		return nil, err
	}
	return h.desk.ChangeAs(ctx, r, withForm,
		func(_ context.Context, cmd referral.Command, _ *program.Program, record store.Record) (referral.Change, error) {
			f, _ := record.Form()
			return record.State.EditForm(cmd, f, edits)
		},
		func(record store.Record, _ referral.Instant) store.Reply {
			f, _ := record.Form()
			shown := api.OK(view.FormOf(record.State, f)).WithETag(record.State.Version)
			return store.Reply{Status: shown.Status, Headers: shown.Headers, Body: string(shown.Body)}
		})
}

// edited is a form as it was read, with other values, or some of its fields.
type edited struct {
	Fields []struct {
		Key   string  `json:"key"`
		Value *string `json:"value"`

		// Ignored.
		Label    string `json:"label"`
		Kind     string `json:"kind"`
		Editable bool   `json:"editable"`
	} `json:"fields"`
}

// edits are the new values. A value that was left out is a mistake, and not an empty one.
func (e edited) edits() ([]referral.FormEdit, error) {
	var wrong referral.Problems
	if e.Fields == nil {
		wrong.Add("fields", "List the fields to change.")
	}
	var edits []referral.FormEdit
	for i, f := range e.Fields {
		if f.Value == nil {
			wrong.Add(fmt.Sprintf("fields[%d].value", i), "Give the new value; an empty text empties the field.")
			continue
		}
		edits = append(edits, referral.FormEdit{Key: f.Key, Value: *f.Value})
	}
	return edits, wrong.Err()
}

func withForm(_ api.Identity, s referral.State) bool { return s.Kind == referral.Employment }

// noteService is "note the second referred service in the Notes section of the P301 and the Additional Comments
// section".
func (h handler) noteService(ctx context.Context, r *api.Request) (*api.Response, error) {
	var body struct {
		Service string `json:"service"`
		Note    string `json:"note"`
	}
	if err := r.Decode(&body); err != nil {
		return nil, err
	}
	return h.desk.ChangeAs(ctx, r, withForm,
		func(_ context.Context, cmd referral.Command, p *program.Program, record store.Record) (referral.Change, error) {
			newest, _ := record.Form()
			change, err := record.State.NoteService(cmd, newest, body.Service, body.Note)
			if err != nil {
				return referral.Change{}, err
			}
			return h.printer.Attach(change, p.Rules())
		},
		func(record store.Record, now referral.Instant) store.Reply {
			return desk.ReplyOf(http.StatusOK, record, now)
		})
}
