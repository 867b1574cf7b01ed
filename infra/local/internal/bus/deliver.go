package bus

import (
	"errors"
	"time"
)

var errInjected = errors.New("failed on purpose")

// start delivers in the background. The channel is closed after the first attempt, whether it succeeded or not.
func (b *Bus) start(p pending) <-chan struct{} {
	tried := make(chan struct{})
	b.inFlight.Add(1)
	b.running.Go(func() {
		defer b.inFlight.Add(-1)
		err := b.attempt(p, 1)
		close(tried)
		if err != nil {
			b.retry(p)
		}
	})
	return tried
}

// retry tries again, with growing pauses, as often as the rule wants, and then gives up.
func (b *Bus) retry(p pending) {
	for retry := 1; retry <= p.rule.Retries; retry++ {
		if !b.wait(b.options.Pause(retry)) {
			return
		}
		if b.attempt(p, retry+1) == nil {
			return
		}
	}
	b.options.Log.Error("event given up", "function", p.rule.Function, "attempts", p.rule.Retries+1)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.dead = append(b.dead, Delivery{Function: p.rule.Function, Event: p.event, Attempt: p.rule.Retries + 1})
}

// attempt invokes the function. It does not hang on the request that brought the event: a relay that is killed takes
// nothing back.
func (b *Bus) attempt(p pending, number int) error {
	fault := b.faultOf(Delivery{Function: p.rule.Function, Event: p.event, Attempt: number})
	if fault.Fail {
		return errInjected
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
