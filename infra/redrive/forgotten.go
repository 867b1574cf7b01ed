package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/lambda"

	"github.com/referral-tool/referrals/shared/bus"
	"github.com/referral-tool/referrals/shared/bus/awsbus"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// slack is how far a change's time in the stream may be from that of its event.
const slack = time.Minute

// remake does without the stream what a reader of it could not do: from what the table holds, all of which is looked
// through.
func (r redriver) remake(ctx context.Context, queue string, l letter) error {
	programs, err := program.Load()
	if err != nil {
		return err
	}
	of, err := r.functions.GetFunctionConfiguration(ctx, &lambda.GetFunctionConfigurationInput{FunctionName: &l.function})
	if err != nil {
		return err
	}
	if of.Environment == nil {
		return fmt.Errorf("%s has no environment", l.function)
	}
	table := store.New(r.dynamodb, of.Environment.Variables["TABLE"])
	for _, p := range programs.All() {
		for _, g := range p.Grantees {
			if strings.Contains(queue, "TallyFailures") {
				_, err = table.Recount(ctx, p.Key, g.ID, p.Standings())
			} else {
				err = republish(ctx, table, awsbus.New(r.events, of.Environment.Variables["BUS"]), p.Key, g.ID, *l.batch)
			}
			if err != nil {
				return fmt.Errorf("%s, %s: %w", p.Key, g.ID, err)
			}
		}
	}
	return nil
}

// republish puts the events of a grantee's referrals on the bus again that fall into the batch's time. Subscribers tell
// by an event's id whether they know it. Queued mails are left to the sweep.
func republish(ctx context.Context, table *store.Store, on *awsbus.Bus, program, grantee string, b batch) error {
	from, to := referral.At(b.First.Add(-slack)), referral.At(b.Last.Add(slack))
	var at store.Position
	for {
		page, err := table.Outgoing(ctx, program, []string{grantee}, store.OutgoingFilter{}, to, at, store.Whole)
		if err != nil {
			return err
		}
		for _, row := range page.Items {
			record, err := table.Referral(ctx, program, row.ID)
			if err != nil {
				return err
			}
			if _, err := on.Publish(ctx, entries(record.Events, from, to)); err != nil {
				return err
			}
		}
		if page.Next == "" {
			return nil
		}
		at = page.Next
	}
}

func entries(timeline []referral.Event, from, to referral.Instant) (found []bus.Entry) {
	for _, e := range timeline {
		if entry, wanted := bus.OfEvent(e); wanted && from <= e.At && e.At <= to {
			found = append(found, entry)
		}
	}
	return found
}
