package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
)

// retentionPause is when the sweep looks again at what is due to be erased but may not be yet: on hold, or the customer
// of referrals that are not.
const retentionPause = 30 * 24 * time.Hour

// DueCustomer is a customer whose details have been kept for long enough, or whose erasure was cut off.
type DueCustomer struct {
	Program string `json:"program"`
	ID      string `json:"id"`
}

// dueCustomer puts a customer into the index of what is due.
func dueCustomer(u *update, why string, at referral.Instant, program, id string) {
	u.index(gsi3pk, gsi3sk, duePK(shardOf(id)), dueSK(at, why, id)).
		set("due", attributes(encode(DueCustomer{Program: program, ID: id})))
}

// retainCustomer has the sweep look at a customer when the program's days have passed since this command.
func retainCustomer(u *update, cmd referral.Command, id string) {
	if at := cmd.Rules.RetainUntil(cmd.At); at != "" {
		dueCustomer(u, dueRetention, at, cmd.Rules.Program, id)
	}
}

// errOnHold reports that a hold stands on the customer.
var errOnHold = errors.New("a hold stands on the customer")

// RetireReferral erases the customer's details from a referral that has been kept for long enough: two requests, and two
// more for each race lost. done is false when it is no longer due. While a hold stands on the customer, or the program's
// setting has come to keep it longer, it is put off, by one request more.
func (s *Store) RetireReferral(ctx context.Context, cmd referral.Command, due referral.State) (done bool, err error) {
	retired := func(now referral.State) bool {
		done = now.Retired(cmd.At) && !now.KeptLonger(cmd.Rules, cmd.At)
		return done
	}
	free := write{
		TransactWriteItem: newUpdate().absent("hold").check(s.table, customerKey(due.Program, due.Customer.ID)),
		refused:           func(item) error { return errOnHold },
	}
	err = s.eraseReferral(ctx, cmd, due.ID, retired, []write{free})
	if errors.Is(err, errOnHold) || err == nil && !done {
		return false, s.putOff(ctx, metaKey(due.Program, due.ID), string(referral.DueRetention), due.ID, cmd.At)
	}
	return err == nil, err
}

// RetireCustomer erases a customer about whom nothing was written for as long as the program keeps details today, once all
// referrals have been erased by their own time and all activities have been over for as long; it also completes an erasure
// that was cut off. done is false when it was put off. Requests as EraseCustomer.
func (s *Store) RetireCustomer(ctx context.Context, cmd referral.Command, due DueCustomer, newID func() string, catalog *standing.Catalog) (done bool, err error) {
	d, err := s.dossier(ctx, due.Program, due.ID)
	switch {
	case err != nil:
		return false, err
	case d.due == "" || d.due > string(cmd.At)+"#~": // moved since the index was read
		return false, nil
	case d.Erasure != nil:
		return true, s.finishErasure(ctx, cmd, d, newID, catalog)
	case d.Hold != nil, !d.emptied(), !cmd.Rules.Retired(d.last(cmd.Rules.Zone), cmd.At):
		return false, s.putOff(ctx, customerKey(due.Program, due.ID), dueRetention, due.ID, cmd.At)
	}
	d, err = s.beginErasure(ctx, cmd, d)
	var lost *lostRace
	switch {
	case errors.As(err, &lost): // somebody wrote about the customer: the days begin anew
		return false, nil
	case err != nil:
		return false, err
	}
	return true, s.finishErasure(ctx, cmd, d, newID, catalog)
}

// last is when something was last written about the customer, or an activity ends: who is in one is not gone.
func (d Dossier) last(zone *time.Location) referral.Instant {
	var last referral.Instant
	for _, e := range d.Events {
		last = max(last, e.At)
	}
	for _, a := range d.Activities {
		last = max(last, referral.At(a.EndDate.Start(zone)))
	}
	return last
}

// keepLonger has the days of a customer begin anew who was loaded again as they are: whoever is still loaded is not gone.
// At most once in retentionPause, so that a nightly load of everybody writes next to nothing.
func (s *Store) keepLonger(ctx context.Context, cmd referral.Command, id, due string) error {
	at := cmd.Rules.RetainUntil(cmd.At)
	if at == "" || due > dueSK(referral.At(at.Time().Add(-retentionPause)), dueRetention, id) {
		return nil
	}
	u := newUpdate().absent("erasure")
	dueCustomer(u, dueRetention, at, cmd.Rules.Program, id)
	_, err := s.client.UpdateItem(ctx, u.alone(s.table, customerKey(cmd.Rules.Program, id)))
	var erased *types.ConditionalCheckFailedException
	switch {
	case errors.As(err, &erased):
		return referral.ErasedCustomer()
	case err != nil:
		return fmt.Errorf("keeping a customer: %w", err)
	}
	return nil
}

// putOff has the sweep look at something again later, unless somebody has moved it meanwhile.
func (s *Store) putOff(ctx context.Context, k key, why, id string, now referral.Instant) error {
	u := newUpdate().setText(gsi3sk, dueSK(now.Add(retentionPause), why, id)).exists(gsi3pk).before(gsi3sk, string(now)+"#~")
	_, err := s.client.UpdateItem(ctx, u.alone(s.table, k))
	var moved *types.ConditionalCheckFailedException
	if err != nil && !errors.As(err, &moved) {
		return fmt.Errorf("putting off an erasure: %w", err)
	}
	return nil
}
