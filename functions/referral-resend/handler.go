package main

import (
	"context"
	"log/slog"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

type handler struct{ desk *desk.Desk }

func newAPI(d *desk.Desk, log *slog.Logger) *api.API {
	h := handler{d}
	return api.New(api.Options{Log: log},
		api.Route{Key: "POST /v1/referrals/{id}/resend", Roles: desk.ReferralStaff(), Handle: h.resend},
	)
}

// resend mails the referral again, to the contact it has or to another one of the same organization. Customer,
// organization and contact are taken as they are now.
func (h handler) resend(ctx context.Context, r *api.Request) (*api.Response, error) {
	var body struct {
		ContactID string `json:"contactId"`
	}
	if err := r.DecodeOptional(&body); err != nil {
		return nil, err
	}
	var wrong referral.Problems
	desk.CheckID(&wrong, "contactId", body.ContactID)
	if err := wrong.Err(); err != nil {
		return nil, err
	}
	var parties referral.Parties // read once: a lost race rarely changes who they are
	return h.desk.Change(ctx, r, func(ctx context.Context, cmd referral.Command, p *program.Program, record store.Record) (referral.Change, error) {
		s := record.State
		if err := s.Resendable(); err != nil {
			return referral.Change{}, err
		}
		ids := store.PartyIDs{Customer: s.Customer.ID, Organization: s.Organization.ID, Contact: s.Contact.ID}
		if body.ContactID != "" {
			ids.Contact = body.ContactID
		}
		if parties.Organization.ID != ids.Organization || parties.Contact.ID != ids.Contact {
			var err error
			if parties, err = h.desk.Store.Parties(ctx, p.Key, ids); err != nil {
				return referral.Change{}, err
			}
		}
		return s.Resend(cmd, parties)
	})
}
