package main

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/page"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// answer records what the partner says. Only this POST does: nothing is decided by opening a link.
func (h handler) answer(ctx context.Context, r *api.Request, o opened) (*api.Response, error) {
	if o.locked {
		if wantsPage(r) {
			return h.answerTooLate(r, o)
		}
		return nil, referral.Errorf(referral.Forbidden, "Enter the code that was mailed to the contact first: POST %s.", "/r/{token}/code")
	}
	if r.MediaType() == "application/json" {
		return h.answerJSON(ctx, r, o)
	}
	return h.answerForm(ctx, r, o)
}

func (h handler) answerForm(ctx context.Context, r *api.Request, o opened) (*api.Response, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	var services []string
	for _, l := range o.record.State.Lines {
		services = append(services, l.Service)
	}
	a, seen, err := page.ParseForm(form, services)
	if err == nil {
		o.record, err = h.record(ctx, o, a, seen)
	}
	draft := page.Draft{Form: form}
	var refused *referral.Error
	switch {
	case err == nil:
		return private(api.SeeOther(o.path)), nil
	case errors.Is(err, errUnseen):
		draft.Unseen = true
	case errors.As(err, &refused) && refused.Kind == referral.Invalid:
		draft.Errors = refused.Fields
	case errors.As(err, &refused) && refused.Kind == referral.Conflict:
		draft.Refused = true
	default:
		return nil, err
	}
	return h.sheet(o, draft, http.StatusUnprocessableEntity)
}

// answerTooLate keeps what was typed into a sensitive page whose half hour was over when it was sent: it goes along with
// the new code, and comes back with the page.
func (h handler) answerTooLate(r *api.Request, o opened) (*api.Response, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	typed := page.Typed(form)
	if len(typed) == 0 {
		return private(api.SeeOther(o.path)), nil
	}
	return h.lock(r, o, page.Lock{Typed: typed}, http.StatusUnprocessableEntity)
}

// typedBefore is the answer that goes along with a code, if there is one.
func typedBefore(r *api.Request) (url.Values, error) {
	if !wantsPage(r) || r.MediaType() != "application/x-www-form-urlencoded" {
		return nil, nil
	}
	form, err := r.Form()
	return page.Typed(form), err
}

// openAgain is what a form that asked for a code, or entered one, gets when the page is open: the page, or the page
// with the answer that went along, which was not recorded yet.
func (h handler) openAgain(o opened, typed url.Values) (*api.Response, error) {
	if len(typed) == 0 {
		return private(api.SeeOther(o.path)), nil
	}
	return h.sheet(o, page.Draft{Form: typed, Kept: true, Path: o.path}, http.StatusOK)
}

// answerBody is an answer in JSON: the partner's, or one that the partner told staff.
type answerBody struct {
	Decision referral.Status       `json:"decision"`
	Name     string                `json:"name"`
	Note     string                `json:"note"`
	Reason   string                `json:"reason"`
	Outcome  string                `json:"outcome"`
	Services []referral.LineAnswer `json:"services"`
}

func (b answerBody) by(channel referral.Channel) referral.Answer {
	return referral.Answer{
		Decision: b.Decision, Name: b.Name, Note: b.Note, Reason: b.Reason, Outcome: b.Outcome, Lines: b.Services, Channel: channel,
	}
}

func (h handler) answerJSON(ctx context.Context, r *api.Request, o opened) (*api.Response, error) {
	var body struct {
		answerBody
		Seen *int `json:"seen"`
	}
	if err := r.Decode(&body); err != nil {
		return nil, err
	}
	seen := 0
	if body.Seen != nil {
		if seen = *body.Seen; seen < 1 {
			var wrong referral.Problems
			wrong.Add("seen", "Give the version that was shown, 1 or higher.")
			return nil, wrong.Err()
		}
	}
	record, err := h.record(ctx, o, body.by(referral.ByLink), seen)
	if errors.Is(err, errUnseen) {
		problem := referral.Errorf(referral.Conflict, "Somebody answered after you opened the page. Read that answer, and then send yours with the new version as seen.")
		problem.Current = record.State.Status
		return nil, problem
	}
	if err != nil {
		return nil, err
	}
	o.record = record
	return private(api.OK(h.view(o))), nil
}

// errUnseen reports an answer on top of one that the partner has not seen, which has to be shown first.
var errUnseen = errors.New("somebody else has answered meanwhile")

// record writes the answer, and returns the referral as it is then, also if the answer is refused. seen is the version
// that the partner was looking at; 0 when they do not say.
func (h handler) record(ctx context.Context, o opened, a referral.Answer, seen int) (store.Record, error) {
	cmd := referral.Command{
		ID: h.desk.NewID(), At: h.desk.Clock(), By: referral.Actor{Name: strings.TrimSpace(a.Name)}, Rules: o.program.Rules(),
	}
	latest := o.record
	_, err := h.desk.Store.ChangeFrom(ctx, o.record, cmd.At, store.Idempotency{},
		func(record store.Record) (referral.Change, error) {
			latest = record
			// It may have been canceled or resent while the partner was answering.
			if err := refusal(record.State.Link(o.link.Send, cmd.At, o.program.Rules())); err != nil {
				return referral.Change{}, err
			}
			change, err := record.State.Answer(cmd, a)
			if err == nil && !change.Nothing() && seen > 0 && answeredSince(record.Events, seen) {
				err = errUnseen
			}
			return change, err
		},
		func(record store.Record) store.Reply {
			latest = record
			return store.Reply{}
		})
	return latest, err
}

func answeredSince(events []referral.Event, seen int) bool {
	return slices.ContainsFunc(events, func(e referral.Event) bool { return e.Version > seen && e.Channel != "" })
}

// recordAnswer keeps what a partner told staff: "partners call".
func (h handler) recordAnswer(ctx context.Context, r *api.Request) (*api.Response, error) {
	var body struct {
		answerBody
		Channel referral.Channel `json:"channel"`
	}
	if err := r.Decode(&body); err != nil {
		return nil, err
	}
	if !slices.Contains(referral.RecordedChannels(), body.Channel) {
		var wrong referral.Problems
		wrong.Add("channel", "Give how the partner answered: telephone, email or in-person.")
		return nil, wrong.Err()
	}
	return h.desk.Change(ctx, r, func(_ context.Context, cmd referral.Command, _ *program.Program, record store.Record) (referral.Change, error) {
		return record.State.Answer(cmd, body.by(body.Channel))
	})
}
