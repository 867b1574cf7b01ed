package run

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"

	"github.com/aws/aws-lambda-go/events"
)

// Stream is what Lambda calls with the records of a table's stream.
type Stream func(context.Context, events.DynamoDBEvent) (events.DynamoDBEventResponse, error)

// EachRecord hands the records of a stream to handle, one after the other, up to the first that fails. Lambda delivers
// that one and all after it again, so that the order within a shard is kept.
func EachRecord(log *slog.Logger, handle func(context.Context, events.DynamoDBEventRecord) error) Stream {
	return func(ctx context.Context, batch events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
		for i, record := range batch.Records {
			if err := guarded(ctx, record, handle); err != nil {
				log.ErrorContext(ctx, "record failed", "sequence", record.Change.SequenceNumber, "error", err.Error())
				return FailedAt(batch, i), nil
			}
		}
		return events.DynamoDBEventResponse{}, nil
	}
}

// FailedAt tells Lambda to deliver the batch again from its ith record on. It is the record's sequence number that
// counts; with an event id Lambda would take the whole batch as failed.
func FailedAt(batch events.DynamoDBEvent, i int) events.DynamoDBEventResponse {
	return events.DynamoDBEventResponse{BatchItemFailures: []events.DynamoDBBatchItemFailure{
		{ItemIdentifier: batch.Records[i].Change.SequenceNumber},
	}}
}

// guarded turns a panic into an error: the records before it stay delivered, and the process lives on.
func guarded(ctx context.Context, record events.DynamoDBEventRecord, handle func(context.Context, events.DynamoDBEventRecord) error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = fmt.Errorf("panic: %v\n%s", value, debug.Stack())
		}
	}()
	return handle(ctx, record)
}
