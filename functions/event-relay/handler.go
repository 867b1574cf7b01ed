package main

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/shared/bus"
	"github.com/referral-tool/referrals/shared/bus/awsbus"
	"github.com/referral-tool/referrals/shared/run"
	"github.com/referral-tool/referrals/shared/store"
)

type relay struct {
	bus *awsbus.Bus
	log *slog.Logger
	now func() time.Time
}

// handle publishes a batch. The stream delivers again from the first record that is not on the bus: subscribers may get
// an event twice, and recognize it by its id.
func (h relay) handle(ctx context.Context, batch events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
	var entries []bus.Entry
	var origin []int // of each entry: the record it comes from
	for i, record := range batch.Records {
		entry, wanted, err := entryOf(record)
		if err != nil {
			h.log.ErrorContext(ctx, "unreadable record", "sequence", record.Change.SequenceNumber, "error", err.Error())
			return h.publish(ctx, batch, entries, origin, i), nil
		}
		if wanted {
			entries, origin = append(entries, entry), append(origin, i)
		}
	}
	return h.publish(ctx, batch, entries, origin, len(batch.Records)), nil
}

// publish puts the entries on the bus and returns the record from which the batch has to be delivered again: the first
// that is not on the bus, at the latest the one at unread.
func (h relay) publish(ctx context.Context, batch events.DynamoDBEvent, entries []bus.Entry, origin []int, unread int) events.DynamoDBEventResponse {
	first := unread
	failed, err := h.bus.Publish(ctx, entries)
	if err != nil {
		h.log.ErrorContext(ctx, "events not published", "count", len(failed), "error", err.Error())
	}
	if len(failed) > 0 {
		first = min(first, origin[failed[0]])
	}
	over, _ := slices.BinarySearch(origin, first) // these do not come again
	h.measure(ctx, entries[:over])
	if first == len(batch.Records) {
		return events.DynamoDBEventResponse{}
	}
	return run.FailedAt(batch, first)
}

// entryOf is the entry for a record; false for records that are not published.
func entryOf(record events.DynamoDBEventRecord) (bus.Entry, bool, error) {
	appended, err := store.ReadStream(record)
	switch {
	case err != nil:
		return bus.Entry{}, false, err
	case appended.Mail != nil:
		return bus.OfMail(*appended.Mail), true, nil
	case appended.Directory != nil && followed(appended.Directory.Type):
		e := appended.Directory
		return bus.OfDirectory(bus.Directory{
			EventID: e.ID, Type: e.Type, Program: e.Program, OrganizationID: e.OrganizationID, ContactID: e.ContactID,
			IntoID: e.IntoID, At: e.At,
		}), true, nil
	case appended.Event != nil:
		entry, wanted := bus.OfEvent(*appended.Event)
		return entry, wanted, nil
	}
	return bus.Entry{}, false, nil
}

// followed reports whether referrals follow such a change of the directory.
func followed(kind string) bool {
	return kind == store.ContactChanged || kind == store.OrganizationChanged || kind == store.OrganizationMerged
}
