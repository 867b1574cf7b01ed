package main

import (
	"context"
	"net/http"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
	"github.com/referral-tool/referrals/shared/view"
)

// generated is the answer of Generate Form.
type generated struct {
	ReferralID string    `json:"referralId"`
	Form       view.Form `json:"form"`
}

// generate is the guide's Generate Form: a draft referral with its form filled. While the draft exists, generating
// again answers with it, brought up to what was corrected in case and activity since.
func (h handler) generate(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, customer, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	activity, err := r.Path("activityId")
	if err != nil {
		return nil, err
	}
	if err := r.DecodeOptional(&struct{}{}); err != nil {
		return nil, err
	}
	idem, err := r.Idempotency()
	if err != nil {
		return nil, err
	}
	cmd := h.desk.Command(r, p)
	unchanged, shown := false, "" // the draft that is shown as it stood, where no event tells who saw it
	reply, err := h.desk.Store.GenerateForm(ctx, p.Key, store.ActivityID{Customer: customer, Activity: activity}, cmd.At, store.Idempotency(idem),
		func(from store.FormParties) (referral.Change, error) {
			if draft := from.Draft; draft.State.ID != "" {
				f, _ := draft.Form()
				change, err := draft.State.Refill(cmd, f, from.Customer, from.Activity)
				unchanged = change.Nothing()
				return change, err
			}
			agency, _ := p.Grantee(from.Customer.Grantee)
			from.GranteeName = agency.Name
			return referral.Generate(cmd, h.desk.NewID(), from.Parties, from.Activity, agency.Phone)
		},
		func(record store.Record, made bool) store.Reply {
			if shown = ""; !made && unchanged {
				shown = record.State.ID
			}
			return generatedReply(record, made)
		})
	if err == nil && shown != "" {
		err = h.desk.RecordAccess(ctx, r, p, customer, shown, store.SawForm)
	}
	return desk.Respond(reply, err)
}

func generatedReply(record store.Record, made bool) store.Reply {
	f, _ := record.Form()
	status := http.StatusOK
	if made {
		status = http.StatusCreated
	}
	shown := api.JSON(status, generated{ReferralID: record.State.ID, Form: view.FormOf(record.State, f)}).
		WithETag(record.State.Version)
	if made {
		shown.With("Location", "/v1/referrals/"+record.State.ID)
	}
	return store.Reply{Status: shown.Status, Headers: shown.Headers, Body: string(shown.Body)}
}
