package main

import (
	"context"
	"strings"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// response is "accepts or rejects the referral and provides a rejection reason if the referral cannot be accepted".
type response struct {
	Decision  referral.Status `json:"decision"`
	Reason    string          `json:"reason"`    // in the provider's own words
	ReasonKey string          `json:"reasonKey"` // optional, of the program's reject reasons
}

func (b response) check() error {
	var wrong referral.Problems
	if b.Decision != referral.Accepted && b.Decision != referral.Rejected {
		wrong.Add("decision", "Use one of: accepted, rejected.")
	}
	api.Text{Max: referral.MaxReason, Required: b.Decision == referral.Rejected, Multiline: true}.Check(&wrong, "reason", b.Reason)
	return wrong.Err()
}

// answer is the response as the domain takes it: what the provider wrote is the note that the reason "other" needs.
func (b response) answer(caller api.Identity) referral.Answer {
	a := referral.Answer{Decision: b.Decision, Name: caller.Name, Channel: referral.ByPortal}
	if b.Decision == referral.Rejected {
		a.Note, a.Reason = strings.TrimSpace(b.Reason), b.ReasonKey
		if a.Reason == "" {
			a.Reason = "other"
		}
	}
	return a
}

// respond records the provider's answer. Several people work for one provider: an answer on top of a colleague's, which
// the caller may not have seen, is refused unless If-Match says that they have.
func (h handler) respond(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, err := h.desk.Program(r)
	if err != nil {
		return nil, err
	}
	var body response
	if err := r.Decode(&body); err != nil {
		return nil, err
	}
	if err := body.check(); err != nil {
		return nil, err
	}
	_, seen, _ := r.IfMatch() // what is wrong with it is told below, to whom the referral is to see
	a := body.answer(r.Caller)
	var first *referral.State // as the caller found it
	return h.desk.ChangeAs(ctx, r, desk.OfProvider,
		func(_ context.Context, cmd referral.Command, _ *program.Program, record store.Record) (referral.Change, error) {
			s := record.State
			if first == nil {
				first = &s
			}
			change, err := s.Answer(cmd, a)
			if err == nil && !change.Nothing() && !seen && (answeredByAnother(s, r.Caller.Sub) || s.AnsweredAt != first.AnsweredAt) {
				return referral.Change{}, answered(s)
			}
			return change, err
		},
		func(record store.Record, now referral.Instant) store.Reply {
			answer := api.OK(shown(record, now, p)).WithETag(record.State.Version)
			return store.Reply{Status: answer.Status, Headers: answer.Headers, Body: string(answer.Body)}
		})
}

func answeredByAnother(s referral.State, sub string) bool {
	return s.LastAnswer != nil && s.LastAnswer.Send == s.Sends && s.LastAnswer.Sub != sub
}

// answered is the error that names the existing answer.
func answered(s referral.State) error {
	err := referral.Errorf(referral.Conflict, "%s has answered this referral: %s. To change that answer, send the referral's ETag as If-Match.",
		s.LastAnswer.Name, strings.ToLower(s.Status.Label()))
	err.Current = s.Status
	return err
}
