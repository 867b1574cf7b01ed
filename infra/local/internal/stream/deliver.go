package stream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// deliver hands a batch over. An error tells that ctx has ended first.
func (m *mapping) deliver(ctx context.Context, batch []Record) error {
	if len(batch) == 0 {
		return nil
	}
	batches := [][]Record{batch}
	if change := m.pump.deliver.Load(); change != nil {
		batches = (*change)(batch)
	}
	for _, batch := range batches {
		if err := m.insist(ctx, batch); err != nil {
			return err
		}
	}
	return nil
}

// insist invokes the function until it has taken the whole batch or the retries are used up. Lambda's rules: a
// partial failure goes on at the first failed record; a failed batch is bisected, which counts as no retry; what is
// left when the retries are used up, or is too old, is given up.
func (m *mapping) insist(ctx context.Context, batch []Record) error {
	for attempt := 1; len(batch) > 0; attempt++ {
		taken, cause := m.invoke(ctx, batch)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case cause == nil:
			return nil
		case taken > 0:
			batch, attempt = batch[taken:], 0
		case m.Bisect && len(batch) > 1 && !errors.Is(cause, errPartial):
			half := len(batch) / 2
			if err := m.insist(ctx, batch[:half]); err != nil {
				return err
			}
			batch, attempt = batch[half:], 0
		case m.exhausted(attempt, batch):
			m.pump.bury(Dead{Function: m.Function, Records: batch, Cause: cause})
			return nil
		case !pause(ctx, m.pump.options.Backoff(attempt)):
			return ctx.Err()
		}
	}
	return nil
}

func (m *mapping) exhausted(attempt int, batch []Record) bool {
	tooOld := m.MaxAge > 0 && m.pump.options.Now().Sub(batch[0].created) > time.Duration(m.MaxAge)*time.Second
	return tooOld || m.Retries >= 0 && attempt > m.Retries
}

// errPartial tells that the function named the records it failed.
var errPartial = errors.New("the function reported failed records")

// invoke gives how many records, from the first on, the function has taken; all of them if the error is nil.
func (m *mapping) invoke(ctx context.Context, batch []Record) (taken int, err error) {
	event, err := payload(batch)
	if err != nil {
		return 0, err
	}
	answer, err := m.pump.options.Functions.Invoke(ctx, m.Function, event)
	if err != nil {
		return 0, err
	}
	if !m.PartialFailures {
		return len(batch), nil
	}
	return firstFailed(batch, answer)
}

// firstFailed reads the answer of a function that reports failed records by their sequence numbers. Lambda takes
// silence for success, and an identifier that is not in the batch for the failure of all.
func firstFailed(batch []Record, answer []byte) (int, error) {
	var report struct {
		BatchItemFailures []struct{ ItemIdentifier string }
	}
	if len(answer) == 0 {
		return len(batch), nil
	}
	if err := json.Unmarshal(answer, &report); err != nil {
		return 0, fmt.Errorf("the function's answer is no report of failures: %w", err)
	}
	first := len(batch)
	for _, failure := range report.BatchItemFailures {
		at := indexOf(batch, failure.ItemIdentifier)
		if at < 0 {
			return 0, fmt.Errorf("the function reported record %q, which is not in its batch", failure.ItemIdentifier)
		}
		first = min(first, at)
	}
	if first == len(batch) {
		return first, nil
	}
	return first, errPartial
}

func indexOf(batch []Record, sequenceNumber string) int {
	for i, record := range batch {
		if record.SequenceNumber == sequenceNumber {
			return i
		}
	}
	return -1
}
