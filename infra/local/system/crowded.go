package system

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"

	"github.com/referral-tool/referrals/infra/engine"
)

// defaultMaxRecords is where the engine begins to be slow: a transaction that takes 2 ms on a fresh one takes 14 ms with
// so many records in its stream. It never trims them.
const defaultMaxRecords = 10_000

// errMoved tells that the table lies in a fresh engine's file now, and that the start has to begin again with it.
var errMoved = errors.New("the table was moved")

// moveCrowdedTable copies the table to a fresh engine's file if its stream holds too many records and all of them are delivered:
// what is not would be lost with them.
func (s *System) moveCrowdedTable(ctx context.Context) error {
	if s.Engine == nil || s.options.Data == "" {
		return nil
	}
	records, err := countRecords(ctx, s.endpoint, s.Template.Table.Name)
	if err != nil || records <= s.options.MaxRecords {
		return err
	}
	s.options.Progress(fmt.Sprintf("Moving the table to a fresh engine: its stream holds %d records", records))
	settling, cancel := context.WithTimeout(ctx, settlePatience)
	defer cancel()
	if err := s.Settled(settling); err != nil {
		s.options.Log.Warn("the table was not moved: events are still on their way")
		return ctx.Err()
	}
	s.Stream.Close()
	if err := copyTable(ctx, s.endpoint, s.Template.Table, s.options.file(freshFolder)); err != nil {
		return fmt.Errorf("moving the table: %w", err)
	}
	return errMoved
}

// countRecords counts what has ever been written to the table's stream, as the engine numbers it.
func countRecords(ctx context.Context, endpoint, table string) (int, error) {
	client := engine.StreamsClient(endpoint)
	streams, err := client.ListStreams(ctx, &dynamodbstreams.ListStreamsInput{TableName: aws.String(table)})
	if err != nil {
		return 0, err
	}
	count := 0
	for _, stream := range streams.Streams {
		described, err := client.DescribeStream(ctx, &dynamodbstreams.DescribeStreamInput{StreamArn: stream.StreamArn})
		if err != nil {
			return 0, err
		}
		for _, shard := range described.StreamDescription.Shards {
			if last := aws.ToString(shard.SequenceNumberRange.EndingSequenceNumber); last != "" {
				number, err := strconv.Atoi(last)
				if err != nil {
					return 0, fmt.Errorf("the stream's last number: %w", err)
				}
				count = max(count, number)
			}
		}
	}
	return count, nil
}
