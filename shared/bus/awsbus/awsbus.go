// Package awsbus puts entries on EventBridge. It is separate from package bus, so that only the function that publishes
// links the client.
package awsbus

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"

	"github.com/referral-tool/referrals/shared/bus"
)

// Limits of one PutEvents call: the number of entries and their total size in bytes.
const (
	maxEntries = 10
	maxBytes   = 256 << 10
)

// Bus is one event bus.
type Bus struct {
	client *eventbridge.Client
	name   string
}

// New takes the name or the ARN of the bus.
func New(client *eventbridge.Client, name string) *Bus { return &Bus{client: client, name: name} }

// Publish puts entries on the bus, in as few calls as the service allows. PutEvents may accept some entries of a call
// and refuse others: failed holds the indexes of those that are not on the bus, in ascending order, and err says why.
// An entry whose fate is unknown counts as failed, and may come twice.
func (b *Bus) Publish(ctx context.Context, entries []bus.Entry) (failed []int, err error) {
	requests, unfit := b.requests(entries)
	var reasons []error
	for _, i := range slices.Sorted(maps.Keys(unfit)) {
		failed, reasons = append(failed, i), append(reasons, unfit[i])
	}
	for _, batch := range batches(requests) {
		rejected, err := b.put(ctx, batch)
		failed = append(failed, rejected...)
		reasons = append(reasons, err)
	}
	slices.Sort(failed)
	return failed, errors.Join(reasons...)
}

// request is an entry in the service's form, with its place in the caller's list.
type request struct {
	index int
	size  int // as PutEvents counts it
	entry types.PutEventsRequestEntry
}

// requests encodes the entries; unfit are those, by index, that can never be put.
func (b *Bus) requests(entries []bus.Entry) (requests []request, unfit map[int]error) {
	unfit = map[int]error{}
	for i, e := range entries {
		detail, err := json.Marshal(e.Detail)
		size := len(bus.Source) + len(e.Type) + len(detail)
		switch {
		case err != nil:
			unfit[i] = fmt.Errorf("encoding a %s: %w", e.Type, err)
		case size > maxBytes:
			unfit[i] = fmt.Errorf("a %s of %d bytes is over the %d that the bus takes", e.Type, size, maxBytes)
		default:
			requests = append(requests, request{index: i, size: size, entry: types.PutEventsRequestEntry{
				EventBusName: &b.name, Source: aws.String(bus.Source), DetailType: &e.Type, Detail: aws.String(string(detail)),
			}})
		}
	}
	return requests, unfit
}

// batches divides the requests into calls that PutEvents accepts.
func batches(requests []request) [][]request {
	var cut [][]request
	size := 0
	for _, r := range requests {
		if last := len(cut) - 1; last >= 0 && len(cut[last]) < maxEntries && size+r.size <= maxBytes {
			cut[last] = append(cut[last], r)
			size += r.size
			continue
		}
		cut = append(cut, []request{r})
		size = r.size
	}
	return cut
}

// put makes one call and returns the indexes of the entries that are not on the bus.
func (b *Bus) put(ctx context.Context, batch []request) (rejected []int, err error) {
	input := &eventbridge.PutEventsInput{}
	for _, r := range batch {
		input.Entries = append(input.Entries, r.entry)
	}
	out, err := b.client.PutEvents(ctx, input)
	if err != nil {
		for _, r := range batch {
			rejected = append(rejected, r.index)
		}
		return rejected, fmt.Errorf("putting events on the bus: %w", err)
	}
	var reasons []error
	for i, r := range batch {
		// Answers come in the order of the entries; one without an event id was not accepted.
		if i < len(out.Entries) && aws.ToString(out.Entries[i].EventId) != "" {
			continue
		}
		code := "no answer"
		if i < len(out.Entries) {
			code = aws.ToString(out.Entries[i].ErrorCode)
		}
		rejected = append(rejected, r.index)
		reasons = append(reasons, fmt.Errorf("the bus refused a %s: %s", *r.entry.DetailType, code))
	}
	return rejected, errors.Join(reasons...)
}
