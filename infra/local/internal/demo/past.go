package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// past is a program as it was on the days before the load.
type past struct {
	Store   *store.Store
	Now     time.Time
	program *program.Program
}

func pastOf(key string, s *store.Store, now time.Time) (past, error) {
	programs, err := program.Load()
	if err != nil {
		return past{}, err
	}
	p, known := programs.Get(key)
	if !known {
		return past{}, fmt.Errorf("the demo: there is no program %s", key)
	}
	return past{Store: s, Now: now, program: p}, nil
}

// Hours of the program's clocks at which things happened.
const (
	morning   = 10
	afternoon = 15
)

// at is a moment on a day before the load, whole days back by the program's clocks.
func (p past) at(daysAgo, hour int) referral.Instant {
	zone := p.program.Rules().Zone
	today := p.Now.In(zone)
	return referral.At(time.Date(today.Year(), today.Month(), today.Day()-daysAgo, hour, 0, 0, 0, zone))
}

func (p past) command(at referral.Instant, by referral.Actor) referral.Command {
	return referral.Command{ID: idAt(at), At: at, By: by, Rules: p.program.Rules()}
}

// idAt is a UUIDv7 as it would have been made at a moment: ids sort by creation.
func idAt(at referral.Instant) string {
	id := uuid.Must(uuid.NewV7())
	for i, ms := 5, at.Time().UnixMilli(); i >= 0; i, ms = i-1, ms>>8 {
		id[i] = byte(ms)
	}
	return id.String()
}

// mailed records of each queued mail that it was delivered, or that it came back, without mailing anything: a mail that
// were left queued would go out with the first sweep.
func (p past) mailed(ctx context.Context, id string, at referral.Instant, bounced bool) error {
	for {
		record, err := p.Store.Referral(ctx, p.program.Key, id)
		if err != nil {
			return err
		}
		queued := false
		for _, m := range record.Mails {
			if m.State != referral.MailQueued {
				continue
			}
			queued = true
			if err := p.delivered(ctx, record.State, m, at.Add(time.Minute), bounced); err != nil {
				return err
			}
		}
		if !queued {
			return nil
		}
	}
}

func (p past) delivered(ctx context.Context, s referral.State, m referral.Mail, at referral.Instant, bounced bool) error {
	claimed, _, err := p.Store.ClaimMail(ctx, store.MailIDOf(m), at)
	if err != nil {
		return err
	}
	result := store.MailResult{State: referral.MailDelivered, To: s.Referrer.Email}
	if m.Kind.ToContact() {
		result.To = s.Contact.Email
	}
	if bounced && m.Kind.Asks() {
		result.State, result.DeadEmail = referral.MailBounced, result.To
	}
	return p.Store.FinishMail(ctx, p.command(at, ourselves), s, claimed, result)
}
