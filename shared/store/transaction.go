package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// write is one item of a transaction, with what it means when its condition fails.
type write struct {
	types.TransactWriteItem
	// refused says what the item that stands there means; nil is a plain lost race.
	refused func(stands item) error
}

// lostRace reports that a condition failed: somebody else wrote first. Items are those that stand, by the write's
// index, as far as the service handed them back.
type lostRace struct{ stands []item }

func (e *lostRace) Error() string { return "somebody else wrote first" }

// errOwnWrite reports that the conditions failed on what this very command wrote on an earlier try whose answer was
// lost on the way.
var errOwnWrite = errors.New("written by an earlier try of this command")

// Transactions on the same items collide while they run, without either having won: worth a few more tries, at random
// pauses, so that the same two do not meet again.
const (
	conflictTries    = 12
	conflictPause    = 8 * time.Millisecond
	conflictPauseMax = 400 * time.Millisecond
)

// transact writes all or nothing. commandID is that of the event among the writes: it tells the command's own earlier
// write from somebody else's. Reasons are read by index, so the order of the writes is the order of the reasons.
func (s *Store) transact(ctx context.Context, commandID string, writes []write) error {
	input := &dynamodb.TransactWriteItemsInput{}
	for _, w := range writes {
		input.TransactItems = append(input.TransactItems, w.TransactWriteItem)
	}
	for try := 0; ; try++ {
		_, err := s.client.TransactWriteItems(ctx, input)
		var canceled *types.TransactionCanceledException
		var busy *types.TransactionInProgressException
		switch {
		case err == nil:
			return nil
		case errors.As(err, &canceled):
			retry, err := judge(canceled.CancellationReasons, writes, commandID)
			var lost *lostRace
			if errors.As(err, &lost) {
				s.conflicted(ctx, LostRace)
			}
			if !retry || try >= conflictTries {
				return err
			}
			s.conflicted(ctx, Collision)
		case errors.As(err, &busy) && try < conflictTries:
			s.conflicted(ctx, Collision)
		default:
			return fmt.Errorf("writing %d items: %w", len(writes), err)
		}
		if err := pause(ctx, try); err != nil {
			return err
		}
	}
}

// judge reads why a transaction was canceled. It is tried again only when nothing but collisions stood in its way:
// after a failed condition nothing else may be concluded from a collision beside it.
func judge(reasons []types.CancellationReason, writes []write, commandID string) (retry bool, err error) {
	stands := make([]item, len(writes))
	collided := false
	var first error
	failed := false
	for i, reason := range reasons {
		if i >= len(writes) || reason.Code == nil {
			continue
		}
		switch *reason.Code {
		case "None":
		case "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded":
			collided = true
		case "ConditionalCheckFailed":
			stands[i] = reason.Item
			if commandID != "" && textOf(reason.Item, "commandId") == commandID {
				return false, errOwnWrite
			}
			if !failed && writes[i].refused != nil {
				first = writes[i].refused(reason.Item)
			}
			failed = true
		default:
			return false, fmt.Errorf("item %d of a transaction: %s", i, *reason.Code)
		}
	}
	switch {
	case first != nil:
		return false, first
	case failed:
		return false, &lostRace{stands}
	case collided:
		return true, errors.New("its items are being changed by too many at once")
	}
	return false, errors.New("a transaction was canceled without a reason")
}

// pause waits with full jitter, longer from try to try.
func pause(ctx context.Context, try int) error {
	longest := min(conflictPause<<try, conflictPauseMax)
	select {
	case <-time.After(rand.N(longest)):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// The kinds of write. The item that stands is always asked for: it answers a conflict without a second read.

func (s *Store) put(it item, condition string, names map[string]string, values item) types.TransactWriteItem {
	return types.TransactWriteItem{Put: &types.Put{
		TableName: &s.table, Item: it, ConditionExpression: optional(condition), ExpressionAttributeNames: names,
		ExpressionAttributeValues:           values,
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	}}
}

func (s *Store) check(k key, condition string, values item) types.TransactWriteItem {
	return types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{
		TableName: &s.table, Key: k.item(), ConditionExpression: &condition, ExpressionAttributeValues: values,
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	}}
}

func (s *Store) remove(k key) types.TransactWriteItem {
	return types.TransactWriteItem{Delete: &types.Delete{TableName: &s.table, Key: k.item()}}
}

const isNew = "attribute_not_exists(PK)"

func optional(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
