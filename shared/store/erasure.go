package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
)

// erasureLease is how long after its beginning an erasure is taken to be at work: then the sweep completes it.
const erasureLease = 5 * time.Minute

// Erasure says that a customer's details were erased: when, by whom, and whether all of it is done. It is begun and
// finished by writes of their own; what lies between can be repeated.
type Erasure struct {
	At   referral.Instant `json:"at"`
	By   referral.Actor   `json:"by"`
	Done bool             `json:"done,omitempty"`
}

// EraseCustomer takes everything that tells who a customer is out of the table, and keeps what figures are made of. From
// its first write on nothing new is written about the customer, and no search finds the name; then follow the referrals,
// one by one, the activities, and the lists behind the dashboard's figures. Where it is cut off, the next call goes on,
// or the sweep. Once done, it changes nothing. newID makes the ids of the referrals' events.
//
// Six requests, one for the activities, and two for each referral; two more for each race lost. NotFound when there is no
// such customer, Conflict while a hold stands or referrals are open.
func (s *Store) EraseCustomer(ctx context.Context, cmd referral.Command, customer string, newID func() string, catalog *standing.Catalog) (referral.Customer, error) {
	return s.eraseIf(ctx, cmd, customer, Dossier.erasable, newID, catalog)
}

// RepeatErasure is EraseCustomer for what an older copy of the table has brought back: whatever is open in it, it was
// erased, and is withdrawn.
func (s *Store) RepeatErasure(ctx context.Context, cmd referral.Command, customer string, newID func() string, catalog *standing.Catalog) error {
	_, err := s.eraseIf(ctx, cmd, customer, func(Dossier) error { return nil }, newID, catalog)
	return err
}

// eraseIf begins an erasure if it is allowed as things stand, and finishes it.
func (s *Store) eraseIf(ctx context.Context, cmd referral.Command, customer string, allowed func(Dossier) error, newID func() string, catalog *standing.Catalog) (referral.Customer, error) {
	for range raceTries {
		d, err := s.dossier(ctx, cmd.Rules.Program, customer)
		if err == nil && d.Erasure == nil {
			if err = allowed(d); err == nil {
				d, err = s.beginErasure(ctx, cmd, d)
			}
		}
		var lost *lostRace
		switch {
		case errors.As(err, &lost):
			continue
		case err != nil:
			return referral.Customer{}, err
		}
		return d.Customer, s.finishErasure(ctx, cmd, d, newID, catalog)
	}
	return referral.Customer{}, referral.Errorf(referral.Conflict, "This customer is being changed by many at once. Please try again.")
}

// erasable is nil when nothing forbids to begin.
func (d Dossier) erasable() error {
	if d.Hold != nil {
		return errHeld(*d.Hold)
	}
	if d.open > 0 {
		return referral.Errorf(referral.Conflict, "Referrals of this customer are open (%d). A partner may be at work: cancel or close them first.", d.open)
	}
	return nil
}

// beginErasure makes the customer anonymous, where the customer is found and shown by name, and marks the erasure. It
// answers with the dossier as it then is: a referral may have been made between the read and this write, none after it.
func (s *Store) beginErasure(ctx context.Context, cmd referral.Command, d Dossier) (Dossier, error) {
	program, before := cmd.Rules.Program, d.Customer
	after := before.Anonymous(cmd.At)
	row := attributes(encode(after))
	begun := newUpdate().set("customer", row).set("row", row).set("words", nil).set("version", number(d.version+1)).
		set("erasure", attributes(encode(Erasure{At: cmd.At, By: cmd.By}))).
		index(gsi1pk, gsi1sk, customersPK(program, after.Grantee), sortedSK(sortName(after.LastName, after.FirstName), after.ID)).
		equals("version", number(d.version)).absent("hold")
	if d.due != "" { // an assessment raises no version, but keeps the customer for longer
		begun.equals(gsi3sk, text(d.due))
	}
	dueCustomer(begun, dueErasure, cmd.At.Add(erasureLease), program, after.ID)
	writes := []write{
		{TransactWriteItem: begun.in(s.table, customerKey(program, before.ID))},
		s.customerEvent(cmd, CustomerEvent{Type: CustomerErased, Grantee: before.Grantee, CustomerID: before.ID}),
	}
	words := wordKeys(customerWordPK(program, before.Grantee), customerWords(before), before.ID)
	err := s.transact(ctx, cmd.ID, append(writes, s.wordWrites(words, nil, nil)...))
	if err != nil && !errors.Is(err, errOwnWrite) {
		return d, err
	}
	return s.dossier(ctx, program, before.ID)
}

// finishErasure does all that the dossier tells is left to be done. Whoever completes an erasure, it is told of as done
// by whoever began it.
func (s *Store) finishErasure(ctx context.Context, cmd referral.Command, d Dossier, newID func() string, catalog *standing.Catalog) error {
	if d.Erasure.Done {
		return nil
	}
	program, customer := cmd.Rules.Program, d.Customer.ID
	cmd.By = d.Erasure.By
	for _, c := range d.cards {
		if c.erased {
			continue
		}
		cmd.ID = newID()
		if err := s.eraseReferral(ctx, cmd, c.referralID, always, nil); err != nil {
			return err
		}
	}
	if err := s.eraseTexts(ctx, program, d); err != nil {
		return err
	}
	// The stream has the lists follow too, in its own time; here they name nobody any more when the erasure is done.
	if err := s.Tally(ctx, program, customer, catalog); err != nil {
		return err
	}
	done := newUpdate().set("erasure.done", boolean(true)).index(gsi3pk, gsi3sk, "", "").set("due", nil).exists("erasure")
	if _, err := s.client.UpdateItem(ctx, done.alone(s.table, customerKey(program, customer))); err != nil {
		return fmt.Errorf("finishing an erasure: %w", err)
	}
	return nil
}

// eraseTexts takes the comments out of the activities, and the reasons of holds out of the customer's events.
func (s *Store) eraseTexts(ctx context.Context, program string, d Dossier) error {
	var writes []write
	for _, a := range d.Activities {
		// The version counts up: who edits the activity at this moment loses, and finds the customer erased.
		u := newUpdate().set("activity.comments", nil).set("draft", nil).count("version", 1).exists(pk)
		writes = append(writes, write{TransactWriteItem: u.in(s.table, activityKey(program, d.Customer.ID, a.ID))})
	}
	for _, e := range d.Events {
		if e.Reason != "" {
			u := newUpdate().set("reason", nil).exists(pk)
			writes = append(writes, write{TransactWriteItem: u.in(s.table, customerEventKey(program, d.Customer.ID, e.ID))})
		}
	}
	for len(writes) > 0 {
		n := min(len(writes), mostWrites)
		if err := s.transact(ctx, "", writes[:n]); err != nil {
			return err
		}
		writes = writes[n:]
	}
	return nil
}
