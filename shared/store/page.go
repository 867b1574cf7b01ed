package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/view"
)

// Position is where a list goes on: the keys of the last item shown, as JSON. It must be sealed before a client sees
// it: it holds keys. The empty Position is the start.
type Position string

// Page is one page of a list. A filter may leave fewer items than asked for, even none, while there is a Next.
type Page[T any] struct {
	Items []T
	Next  Position // empty at the end
}

// Whole is the limit of a page that takes all that one request can hold, a megabyte.
const Whole = 0

// position is what a Position holds: several partitions are walked one after the other.
type position struct {
	Partition int               `json:"p,omitempty"`
	Key       map[string]string `json:"k,omitempty"`
}

// listing is one list: the partitions that it walks, and how each is queried.
type listing[T any] struct {
	partitions []string
	query      func(partition string) *dynamodb.QueryInput
	read       func(item) (T, bool, error) // false: not to be shown
}

// page reads one page in one request.
func (l listing[T]) page(ctx context.Context, s *Store, from Position, limit int) (Page[T], error) {
	if len(l.partitions) == 0 {
		return Page[T]{}, nil
	}
	at, query, err := l.from(from)
	if err != nil {
		return Page[T]{}, err
	}
	query.TableName = &s.table
	query.ExclusiveStartKey = startKey(at.Key)
	if limit != Whole {
		query.Limit = aws.Int32(int32(limit))
	}
	out, err := s.client.Query(ctx, query)
	if err != nil {
		return Page[T]{}, fmt.Errorf("reading a list: %w", err)
	}
	var page Page[T]
	for _, it := range out.Items {
		entry, shown, err := l.read(it)
		if err != nil {
			return Page[T]{}, err
		}
		if shown {
			page.Items = append(page.Items, entry)
		}
	}
	page.Next = l.next(at, out.LastEvaluatedKey)
	return page, nil
}

// from is where to go on, and the query of that partition. Malformed when the position is another list's: DynamoDB would
// refuse its keys in words that no client understands.
func (l listing[T]) from(from Position) (at position, query *dynamodb.QueryInput, err error) {
	foreign := referral.Errorf(referral.Malformed, "This cursor does not belong to this list. Start the list again.")
	if from != "" {
		if err := json.Unmarshal([]byte(from), &at); err != nil || at.Partition < 0 || at.Partition >= len(l.partitions) {
			return at, nil, foreign
		}
	}
	partition := l.partitions[at.Partition]
	query = l.query(partition)
	if len(at.Key) > 0 && at.Key[aws.ToString(query.IndexName)+pk] != partition {
		return at, nil, foreign
	}
	return at, query, nil
}

func (l listing[T]) next(at position, last item) Position {
	switch {
	case last != nil:
		at.Key = map[string]string{}
		for name := range last {
			at.Key[name] = textOf(last, name)
		}
	case at.Partition+1 < len(l.partitions):
		at = position{Partition: at.Partition + 1}
	default:
		return ""
	}
	encoded, _ := json.Marshal(at) // a struct of texts always marshals
	return Position(encoded)
}

func startKey(keys map[string]string) item {
	if len(keys) == 0 {
		return nil
	}
	start := item{}
	for name, value := range keys {
		start[name] = text(value)
	}
	return start
}

// search narrows a query to items that have words with all of some prefixes.
func search(query *dynamodb.QueryInput, words []string) {
	for i, w := range distinct(words) { // an expression holds 4 KB
		placeholder := fmt.Sprintf(":word%d", i)
		filter(query, "contains(words, "+placeholder+")", placeholder, text(" "+w))
	}
}

// filter adds a condition that is judged on what was read.
func filter(query *dynamodb.QueryInput, condition, placeholder string, value types.AttributeValue) {
	if query.FilterExpression == nil {
		query.FilterExpression = &condition
	} else {
		query.FilterExpression = aws.String(*query.FilterExpression + " AND " + condition)
	}
	query.ExpressionAttributeValues[placeholder] = value
}

// inPartition is a query of one partition of the table or, with an index's name, of that index.
func inPartition(index, partition string) *dynamodb.QueryInput {
	keyName := pk
	if index != "" {
		keyName = index + "PK"
	}
	query := &dynamodb.QueryInput{
		KeyConditionExpression:    aws.String(keyName + " = :pk"),
		ExpressionAttributeValues: item{":pk": text(partition)},
	}
	if index == "" {
		query.ConsistentRead = aws.Bool(true)
	} else {
		query.IndexName = &index
	}
	return query
}

// starting narrows a query to sort keys with a prefix.
func starting(query *dynamodb.QueryInput, sortName, prefix string) *dynamodb.QueryInput {
	query.KeyConditionExpression = aws.String(*query.KeyConditionExpression + " AND begins_with(" + sortName + ", :prefix)")
	query.ExpressionAttributeValues[":prefix"] = text(prefix)
	return query
}

func downwards(query *dynamodb.QueryInput) *dynamodb.QueryInput {
	query.ScanIndexForward = aws.Bool(false)
	return query
}

// readRow is the read of a list of referrals, as they stand at now.
func readRow(now referral.Instant) func(item) (view.Row, bool, error) {
	return func(it item) (view.Row, bool, error) {
		row, err := rowOf(it)
		return row.At(now), true, err
	}
}
