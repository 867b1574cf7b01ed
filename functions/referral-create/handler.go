package main

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/form"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

type handler struct {
	desk    *desk.Desk
	printer *form.Printer
}

func newAPI(d *desk.Desk, log *slog.Logger) *api.API {
	h := handler{d, form.NewPrinter()}
	staff := []referral.Role{referral.CaseManager, referral.ProgramAdmin}
	return api.New(api.Options{Log: log},
		api.Route{Key: "POST /v1/referrals", Roles: staff, Handle: h.create},
		api.Route{Key: "PUT /v1/referrals/{id}", Roles: staff, Handle: h.edit},
		api.Route{Key: "POST /v1/referrals/{id}/send", Roles: desk.ReferralStaff(), Handle: h.send},
	)
}

// submission is the New Referral window: who is referred, where, and for which services.
type submission struct {
	CustomerID     string            `json:"customerId"`
	OrganizationID string            `json:"organizationId"`
	ContactID      string            `json:"contactId"`
	Services       []string          `json:"services"`
	Note           string            `json:"note"`
	Consent        *referral.Consent `json:"consent"`
	AllowRepeat    string            `json:"allowRepeat"`
	Draft          bool              `json:"draft"`
}

func (s submission) request() referral.Request {
	return referral.Request{Services: s.Services, Note: s.Note, Consent: s.Consent, AllowRepeat: s.AllowRepeat}
}

func (s submission) parties() store.PartyIDs {
	return store.PartyIDs{Customer: s.CustomerID, Organization: s.OrganizationID, Contact: s.ContactID}
}

// check names ids that are not valid, because keys are built from them.
func (s submission) check() error {
	var wrong referral.Problems
	if s.CustomerID == "" {
		wrong.Add("customerId", "Give the customer to refer.")
	}
	if s.ContactID != "" && s.OrganizationID == "" {
		wrong.Add("organizationId", "Give the organization that the contact belongs to.")
	}
	if !s.Draft {
		if s.OrganizationID == "" {
			wrong.Add("organizationId", "Choose the organization to refer to.")
		}
		if s.ContactID == "" {
			wrong.Add("contactId", "Choose the contact to send it to.")
		}
		if len(s.Services) == 0 {
			wrong.Add("services", "Check at least one service.")
		}
	}
	desk.CheckID(&wrong, "customerId", s.CustomerID)
	desk.CheckID(&wrong, "organizationId", s.OrganizationID)
	desk.CheckID(&wrong, "contactId", s.ContactID)
	return wrong.Err()
}

// create is "Submit Referral", or "Save" with draft.
func (h handler) create(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, err := h.desk.Program(r)
	if err != nil {
		return nil, err
	}
	var body submission
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
	cmd := h.desk.Command(r, p)
	reply, err := h.desk.Store.Create(ctx, p.Key, body.parties(), cmd.At, store.Idempotency(idem),
		func(parties referral.Parties) (referral.Change, error) {
			if err := complete(&parties, r, p); err != nil {
				return referral.Change{}, err
			}
			if body.Draft {
				return referral.CreateDraft(cmd, h.desk.NewID(), parties, body.request())
			}
			return referral.Create(cmd, h.desk.NewID(), parties, body.request())
		},
		func(record store.Record) store.Reply { return desk.ReplyOf(http.StatusCreated, record, cmd.At) })
	return desk.Respond(reply, err)
}

// complete checks the caller's scope on the customer, and names the referring organization.
func complete(parties *referral.Parties, r *api.Request, p *program.Program) error {
	if !desk.Sees(r.Caller, parties.Customer.Grantee) {
		return desk.Unknown("customer")
	}
	if p.Kind() != referral.Support {
		return referral.Errorf(referral.Conflict, "This program's referrals are made from a customer activity, with Generate Form.")
	}
	grantee, _ := p.Grantee(parties.Customer.Grantee)
	parties.GranteeName = grantee.Name
	return nil
}

// edit replaces what a draft says.
func (h handler) edit(ctx context.Context, r *api.Request) (*api.Response, error) {
	var body submission
	if err := r.Decode(&body); err != nil {
		return nil, err
	}
	body.Draft = true
	if err := body.check(); err != nil {
		return nil, err
	}
	return h.desk.Change(ctx, r, func(ctx context.Context, cmd referral.Command, p *program.Program, record store.Record) (referral.Change, error) {
		if body.CustomerID != record.State.Customer.ID {
			var wrong referral.Problems
			wrong.Add("customerId", "A draft cannot be moved to another customer. Make a new referral instead.")
			return referral.Change{}, wrong.Err()
		}
		if record.State.Status != referral.Draft {
			return record.State.Edit(cmd, referral.Parties{}, body.request()) // refused: spares the second read
		}
		parties, err := h.parties(ctx, r, p, body.parties())
		if err != nil {
			return referral.Change{}, err
		}
		return record.State.Edit(cmd, parties, body.request())
	})
}

// send submits a draft, with customer, organization and contact as they are now.
func (h handler) send(ctx context.Context, r *api.Request) (*api.Response, error) {
	if err := r.DecodeOptional(&struct{}{}); err != nil {
		return nil, err
	}
	return h.desk.Change(ctx, r, func(ctx context.Context, cmd referral.Command, p *program.Program, record store.Record) (referral.Change, error) {
		s := record.State
		if s.Kind == referral.Employment {
			return h.sendForm(ctx, cmd, p, record)
		}
		if s.Status != referral.Draft {
			return s.Submit(cmd, referral.Parties{})
		}
		parties, err := h.parties(ctx, r, p, store.PartyIDs{Customer: s.Customer.ID, Organization: s.Organization.ID, Contact: s.Contact.ID})
		if err != nil {
			return referral.Change{}, err
		}
		return s.Submit(cmd, parties)
	})
}

func (h handler) parties(ctx context.Context, r *api.Request, p *program.Program, ids store.PartyIDs) (referral.Parties, error) {
	parties, err := h.desk.Store.Parties(ctx, p.Key, ids)
	if err != nil {
		return parties, err
	}
	return parties, complete(&parties, r, p)
}
