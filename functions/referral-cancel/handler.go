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
		api.Route{Key: "POST /v1/referrals/{id}/cancel", Roles: desk.ReferralStaff(), Handle: h.cancel},
		api.Route{Key: "POST /v1/referrals/{id}/consent", Roles: desk.ReferralStaff(), Handle: h.recordConsent},
		api.Route{Key: "POST /v1/referrals/{id}/consent/withdraw", Roles: desk.ReferralStaff(), Handle: h.withdrawConsent},
	)
}

// cancel is the guide's Cancel Sent Referral, with the reason from the box below it.
func (h handler) cancel(ctx context.Context, r *api.Request) (*api.Response, error) {
	var body struct {
		Reason string `json:"reason"`
	}
	if err := r.DecodeOptional(&body); err != nil {
		return nil, err
	}
	return h.desk.Change(ctx, r, func(_ context.Context, cmd referral.Command, _ *program.Program, record store.Record) (referral.Change, error) {
		return record.State.Cancel(cmd, body.Reason)
	})
}

// recordConsent keeps who agreed to the sharing, how, when, and until when.
func (h handler) recordConsent(ctx context.Context, r *api.Request) (*api.Response, error) {
	var body referral.Consent
	if err := r.Decode(&body); err != nil {
		return nil, err
	}
	return h.desk.Change(ctx, r, func(_ context.Context, cmd referral.Command, _ *program.Program, record store.Record) (referral.Change, error) {
		return record.State.RecordConsent(cmd, body)
	})
}

// withdrawConsent ends the sharing: the referral is canceled with that reason and its link stops working.
func (h handler) withdrawConsent(ctx context.Context, r *api.Request) (*api.Response, error) {
	var body struct {
		By   string `json:"by"`
		Note string `json:"note"`
	}
	if err := r.Decode(&body); err != nil {
		return nil, err
	}
	return h.desk.Change(ctx, r, func(_ context.Context, cmd referral.Command, _ *program.Program, record store.Record) (referral.Change, error) {
		return record.State.WithdrawConsent(cmd, body.By, body.Note)
	})
}
