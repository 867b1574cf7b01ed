package scale

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/referral-tool/referrals/infra/bench/internal/scene"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// few are referrals whose reminder is due long before anything of the crowd is. They are whole: a sweep changes them.
type few struct{ scene.People }

// load makes so many of them, and gives the time at which the reminders of all are due.
func (f *few) load(ctx context.Context, count int) (due time.Time, err error) {
	if err := f.Partner(ctx); err != nil {
		return due, err
	}
	for n := range count {
		name := fmt.Sprintf("due-%04d", n)
		if err := f.Customer(ctx, name); err != nil {
			return due, err
		}
		if err := f.Contact(ctx, name); err != nil {
			return due, err
		}
		at, err := f.refer(ctx, name)
		if err != nil {
			return due, err
		}
		if at.After(due) {
			due = at
		}
	}
	return due, nil
}

func (f *few) refer(ctx context.Context, name string) (due time.Time, err error) {
	cmd := scene.Command(f.Program, f.At)
	id := uuid.Must(uuid.NewV7()).String()
	ids := store.PartyIDs{Customer: name, Organization: scene.Organization, Contact: name}
	_, err = f.Store.Create(ctx, cmd.Rules.Program, ids, cmd.At, store.Idempotency{},
		func(parties referral.Parties) (referral.Change, error) {
			parties.GranteeName = granteeName
			return referral.Create(cmd, id, parties, request())
		},
		func(store.Record) store.Reply { return store.Reply{} })
	if err != nil {
		return due, err
	}
	record, err := f.Store.Referral(ctx, cmd.Rules.Program, id)
	if err != nil {
		return due, err
	}
	return record.State.NextDue().Time(), f.deliver(ctx, record)
}

// deliver settles the mails as if they had arrived: one that waits would be due too.
func (f *few) deliver(ctx context.Context, record store.Record) error {
	for _, m := range record.Mails {
		claimed, _, err := f.Store.ClaimMail(ctx, store.MailIDOf(m), m.At)
		if err != nil {
			return err
		}
		cmd := scene.Command(f.Program, f.At)
		delivered := store.MailResult{State: referral.MailDelivered, To: record.State.Contact.Email}
		if err := f.Store.FinishMail(ctx, cmd, record.State, claimed, delivered); err != nil {
			return err
		}
	}
	return nil
}
