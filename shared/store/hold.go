package store

import (
	"context"
	"errors"

	"github.com/referral-tool/referrals/shared/referral"
)

// Hold says why nothing of a customer may be erased, by whom and since when: a legal hold.
type Hold struct {
	Reason string           `json:"reason"`
	At     referral.Instant `json:"at"`
	By     string           `json:"by"` // name
}

// HeldCustomer is a customer with the hold that stands on them, nil without one.
type HeldCustomer struct {
	referral.Customer
	Hold *Hold `json:"hold,omitempty"`
}

// errHeld refuses an erasure.
func errHeld(h Hold) error {
	return referral.Errorf(referral.Conflict, "A legal hold stands on this customer: %s. Release it first (POST /v1/customers/{id}/hold).", h.Reason)
}

// HeldCustomer reads a customer with the hold that stands on them; strongly consistent, in one request. NotFound when
// there is no such customer.
func (s *Store) HeldCustomer(ctx context.Context, program, id string) (HeldCustomer, error) {
	held, _, err := s.heldVersion(ctx, program, id)
	return held, err
}

func (s *Store) heldVersion(ctx context.Context, program, id string) (HeldCustomer, int, error) {
	found, err := s.batchGet(ctx, map[string]key{"customer": customerKey(program, id)})
	if err != nil {
		return HeldCustomer{}, 0, err
	}
	it := found["customer"]
	if it == nil {
		return HeldCustomer{}, 0, errUnknown("customer")
	}
	var held HeldCustomer
	held.Hold, err = holdOf(it)
	return held, numberOf(it, "version"), errors.Join(err, decodeMap(it, "customer", &held.Customer))
}

// holdOf is the hold on a customer's item; nil without one.
func holdOf(customer item) (*Hold, error) {
	if customer["hold"] == nil {
		return nil, nil
	}
	var h Hold
	err := decodeMap(customer, "hold", &h)
	return &h, err
}

// HoldCustomer puts a hold on a customer: until it is released, neither an erasure nor retention touches what is held of
// them. The same reason again changes nothing; another one replaces it. Two requests, and two more for each race lost.
// NotFound when there is no such customer, Conflict when the details are erased.
func (s *Store) HoldCustomer(ctx context.Context, cmd referral.Command, id, reason string) (HeldCustomer, error) {
	return s.setHold(ctx, cmd, id, &Hold{Reason: reason, At: cmd.At, By: cmd.By.Name}, CustomerEvent{Type: CustomerHeld, Reason: reason})
}

// ReleaseCustomer ends a hold, for a reason. Without one it changes nothing.
func (s *Store) ReleaseCustomer(ctx context.Context, cmd referral.Command, id, reason string) (HeldCustomer, error) {
	return s.setHold(ctx, cmd, id, nil, CustomerEvent{Type: CustomerReleased, Reason: reason})
}

func (s *Store) setHold(ctx context.Context, cmd referral.Command, id string, next *Hold, event CustomerEvent) (HeldCustomer, error) {
	for range raceTries {
		held, version, err := s.heldVersion(ctx, cmd.Rules.Program, id)
		switch {
		case err != nil:
			return held, err
		case held.Erased():
			return held, referral.ErasedCustomer()
		case held.Hold.same(next):
			return held, nil
		}
		event.Grantee, event.CustomerID = held.Grantee, id
		err = s.transact(ctx, cmd.ID, s.holdWrites(cmd, version, next, event))
		held.Hold = next
		var lost *lostRace
		if err == nil || errors.Is(err, errOwnWrite) {
			return held, nil
		}
		if !errors.As(err, &lost) {
			return held, err
		}
	}
	return HeldCustomer{}, referral.Errorf(referral.Conflict, "This customer is being changed by many at once. Please try again.")
}

// same reports whether a hold stands for the same reason, or neither does.
func (h *Hold) same(other *Hold) bool {
	if h == nil || other == nil {
		return h == other
	}
	return h.Reason == other.Reason
}

// holdWrites raise the customer's version: an erasure that has read the customer without the hold then loses.
func (s *Store) holdWrites(cmd referral.Command, version int, next *Hold, event CustomerEvent) []write {
	u := newUpdate().set("version", number(version+1)).equals("version", number(version))
	if next == nil {
		u.set("hold", nil)
	} else {
		u.set("hold", attributes(encode(next)))
	}
	return []write{
		{TransactWriteItem: u.in(s.table, customerKey(cmd.Rules.Program, event.CustomerID))}, s.customerEvent(cmd, event),
	}
}
