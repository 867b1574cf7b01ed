package store

import (
	"context"
	"slices"

	"github.com/referral-tool/referrals/shared/referral"
)

// mostWrites is what a transaction holds.
const mostWrites = 100

// navigatorWrites hand a customer's referrals, with their open tasks, over to the new navigators of the program blocks:
// in the customer's own transaction, so that an answer that races the change makes its task for the new one. Where the
// customer has more referrals than one transaction holds, those that do not fit are handed over before it; a call that
// fails in between is repeated by whoever loads. One request for the cards, and one for each referral. Each is compared
// with its block as it is loaded now: a client may have left the block between the referral and this load.
func (s *Store) navigatorWrites(ctx context.Context, cmd referral.Command, before, c referral.Customer, room int) ([]write, error) {
	if before.ID == "" || !navigatorsDiffer(before, c) {
		return nil, nil
	}
	file, err := s.customerFile(ctx, cmd.Rules.Program, c.ID)
	if err != nil {
		return nil, err
	}
	var writes []write
	for _, row := range file.Rows {
		if row.Kind != referral.Employment {
			continue
		}
		moved, err := s.handOver(ctx, cmd, row.ID, c)
		if err != nil {
			return nil, err
		}
		if len(writes)+len(moved) > room {
			if err := s.transact(ctx, "", writes); err != nil {
				return nil, err
			}
			writes = nil
		}
		writes = append(writes, moved...)
	}
	return writes, nil
}

// navigatorsDiffer reports whether a program block of the customer has a navigator now that it did not have before. One
// that the customer comes back to had none: its referrals are still with whoever had it last.
func navigatorsDiffer(before, after referral.Customer) bool {
	return slices.ContainsFunc(after.ProgramBlocks, func(b referral.ProgramBlock) bool {
		return navigatorOf(before, b.Block) != b.Navigator
	})
}

// navigatorOf is the navigator of a customer's block; empty when the customer does not take part in it.
func navigatorOf(c referral.Customer, block string) string {
	for _, b := range c.ProgramBlocks {
		if b.Block == block {
			return b.Navigator
		}
	}
	return ""
}

// handOver are the writes that give one referral and its open tasks to its block's navigator; none when it is theirs.
func (s *Store) handOver(ctx context.Context, cmd referral.Command, id string, c referral.Customer) ([]write, error) {
	record, err := s.Referral(ctx, cmd.Rules.Program, id)
	if err != nil || record.State.Employment == nil {
		return nil, err
	}
	navigator := navigatorOf(c, record.State.Employment.Block)
	if navigator == "" {
		return nil, nil
	}
	open := slices.DeleteFunc(record.Tasks, func(t referral.Task) bool { return t.Status != referral.TaskOpen })
	change, err := record.State.FollowNavigator(cmd, navigator, open)
	if err != nil || change.Nothing() {
		return nil, err
	}
	writes := s.changeWrites(change, record)
	writes[0] = s.metaUnreported(change, record)
	return writes, nil
}

// metaUnreported is the write of a referral's state that loses against a task that a report on a mail has made since the
// read: reports change no version, and the task would stay with the old navigator.
func (s *Store) metaUnreported(change referral.Change, record Record) write {
	w := s.metaWrite(change)
	condition := *w.Put.ConditionExpression + " AND attribute_not_exists(reported)"
	if record.reported > 0 {
		condition = *w.Put.ConditionExpression + " AND reported = :reported"
		w.Put.ExpressionAttributeValues[":reported"] = number(record.reported)
	}
	w.Put.ConditionExpression = &condition
	return w
}
