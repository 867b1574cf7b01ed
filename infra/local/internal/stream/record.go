package stream

import (
	"encoding/json"
	"fmt"
	"time"
)

// Record is one record of the stream.
type Record struct {
	SequenceNumber string
	EventName      string          // INSERT, MODIFY or REMOVE
	JSON           json.RawMessage // as the function gets it

	fields  map[string]any // the same, for filters
	created time.Time
}

// Created is when the change was made, to the second.
func (r Record) Created() time.Time { return r.created.UTC() }

// newRecord adds to the stream's record what Lambda adds: where it comes from.
func newRecord(wire json.RawMessage, sourceARN string) (Record, error) {
	var fields map[string]any
	if err := json.Unmarshal(wire, &fields); err != nil {
		return Record{}, fmt.Errorf("reading a stream record: %w", err)
	}
	fields["eventSourceARN"] = sourceARN
	fields["awsRegion"] = "us-east-1" // the engine names itself
	text, err := json.Marshal(fields)
	if err != nil {
		return Record{}, fmt.Errorf("writing a stream record: %w", err)
	}
	r := Record{JSON: text, fields: fields}
	r.EventName, _ = fields["eventName"].(string)
	if change, ok := fields["dynamodb"].(map[string]any); ok {
		r.SequenceNumber, _ = change["SequenceNumber"].(string)
		seconds, _ := change["ApproximateCreationDateTime"].(float64)
		r.created = time.Unix(int64(seconds), 0)
	}
	return r, nil
}

// payload is the event that a function gets.
func payload(records []Record) ([]byte, error) {
	var event struct{ Records []json.RawMessage }
	for _, r := range records {
		event.Records = append(event.Records, r.JSON)
	}
	return json.Marshal(event)
}
