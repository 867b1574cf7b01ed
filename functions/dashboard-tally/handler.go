package main

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/run"
	"github.com/referral-tool/referrals/shared/store"
)

type tally struct {
	desk *desk.Desk
	log  *slog.Logger
}

// customer names one across programs.
type customer struct{ program, id string }

// handle counts each customer of a batch once: everything in the batch was written before it was delivered.
func (h tally) handle(ctx context.Context, batch events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
	counted := map[customer]bool{}
	return run.EachRecord(h.log, func(ctx context.Context, record events.DynamoDBEventRecord) error {
		of, concerned, err := customerOf(record)
		if err != nil || !concerned || counted[of] {
			return err
		}
		if err := h.count(ctx, of); err != nil {
			return err
		}
		counted[of] = true
		return nil
	})(ctx, batch)
}

// customerOf is whom an event is about; false for records that are about no customer.
func customerOf(record events.DynamoDBEventRecord) (customer, bool, error) {
	appended, err := store.ReadStream(record)
	switch {
	case err != nil:
		return customer{}, false, err
	case appended.Event != nil:
		return customer{appended.Event.Program, appended.Event.CustomerID}, true, nil
	case appended.Customer != nil:
		return customer{appended.Customer.Program, appended.Customer.CustomerID}, true, nil
	}
	return customer{}, false, nil
}

func (h tally) count(ctx context.Context, of customer) error {
	p, known := h.desk.Programs.Get(of.program)
	if !known {
		return fmt.Errorf("program %q is not served", of.program)
	}
	return h.desk.Store.Tally(ctx, of.program, of.id, p.Standings())
}
