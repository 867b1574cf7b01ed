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
	k := cardKey(from.Program, from.CustomerID, from.ReferralID)
	if !found {
		return []write{{TransactWriteItem: card.set("deliveryOf", nil).in(s.table, k), refused: refused}}, nil
	}
	writes := []write{
		{TransactWriteItem: card.set("deliveryOf", number(earlier.Version)).in(s.table, k), refused: refused},
		{TransactWriteItem: s.unmoved(earlier), refused: func(item) error { return errMovedMeanwhile }},
	}
	if earlier.State.Undeliverable() {
		writes = append(writes, s.customerEvent(cmd, CustomerEvent{
			Type: CustomerUnreached, Grantee: from.Grantee, CustomerID: from.CustomerID,
		}))
	}
	return writes, nil
}

// unmoved checks that a mail is still as it was read.
func (s *Store) unmoved(m referral.Mail) types.TransactWriteItem {
	return newUpdate().equals("state", text(string(m.State))).check(s.table, MailIDOf(m).key())
}
