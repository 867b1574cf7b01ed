package stream

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/referral-tool/referrals/infra/local/internal/pattern"
	"github.com/referral-tool/referrals/infra/template"
)

const (
	activePoll = 25 * time.Millisecond  // pause between polls that find nothing, while something happened lately
	idlePoll   = 200 * time.Millisecond // after that
	activeTime = 5 * time.Second        // "lately"
	outage     = 50 * time.Millisecond  // pause while the engine is away
	pageSize   = 1000                   // records, the most that GetRecords gives
)

// mapping reads the stream for one function. BatchWindow is only the longest that Lambda may wait for a batch to fill;
// here it never waits.
type mapping struct {
	template.Stream
	pump    *Pump
	filters []pattern.Pattern
	wake    chan struct{} // ends a pause between polls

	troubled bool // the last thing that run saw was an error

	mu       sync.Mutex
	drainers []chan struct{}
}

// run reads until ctx ends. After any trouble it begins again at the checkpoint.
func (m *mapping) run(ctx context.Context) {
	for {
		err := m.follow(ctx)
		if ctx.Err() != nil {
			return
		}
		if !m.troubled && !errors.Is(err, errShardEnd) {
			m.troubled = true // one word for each outage
			m.pump.options.Log(fmt.Errorf("stream of %s: %w", m.Function, err))
		}
		if !pause(ctx, outage) {
			return
		}
	}
}

// errShardEnd tells that a shard was read to its end and is closed.
var errShardEnd = errors.New("the shard has ended")

// follow reads one shard from the checkpoint on until something fails.
func (m *mapping) follow(ctx context.Context) error {
	at, err := m.locate(ctx)
	if err != nil {
		return err
	}
	iterator, err := m.pump.client.iterator(ctx, at, m.StartingPosition)
	if err != nil {
		return err
	}
	lastRead := time.Now()
	for {
		drainers := m.takeDrainers()
		page, err := m.pump.client.records(ctx, iterator, pageSize)
		if err != nil {
			m.putDrainers(drainers)
			return err
		}
		m.troubled = false
		if len(page.Records) > 0 {
			m.putDrainers(drainers)
			lastRead = time.Now()
			if at, err = m.hand(ctx, at, page); err != nil {
				return err
			}
		} else {
			release(drainers)
		}
		if iterator = page.NextShardIterator; iterator == "" {
			return m.nextShard(ctx, at)
		}
		if len(page.Records) == 0 && !m.rest(ctx, time.Since(lastRead)) {
			return ctx.Err()
		}
	}
}

// locate finds where to go on: at the checkpoint, or at the first shard.
func (m *mapping) locate(ctx context.Context) (position, error) {
	stream, err := m.pump.client.latestStream(ctx, m.pump.options.Table)
	if err != nil {
		return position{}, err
	}
	at := m.pump.checkpoints.get(m.Function, stream)
	if at.Shard != "" {
		return at, nil
	}
	shards, err := m.pump.client.shards(ctx, stream)
	if err != nil {
		return position{}, err
	}
	if len(shards) == 0 {
		return position{}, errors.New("the stream has no shard yet")
	}
	at.Shard = shards[0]
	return at, nil
}

// nextShard moves the checkpoint to the shard after the one that has ended.
func (m *mapping) nextShard(ctx context.Context, ended position) error {
	shards, err := m.pump.client.shards(ctx, ended.Stream)
	if err != nil {
		return err
	}
	next := slices.Index(shards, ended.Shard) + 1
	if next >= len(shards) {
		return errShardEnd // its successor is not there yet
	}
	if err := m.pump.checkpoints.set(m.Function, position{Stream: ended.Stream, Shard: shards[next]}); err != nil {
		return err
	}
	return errShardEnd
}

// hand hands over what of a page passes the filters, in batches, and moves the checkpoint after each of them.
func (m *mapping) hand(ctx context.Context, at position, p page) (position, error) {
	records := make([]Record, 0, len(p.Records))
	for _, wire := range p.Records {
		record, err := newRecord(wire, m.pump.options.SourceARN)
		if err != nil {
			return at, err
		}
		records = append(records, record)
	}
	for len(records) > 0 {
		batch, through := m.cut(records)
		if err := m.deliver(ctx, batch); err != nil {
			return at, err
		}
		at.Sequence = records[through-1].SequenceNumber
		if err := m.pump.checkpoints.set(m.Function, at); err != nil {
			return at, err
		}
		records = records[through:]
	}
	return at, nil
}

// maxPayload keeps an event below the 6 MB that Lambda takes, in bytes.
const maxPayload = 6<<20 - 4096

// cut takes the next batch off the records. through is how many of them it covers, those that the filters drop
// included.
func (m *mapping) cut(records []Record) (batch []Record, through int) {
	size := 0
	for i, record := range records {
		if !m.wants(record) {
			continue
		}
		size += len(record.JSON) + 1
		if len(batch) == m.BatchSize || len(batch) > 0 && size > maxPayload {
			return batch, i
		}
		batch = append(batch, record)
	}
	return batch, len(records)
}

func (m *mapping) wants(record Record) bool {
	if len(m.filters) == 0 {
		return true
	}
	return slices.ContainsFunc(m.filters, func(p pattern.Pattern) bool { return p.Match(record.fields) })
}

// rest pauses between polls; somebody who waits for the stream to be drained ends it.
func (m *mapping) rest(ctx context.Context, since time.Duration) bool {
	poll := activePoll
	if since > activeTime {
		poll = idlePoll
	}
	timer := time.NewTimer(poll)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
	case <-m.wake:
	}
	return true
}
