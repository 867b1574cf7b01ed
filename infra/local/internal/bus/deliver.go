package bus

import (
	"errors"
	"time"
)

var errUnreached = errors.New("not reached")

// start delivers in the background. The channel is closed after the first attempt, whether it succeeded or not; a bus
// that is closed makes none.
func (b *Bus) start(p pending) <-chan struct{} {
	tried := make(chan struct{})
	b.mu.Lock() // Close waits for those that have started, and none starts while it does
	defer b.mu.Unlock()
	if b.ctx.Err() != nil {
		close(tried)
		return tried
	}
	b.inFlight.Add(1)
	b.started.Add(1)
	b.running.Go(func() {
		defer b.inFlight.Add(-1)
		err := b.attempt(p, 1)
		close(tried)
		if err != nil {
			b.retry(p, err)
		}
	})
	return tried
}

// retry tries again, with growing pauses, and then gives up. How often depends on who failed: the rule's policy counts
// while Lambda cannot be reached; once it has taken the event, the function's own does.
func (b *Bus) retry(p pending, err error) {
	unreached, failed := 0, 0
	for number := 1; err != nil; number++ {
		if errors.Is(err, errUnreached) {
			unreached++
		} else {
			failed++
		}
		if unreached > p.rule.Retries || failed > b.options.Retries[p.rule.Function] {
			b.giveUp(Delivery{Function: p.rule.Function, Event: p.event, Attempt: number})
			return
		}
		if !b.wait(b.options.Pause(number)) {
			return
		}
		err = b.attempt(p, number+1)
	}
}

func (b *Bus) giveUp(delivery Delivery) {
	b.options.Log.Error("event given up", "function", delivery.Function, "attempts", delivery.Attempt)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.dead = append(b.dead, delivery)
}

// attempt invokes the function. It does not hang on the request that brought the event: a relay that is killed takes
// nothing back.
func (b *Bus) attempt(p pending, number int) error {
	fault := b.faultOf(Delivery{Function: p.rule.Function, Event: p.event, Attempt: number})
	if fault.Fail {
		return errUnreached
	}
	if fault.Held {
		return nil
	}
	_, err := b.options.Functions.Invoke(b.ctx, p.rule.Function, p.event)
	if err == nil && fault.Twice {
		_, err = b.options.Functions.Invoke(b.ctx, p.rule.Function, p.event)
	}
	if err != nil && b.ctx.Err() == nil {
		b.options.Log.Warn("delivery failed", "function", p.rule.Function, "attempt", number)
	}
	return err
}

func (b *Bus) faultOf(delivery Delivery) Fault {
	b.mu.Lock()
	fault := b.fault
	b.mu.Unlock()
	if fault == nil {
		return Fault{}
	}
	return fault(delivery)
}

// wait returns false when the bus is closed meanwhile.
func (b *Bus) wait(pause time.Duration) bool {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-b.ctx.Done():
		return false
	}
}
