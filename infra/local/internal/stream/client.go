package stream

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

// client speaks the DynamoDB Streams protocol itself, not through the SDK: the wire has records in the very form that
// Lambda hands on, and decoding them into types would only have to be undone.
type client struct {
	endpoint string
	http     *http.Client
}

// position is a place in a stream: after the record of that number in that shard. Without a number it is where the
// mapping starts.
type position struct {
	Stream   string `json:"stream"` // ARN
	Shard    string `json:"shard"`
	Sequence string `json:"sequence"`
}

type page struct {
	Records           []json.RawMessage
	NextShardIterator string // "" once the shard is closed and read to its end
}

// latestStream gives the ARN of the table's stream.
func (c *client) latestStream(ctx context.Context, table string) (string, error) {
	var list struct{ Streams []struct{ StreamArn string } }
	if err := c.call(ctx, "ListStreams", map[string]any{"TableName": table}, &list); err != nil {
		return "", err
	}
	if len(list.Streams) == 0 {
		return "", fmt.Errorf("table %s has no stream", table)
	}
	return list.Streams[len(list.Streams)-1].StreamArn, nil
}

// shards gives the stream's shards, the oldest first.
func (c *client) shards(ctx context.Context, stream string) ([]string, error) {
	var description struct {
		StreamDescription struct{ Shards []struct{ ShardId string } }
	}
	if err := c.call(ctx, "DescribeStream", map[string]any{"StreamArn": stream}, &description); err != nil {
		return nil, err
	}
	var ids []string
	for _, shard := range description.StreamDescription.Shards {
		ids = append(ids, shard.ShardId)
	}
	return ids, nil
}

// iterator gives a shard iterator for what comes after the position.
func (c *client) iterator(ctx context.Context, from position, start string) (string, error) {
	request := map[string]any{"StreamArn": from.Stream, "ShardId": from.Shard, "ShardIteratorType": start}
	if from.Sequence != "" {
		request["ShardIteratorType"] = "AFTER_SEQUENCE_NUMBER"
		request["SequenceNumber"] = from.Sequence
	}
	var answer struct{ ShardIterator string }
	err := c.call(ctx, "GetShardIterator", request, &answer)
	return answer.ShardIterator, err
}

func (c *client) records(ctx context.Context, iterator string, limit int) (page, error) {
	var p page
	err := c.call(ctx, "GetRecords", map[string]any{"ShardIterator": iterator, "Limit": limit}, &p)
	return p, err
}

func (c *client) call(ctx context.Context, operation string, request, answer any) error {
	body, err := json.Marshal(request)
	if err != nil {
		return fmt.Errorf("%s: %w", operation, err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.endpoint, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("%s: %w", operation, err)
	}
	r.Header.Set("Content-Type", "application/x-amz-json-1.0")
	r.Header.Set("X-Amz-Target", "DynamoDBStreams_20120810."+operation)
	// Local engines want a signature to be there and do not look at it.
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, "+
		"SignedHeaders=host, Signature=local")
	r.Header.Set("X-Amz-Date", "20260101T000000Z")
	response, err := c.http.Do(r)
	if err != nil {
		return fmt.Errorf("%s: %w", operation, err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return fmt.Errorf("%s: %w", operation, err)
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", operation, text)
	}
	if err := json.Unmarshal(text, answer); err != nil {
		return fmt.Errorf("%s: %w", operation, err)
	}
	return nil
}
