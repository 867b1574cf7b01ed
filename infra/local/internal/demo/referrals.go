package demo

import (
	"context"
	"time"

	"github.com/referral-tool/referrals/infra/local/internal/identity"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// Who did what was loaded: the demo's personas, and the system itself.
var (
	reporting = persona("integration")
	staffOf   = map[string]referral.Actor{firstID: persona("case-manager"), secondID: persona("case-manager-2")}
	ourselves = referral.Actor{Name: "Referral system"}
)

func persona(name string) referral.Actor {
	for _, p := range identity.Personas() {
		if p.Name == name {
			return referral.Actor{Sub: p.Claims.Sub, Name: p.Claims.Name, Email: p.Claims.Email, Role: referral.Role(p.Claims.Role)}
		}
	}
	panic("the demo: there is no persona " + name)
}

// referral lives one referral through, from its send to the sweep at the load.
func (l *loading) referral(ctx context.Context, grantee string, r referred) error {
	id, err := l.send(ctx, grantee, r)
	if err != nil || r.draft {
		return err
	}
	if r.Answered > 0 {
		if err := l.change(ctx, id, r, l.command(l.at(r.Answered, afternoon), referral.Actor{Name: l.contacts[r.Organization].Name}),
			func(cmd referral.Command, s referral.State) (referral.Change, error) {
				return s.Answer(cmd, r.answer(l.contacts[r.Organization].Name))
			}); err != nil {
			return err
		}
	}
	if r.Canceled > 0 {
		if err := l.change(ctx, id, r, l.command(l.at(r.Canceled, afternoon), staffOf[grantee]),
			func(cmd referral.Command, s referral.State) (referral.Change, error) {
				return s.Cancel(cmd, "The customer found help elsewhere.")
			}); err != nil {
			return err
		}
	}
	return l.change(ctx, id, r, l.command(referral.At(l.Now), ourselves),
		func(cmd referral.Command, s referral.State) (referral.Change, error) { return s.Sweep(cmd) })
}

func (l *loading) send(ctx context.Context, grantee string, r referred) (id string, err error) {
	l.sent++ // minutes apart, so that a list has an order
	cmd := l.command(l.at(r.Sent, morning).Add(time.Duration(l.sent)*time.Minute), staffOf[grantee])
	id = idAt(cmd.At)
	ids := store.PartyIDs{Customer: r.Customer, Organization: r.Organization, Contact: l.contacts[r.Organization].ID}
	_, err = l.Store.Create(ctx, ceja, ids, cmd.At, store.Idempotency{},
		func(parties referral.Parties) (referral.Change, error) {
			referring, _ := l.program.Grantee(grantee)
			parties.GranteeName = referring.Name
			if r.draft {
				return referral.CreateDraft(cmd, id, parties, r.request(cmd, parties.Customer))
			}
			return referral.Create(cmd, id, parties, r.request(cmd, parties.Customer))
		}, noReply)
	if err != nil {
		return id, err
	}
	return id, l.mailed(ctx, id, cmd.At, r.bounced)
}

func (r referred) request(cmd referral.Command, c referral.Customer) referral.Request {
	req := referral.Request{Note: r.note}
	for _, l := range r.Lines {
		req.Services = append(req.Services, l.Service)
	}
	if r.Consent {
		day := referral.DateIn(cmd.At.Time(), cmd.Rules.Zone)
		req.Consent = &referral.Consent{By: c.Name(), Method: "written", Date: day, Until: day.AddDays(365)}
	}
	return req
}

// answer is what the partner said of each line that was answered.
func (r referred) answer(name string) referral.Answer {
	a := referral.Answer{Name: name, Channel: referral.ByLink}
	for _, l := range r.Lines {
		if l.Status == referral.Sent {
			continue
		}
		own := referral.LineAnswer{Service: l.Service, Decision: l.Status}
		switch l.Status {
		case referral.Rejected:
			own.Reason = l.Why
		case referral.Closed:
			own.Outcome = l.Why
		}
		a.Lines = append(a.Lines, own)
	}
	return a
}

// change runs a command on a referral, and lets its mails have been delivered.
func (l *loading) change(ctx context.Context, id string, r referred, cmd referral.Command, decide func(referral.Command, referral.State) (referral.Change, error)) error {
	_, err := l.Store.Change(ctx, ceja, id, cmd.At, store.Idempotency{},
		func(record store.Record) (referral.Change, error) { return decide(cmd, record.State) }, noReply)
	if err != nil {
		return err
	}
	return l.mailed(ctx, id, cmd.At, r.bounced)
}

func noReply(store.Record) store.Reply { return store.Reply{} }
