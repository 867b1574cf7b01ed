// Package fault disturbs a running system in every way that its services may: DynamoDB, stream, bus, SES, the functions
// and the clients' connections. It knows of each mail whether what it did may have had it sent twice.
package fault

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"github.com/referral-tool/referrals/infra/local/system"
	"github.com/referral-tool/referrals/infra/storm/internal/client"
)

// Faults are the disturbances of one system.
type Faults struct {
	system *system.System
	dice   *dice
	Mails  *Ledger
	Bus    *Published

	on      atomic.Bool
	echoing atomic.Int64 // deliveries that come again later and are not over yet
	echoed  atomic.Int64 // those that ever were
	replays replays
	held    held
	indexes behind

	mu     sync.Mutex
	counts map[string]int
}

// Install puts the faults' hooks into a system; nothing is disturbed before Begin.
func Install(s *system.System, seed uint64, onMail func(system.Mail)) *Faults {
	f := &Faults{
		system: s, dice: newDice(seed), Mails: newLedger(), Bus: newPublished(), counts: map[string]int{},
		indexes: behind{answers: map[string]indexed{}},
	}
	s.Proxy.SetFault(f.database)
	s.Stream.SetDeliver(f.stream)
	s.Bus.Inject(f.delivery)
	s.Bus.SetHooks(system.BusHooks{Before: f.beforePut, After: f.afterPut, Refuse: f.refuse, Taken: f.Bus.take})
	s.Mailbox.SetHooks(system.Hooks{Before: f.beforeMail, After: func(m system.Mail) error {
		f.Mails.accepted(m)
		onMail(m)
		return f.afterMail(m)
	}})
	return f
}

// Begin lets the faults loose.
func (f *Faults) Begin() { f.on.Store(true) }

// End ends all faults and returns when what they held back has come.
func (f *Faults) End(ctx context.Context) error {
	f.on.Store(false)
	if err := f.Settled(ctx); err != nil {
		return err
	}
	for _, d := range f.held.release() {
		if _, err := f.system.Functions.Invoke(ctx, d.Function, d.Event); err != nil {
			return fmt.Errorf("a report of SES that came late: %w", err)
		}
	}
	return nil
}

// Counts are the faults so far, by kind.
func (f *Faults) Counts() map[string]int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return maps.Clone(f.counts)
}

// strikes tells whether a fault of a kind that happens once in so many times happens now, and counts it.
func (f *Faults) strikes(kind string, oneIn int) bool {
	if !f.on.Load() || !f.dice.chance(oneIn) {
		return false
	}
	f.count(kind)
	return true
}

func (f *Faults) count(kind string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.counts[kind]++
}

// kill ends all instances of a function with SIGKILL, whatever they are doing.
func (f *Faults) kill(function string) {
	if function == mailSender {
		f.Mails.senderDied()
	}
	f.system.Functions.Kill(function)
}

// Interrupt is what happens to a try of a client.
func (f *Faults) Interrupt() client.Interruption {
	switch {
	case f.strikes("client: cut before the call", 40):
		return client.Interruption{Unsent: true}
	case f.strikes("client: cut before the answer", 30):
		return client.Interruption{Unread: true}
	case f.strikes("client: hung up", 40):
		return client.Interruption{HangUp: time.Millisecond + f.dice.upTo(60*time.Millisecond)}
	}
	return client.Interruption{}
}

// echo delivers an event once more, later, beside all that then goes on.
func (f *Faults) echo(function string, event []byte) {
	f.echoed.Add(1)
	f.echoing.Add(1)
	go func() {
		defer f.echoing.Add(-1)
		time.Sleep(f.dice.upTo(400 * time.Millisecond))
		// Where another delivery of the event is at work it may fail; then that one counts.
		_, _ = f.system.Functions.Invoke(context.Background(), function, event)
	}()
}

// lastWords is how long what a killed sender has written may take to reach the mailbox, on a busy machine.
const lastWords = 500 * time.Millisecond

// Settled returns when stream, bus and mail are drained and no delivery comes again any more: the bus does not know of
// those. Nor does anybody know of a mail that its sender had just written when it was killed: a sweep by a later clock, which
// takes the dead sender's lease for expired, would have it sent a second time before it is taken.
func (f *Faults) Settled(ctx context.Context) error {
	for {
		before := f.echoed.Load()
		if err := f.system.Settled(ctx); err != nil {
			return err
		}
		if f.echoing.Load() == 0 && f.echoed.Load() == before && f.Mails.quiet(lastWords) {
			return nil
		}
		time.Sleep(10 * time.Millisecond)
	}
}
