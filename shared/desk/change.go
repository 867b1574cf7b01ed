package desk

import (
	"context"
	"net/http"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
	"github.com/referral-tool/referrals/shared/view"
)

// Decide makes a change of a referral that the caller may see, in the version that they meant.
type Decide func(ctx context.Context, cmd referral.Command, p *program.Program, record store.Record) (referral.Change, error)

// Change runs a command on the referral that the path names, and answers with the referral as it then is. It keeps to
// If-Match and Idempotency-Key.
func (d *Desk) Change(ctx context.Context, r *api.Request, decide Decide) (*api.Response, error) {
	return d.ChangeAs(ctx, r, ofStaff, decide, func(record store.Record, now referral.Instant) store.Reply {
		return ReplyOf(http.StatusOK, record, now)
	})
}

// Scope reports whether a referral is the caller's to see.
type Scope func(api.Identity, referral.State) bool

func ofStaff(caller api.Identity, s referral.State) bool { return Sees(caller, s.Grantee) }

// ChangeAs is Change within another scope, or with another answer.
func (d *Desk) ChangeAs(ctx context.Context, r *api.Request, sees Scope, decide Decide, answer func(store.Record, referral.Instant) store.Reply) (*api.Response, error) {
	p, id, err := d.Named(r)
	if err != nil {
		return nil, err
	}
	idem, err := r.Idempotency()
	if err != nil {
		return nil, err
	}
	cmd := d.Command(r, p)
	var shown *referral.State // what the answer shows, where the call has left no event that tells who saw it
	reply, err := d.Store.Change(ctx, p.Key, id, cmd.At, store.Idempotency(idem),
		func(record store.Record) (referral.Change, error) {
			if !sees(r.Caller, record.State) {
				return referral.Change{}, Unknown("referral")
			}
			r.About(id)
			if err := matches(r, record.State); err != nil {
				return referral.Change{}, err
			}
			change, err := decide(ctx, cmd, p, record)
			if shown = nil; change.Nothing() {
				shown = &record.State
			}
			return change, err
		},
		func(record store.Record) store.Reply { return answer(record, cmd.At) })
	if err == nil && shown != nil {
		err = d.RecordAccess(ctx, r, p, shown.Customer.ID, id, store.SawReferral)
	}
	return Respond(reply, err)
}

// matches is nil when the caller means the referral's current version, or does not say. It is asked only for callers
// who may see the referral, and never for a repetition, which is answered as the first call was, whatever If-Match
// says.
func matches(r *api.Request, s referral.State) error {
	version, bound, err := r.IfMatch()
	if err == nil && bound && version != s.Version {
		return stale(s)
	}
	return err
}

func stale(s referral.State) error {
	err := referral.Errorf(referral.Stale, "Somebody changed this referral after you opened it. Look at it again before you change it.")
	err.Current = s.Status
	return err
}

// ReplyOf is the answer that shows a referral, in the form that is kept for repetitions.
func ReplyOf(status int, record store.Record, now referral.Instant) store.Reply {
	shown := api.JSON(status, view.ReferralOf(record.State, record.Events, record.Mails, now)).WithETag(record.State.Version)
	if status == http.StatusCreated {
		shown.With("Location", "/v1/referrals/"+record.State.ID)
	}
	return store.Reply{Status: status, Headers: shown.Headers, Body: string(shown.Body)}
}

// Respond answers with a reply; for a repetition, with the first call's.
func Respond(reply store.Reply, err error) (*api.Response, error) {
	first, again := store.Replayed(err)
	switch {
	case again:
		return (&api.Response{Status: first.Status, Headers: first.Headers, Body: []byte(first.Body)}).
			With(api.Replayed, "true"), nil
	case err != nil:
		return nil, err
	}
	return &api.Response{Status: reply.Status, Headers: reply.Headers, Body: []byte(reply.Body)}, nil
}

// Made is the answer that shows a new thing, in the form that is kept for repetitions.
func Made(location string, v any) store.Reply {
	shown := api.Created(location, v)
	return store.Reply{Status: shown.Status, Headers: shown.Headers, Body: string(shown.Body)}
}
