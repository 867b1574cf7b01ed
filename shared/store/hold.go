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

// errHeld refuses an erasure.
func errHeld(h Hold) error {
	return referral.Errorf(referral.Conflict, "A legal hold stands on this customer: %s. Release it first (POST /v1/customers/{id}/hold).", h.Reason)
}

// CustomerAndHold reads a customer and the hold that stands on them, nil without one; strongly consistent, in one
// request. NotFound when there is no such customer.
func (s *Store) CustomerAndHold(ctx context.Context, program, id string) (referral.Customer, *Hold, error) {
	customer, hold, _, err := s.customerHeld(ctx, program, id)
	return customer, hold, err
}

func (s *Store) customerHeld(ctx context.Context, program, id string) (referral.Customer, *Hold, int, error) {
	found, err := s.batchGet(ctx, map[string]key{"customer": customerKey(program, id)})
	if err != nil {
		return referral.Customer{}, nil, 0, err
	}
	it := found["customer"]
	if it == nil {
		return referral.Customer{}, nil, 0, errUnknown("customer")
	}
	var customer referral.Customer
	hold, err := holdOf(it)
	return customer, hold, numberOf(it, "version"), errors.Join(err, decodeMap(it, "customer", &customer))
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
func (s *Store) HoldCustomer(ctx context.Context, cmd referral.Command, id, reason string) (referral.Customer, *Hold, error) {
	return s.setHold(ctx, cmd, id, &Hold{Reason: reason, At: cmd.At, By: cmd.By.Name}, CustomerEvent{Type: CustomerHeld, Reason: reason})
}

// ReleaseCustomer ends a hold, for a reason. Without one it changes nothing.
func (s *Store) ReleaseCustomer(ctx context.Context, cmd referral.Command, id, reason string) (referral.Customer, *Hold, error) {
	return s.setHold(ctx, cmd, id, nil, CustomerEvent{Type: CustomerReleased, Reason: reason})
}

func (s *Store) setHold(ctx context.Context, cmd referral.Command, id string, next *Hold, event CustomerEvent) (referral.Customer, *Hold, error) {
	program := cmd.Rules.Program
	for range raceTries {
		customer, stands, version, err := s.customerHeld(ctx, program, id)
		switch {
		case err != nil:
			return customer, nil, err
		case customer.Erased():
			return customer, nil, referral.ErasedCustomer()
		case next == nil && stands == nil, next != nil && stands != nil && next.Reason == stands.Reason:
			return customer, stands, nil
		}
		u := newUpdate().set("version", number(version+1)).equals("version", number(version))
		if next == nil {
			u.set("hold", nil)
		} else {
			u.set("hold", attributes(encode(next)))
		}
		event.Grantee, event.CustomerID = customer.Grantee, id
		err = s.transact(ctx, cmd.ID, []write{
			{TransactWriteItem: u.in(s.table, customerKey(program, id))}, s.customerEvent(cmd, event),
		})
		var lost *lostRace
		if err == nil || errors.Is(err, errOwnWrite) {
			return customer, next, nil
		}
		if !errors.As(err, &lost) {
			return customer, nil, err
		}
	}
	return referral.Customer{}, nil, referral.Errorf(referral.Conflict, "This customer is being changed by many at once. Please try again.")
}
