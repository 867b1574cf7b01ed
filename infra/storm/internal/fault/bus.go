package fault

import (
	"time"

	"github.com/referral-tool/referrals/infra/local/system"
)

// eventRelay is the only function that calls PutEvents.
const eventRelay = "event-relay"

// beforePut is where the bus has a call and has taken nothing of it.
func (f *Faults) beforePut() error {
	switch {
	case f.strikes("bus: PutEvents throttled", 25):
		return system.ErrBusThrottled
	case f.strikes("bus: PutEvents broken before", 25):
		return system.ErrBusBroken
	case f.strikes("bus: PutEvents cut before", 25):
		return system.ErrBusCut
	case f.strikes("function: killed before PutEvents", 40):
		f.kill(eventRelay)
		return system.ErrBusCut
	}
	return nil
}

// afterPut is where the bus has taken what it takes of a call, and the relay does not know: it puts all of it once more.
func (f *Faults) afterPut() error {
	switch {
	case f.strikes("bus: PutEvents cut after it was done", 20):
		return system.ErrBusCut
	case f.strikes("bus: PutEvents broken after it was done", 20):
		return system.ErrBusBroken
	case f.strikes("bus: PutEvents answered late", 20):
		time.Sleep(f.dice.upTo(1500 * time.Millisecond))
	case f.strikes("function: killed after PutEvents", 40):
		f.kill(eventRelay)
		return system.ErrBusCut
	}
	return nil
}

// refuse lets PutEvents take some entries of a call and not others.
func (f *Faults) refuse(system.Event) bool { return f.strikes("bus: entry refused", 25) }
