package store

import (
	"context"
	"errors"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/shared/referral"
)

// errMovedMeanwhile reports that the referral, or an earlier mail, changed while a mail was found to be superseded.
var errMovedMeanwhile = errors.New("the referral has moved on")

// supersededWrites give the card back to the mail before one that never went: what became of that is the referral's
// delivery again, as for all who read the mails themselves. A command that compares the two would lose against the card
// for ever otherwise. The earlier mail is checked, so that a report that comes at this moment is not lost on the card.
// Where that one did not arrive, the customer's standing changes, although no event of the referral tells it: an event
// of the customer does.
func (s *Store) supersededWrites(ctx context.Context, cmd referral.Command, from referral.Mail) ([]write, error) {
	record, err := s.Referral(ctx, from.Program, from.ReferralID)
	if err != nil {
		return nil, err
	}
	others := slices.DeleteFunc(record.Mails, func(m referral.Mail) bool { return MailIDOf(m) == MailIDOf(from) })
	earlier, found := referral.Newest(others)
	partition, sortKey := attentionOf(record.State, others)
	card := newUpdate().equals("deliveryOf", number(from.Version)).equals("version", number(record.State.Version)).
		setText("row.delivery", string(earlier.State.Delivery())).
		set("row.undeliverable", boolean(earlier.State.Undeliverable())).
		index(gsi3pk, gsi3sk, partition, sortKey)
	refused := func(stands item) error {
		if numberOf(stands, "deliveryOf") == from.Version {
			return errMovedMeanwhile
		}
		return errCardMoved
	}
	var deliveryOf types.AttributeValue
	if found {
		deliveryOf = number(earlier.Version)
	}
	k := cardKey(from.Program, from.CustomerID, from.ReferralID)
	writes := []write{{TransactWriteItem: card.set("deliveryOf", deliveryOf).in(s.table, k), refused: refused}}
	for _, m := range others {
		// A superseded one that is passed over may turn out to have gone at this very moment.
		if m.Kind.Asks() && m.Version >= earlier.Version {
			writes = append(writes, write{TransactWriteItem: s.unmoved(m), refused: again})
		}
	}
	if earlier.State.Undeliverable() {
		writes = append(writes, s.unreached(cmd, from))
	}
	return writes, nil
}

// revivedWrites show a mail that went further than our record says. One was superseded there and had gone all the same: SES's
// answer was lost, the mail had lost its point when its turn came again, and now SES reports on it. Another came back, as an
// answering machine had SES believe, and has arrived. It is the referral's delivery again, unless a newer mail is.
func (s *Store) revivedWrites(ctx context.Context, cmd referral.Command, from referral.Mail, r MailResult) ([]write, error) {
	record, err := s.Referral(ctx, from.Program, from.ReferralID)
	if err != nil {
		return nil, err
	}
	shown, _ := referral.Newest(record.Mails)
	card := newUpdate()
	if shown.Version > 0 {
		card.equals("deliveryOf", number(shown.Version))
	} else {
		card.absent("deliveryOf")
	}
	k := cardKey(from.Program, from.CustomerID, from.ReferralID)
	if shown.Version > from.Version {
		return []write{{TransactWriteItem: card.check(s.table, k), refused: again}}, nil
	}
	mails := slices.Clone(record.Mails)
	for i, m := range mails {
		if MailIDOf(m) == MailIDOf(from) {
			mails[i].State, mails[i].StateAt = r.State, cmd.At
		}
	}
	partition, sortKey := attentionOf(record.State, mails)
	card.equals("version", number(record.State.Version)).set("deliveryOf", number(from.Version)).
		setText("row.delivery", string(r.State.Delivery())).
		set("row.undeliverable", boolean(r.State.Undeliverable())).
		index(gsi3pk, gsi3sk, partition, sortKey)
	writes := []write{{TransactWriteItem: card.in(s.table, k), refused: again}}
	if shown.State.Undeliverable() && !r.State.Undeliverable() {
		writes = append(writes, s.unreached(cmd, from))
	}
	return writes, nil
}

// again has a mail's fate decided anew: what it was decided on has changed.
func again(item) error { return errMovedMeanwhile }

// unreached tells the tally that a customer's referral reaches, or no longer reaches, its contact.
func (s *Store) unreached(cmd referral.Command, m referral.Mail) write {
	return s.customerEvent(cmd, CustomerEvent{Type: CustomerUnreached, Grantee: m.Grantee, CustomerID: m.CustomerID})
}

// unmoved checks that a mail is still as it was read.
func (s *Store) unmoved(m referral.Mail) types.TransactWriteItem {
	return newUpdate().equals("state", text(string(m.State))).check(s.table, MailIDOf(m).key())
}
