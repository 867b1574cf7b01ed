package round

import (
	"context"
	"fmt"
	"maps"
	"time"
)

// clocks are how far the sweep's clock is ahead after each burst: reminders are due within days, overdue is what has
// waited for ten.
var clocks = []time.Duration{time.Hour, 9 * 24 * time.Hour, 15 * 24 * time.Hour}

// sweepFunction has the only schedule that writes.
const sweepFunction = "overdue-sweep"

func (r *round) sweep(ctx context.Context, at time.Time) {
	// What fails is left for the next sweep.
	_ = r.system.Schedules.Fire(ctx, sweepFunction, at)
}

// setForward sweeps as of a later time, under faults still. Nobody may be sending meanwhile: senders live by the real
// clock, and a sweep by a later one would take their leases for run out.
func (r *round) setForward(ctx context.Context, ahead time.Duration) error {
	for range 2 {
		if err := r.settled(ctx); err != nil {
			return err
		}
		r.sweep(ctx, r.began.Add(ahead))
	}
	return r.settled(ctx)
}

func (r *round) settled(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Minute)
	defer cancel()
	if err := r.faults.Settled(ctx); err != nil {
		return fmt.Errorf("events or mails never came to rest: %w", err)
	}
	return nil
}

// calmest is how often the sweep may find something to do after the faults: a mail's pauses grow to four hours.
const calmest = 40

// calmDown sweeps until a sweep has nothing more to do, and delivers again what was given up, as an operator does by the
// runbook; whatever that brings about is swept once more.
func (r *round) calmDown(ctx context.Context) error {
	at, err := r.sweepUp(ctx, r.began.Add(clocks[bursts-1]))
	if err != nil {
		return err
	}
	r.redrive(ctx)
	_, err = r.sweepUp(ctx, at)
	return err
}

// sweepUp sweeps later and later after a time, until a sweep writes nothing.
func (r *round) sweepUp(ctx context.Context, at time.Time) (time.Time, error) {
	for range calmest {
		if err := r.settled(ctx); err != nil {
			return at, err
		}
		before := r.writes()
		at = at.Add(5 * time.Hour)
		if err := r.system.Schedules.Fire(ctx, sweepFunction, at); err != nil {
			return at, fmt.Errorf("a sweep without faults: %w", err)
		}
		if err := r.settled(ctx); err != nil {
			return at, err
		}
		if maps.Equal(before, r.writes()) {
			return at, nil
		}
	}
	return at, fmt.Errorf("sweep %d after the faults still finds something to do", calmest)
}

// writes counts the requests that change the table, by function.
func (r *round) writes() map[string]int {
	writes := map[string]int{}
	for key, count := range r.system.Proxy.Counts() {
		switch key.Operation {
		case "PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems":
			writes[key.Function] += count.Requests
		}
	}
	return writes
}
