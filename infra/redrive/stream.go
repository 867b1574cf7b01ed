package main

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"
)

// batch is a stretch of a shard, as Lambda writes it down. Which of its records the function was to see, it does not say.
type batch struct {
	Stream string    `json:"streamArn"`
	Shard  string    `json:"shardId"`
	Start  string    `json:"startSequenceNumber"`
	End    string    `json:"endSequenceNumber"`
	Size   int       `json:"batchSize"`
	First  time.Time `json:"approximateArrivalOfFirstRecord"`
	Last   time.Time `json:"approximateArrivalOfLastRecord"`
}

// size is how many records are handed over at once: as many as failed, so that a repetition is no larger.
func (b batch) size() int { return max(b.Size, 1) }

// errForgotten reports that the stream, which keeps records for a day, has them no more.
var errForgotten = errors.New("the stream has forgotten these changes")

// reread reads the stretch again and returns the records that functions see.
func (r redriver) reread(ctx context.Context, b batch) ([]record, error) {
	end, ok := new(big.Int).SetString(b.End, 10)
	if !ok {
		return nil, fmt.Errorf("%q is no sequence number", b.End)
	}
	from, err := r.streams.GetShardIterator(ctx, &dynamodbstreams.GetShardIteratorInput{
		StreamArn: &b.Stream, ShardId: &b.Shard, SequenceNumber: &b.Start,
		ShardIteratorType: types.ShardIteratorTypeAtSequenceNumber,
	})
	if err != nil {
		return nil, forgotten(err)
	}
	var found []record
	for iterator := from.ShardIterator; iterator != nil; {
		page, err := r.streams.GetRecords(ctx, &dynamodbstreams.GetRecordsInput{ShardIterator: iterator})
		if err != nil {
			return nil, forgotten(err)
		}
		for _, wire := range page.Records {
			at, ok := new(big.Int).SetString(*wire.Dynamodb.SequenceNumber, 10)
			if !ok || at.Cmp(end) > 0 {
				return found, nil
			}
			if wanted(wire) {
				found = append(found, recordOf(wire, b.Stream))
			}
			if at.Cmp(end) == 0 {
				return found, nil
			}
		}
		iterator = page.NextShardIterator
	}
	return found, nil
}

func forgotten(err error) error {
	var trimmed *types.TrimmedDataAccessException
	var gone *types.ResourceNotFoundException
	if errors.As(err, &trimmed) || errors.As(err, &gone) {
		return errForgotten
	}
	return err
}

// wanted is what the filters of the template let through, of both of the stream's readers: events that were appended,
// and mails that were queued. Each reader leaves alone what is the other's.
func wanted(r types.Record) bool {
	key, _ := r.Dynamodb.Keys["SK"].(*types.AttributeValueMemberS)
	state, _ := r.Dynamodb.NewImage["state"].(*types.AttributeValueMemberS)
	switch {
	case key == nil:
		return false
	case strings.HasPrefix(key.Value, "E#"):
		return r.EventName == types.OperationTypeInsert
	}
	return strings.HasPrefix(key.Value, "M#") && state != nil && state.Value == "queued"
}
