// Package bus stands in for EventBridge: it takes events by the service's own protocol and invokes the functions whose
// rules match.
package bus

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/referral-tool/referrals/infra/local/internal/pattern"
	"github.com/referral-tool/referrals/infra/template"
)

// DefaultBus is the name of the account's own bus, on which services such as SES publish.
const DefaultBus = "default"

// Invoker invokes a function by its folder's name.
type Invoker interface {
	Invoke(ctx context.Context, function string, event []byte) ([]byte, error)
}

// Options are what a bus is made from; Log may be nil.
type Options struct {
	Name      string // of the custom bus; the default bus is always there
	Rules     []template.Rule
	Retries   map[string]int // of Lambda, by function: AsyncRetries
	Functions Invoker
	Now       func() time.Time
	NewID     func() string
	Pause     func(retry int) time.Duration // before the first retry, which is 1, and each that follows
	Log       *slog.Logger
}

// Bus delivers events. What it is still trying to deliver when the process ends is lost, which EventBridge's would not
// be; nothing relies on it, because each mail is also due in the table.
type Bus struct {
	options Options
	rules   []rule
	ctx     context.Context // ends the deliveries
	cancel  context.CancelFunc

	running  sync.WaitGroup
	inFlight atomic.Int64
	started  atomic.Int64
	hooks    atomic.Pointer[Hooks]

	mu    sync.Mutex
	dead  []Delivery
	fault func(Delivery) Fault
}

// Delivery is one event on its way to one function.
type Delivery struct {
	Function string
	Event    []byte // the envelope that the function gets
	Attempt  int    // from 1
}

// Fault is what a test lets a delivery suffer.
type Fault struct {
	Fail  bool // as if the function could not be reached
	Twice bool // EventBridge delivers at least once
	Held  bool // until whoever holds it invokes the function: EventBridge may be late
}

// rule is a rule of the template with its pattern compiled.
type rule struct {
	template.Rule
	pattern pattern.Pattern
}

// New returns a bus that is ready to deliver, or an error when a rule's pattern cannot be served; Close ends it.
func New(options Options) (*Bus, error) {
	if options.Log == nil {
		options.Log = slog.New(slog.DiscardHandler)
	}
	b := &Bus{options: options}
	for _, declared := range options.Rules {
		compiled, err := pattern.Compile(declared.Pattern)
		if err != nil {
			return nil, fmt.Errorf("rule of %s: %w", declared.Function, err)
		}
		b.rules = append(b.rules, rule{Rule: declared, pattern: compiled})
	}
	b.ctx, b.cancel = context.WithCancel(context.Background())
	return b, nil
}

// Backoff is the pause of the local run: short, so that a test need not wait, and growing, so that what keeps failing
// does not keep the machine busy.
func Backoff(retry int) time.Duration {
	return min(50*time.Millisecond<<min(retry-1, 10), time.Second)
}

// Inject lets f decide over each attempt from now on; nil ends it.
func (b *Bus) Inject(f func(Delivery) Fault) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fault = f
}

// InFlight is the number of deliveries that have neither succeeded nor been given up.
func (b *Bus) InFlight() int { return int(b.inFlight.Load()) }

// Started is the number of deliveries since the start. Two equal numbers, with nothing in flight, tell that nothing went
// on between them.
func (b *Bus) Started() int { return int(b.started.Load()) }

// DeadLetters are the deliveries that were given up.
func (b *Bus) DeadLetters() []Delivery {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.dead)
}

// Close gives up what is in flight and returns when nothing is delivered any more.
func (b *Bus) Close() {
	b.mu.Lock()
	b.cancel()
	b.mu.Unlock()
	b.running.Wait()
}
