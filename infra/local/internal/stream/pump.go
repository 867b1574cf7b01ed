// Package stream hands the table's changes to functions as Lambda's event source mappings do: filtered, in batches, in
// order, at least once. A change counts as handed over, and the checkpoint moves, only when the function has taken
// it or its retries are used up.
package stream

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/referral-tool/referrals/infra/local/internal/pattern"
	"github.com/referral-tool/referrals/infra/template"
)

// Invoker runs a function with an event.
type Invoker interface {
	Invoke(ctx context.Context, function string, event []byte) ([]byte, error)
}

// Options say what a Pump does.
type Options struct {
	Endpoint   string            // of the engine
	Table      string            // name
	SourceARN  string            // that functions are told as eventSourceARN
	Mappings   []template.Stream // each reads the stream for itself
	Functions  Invoker
	Checkpoint string                          // file that outlives the process; "" keeps the positions in memory
	Backoff    func(attempt int) time.Duration // pause after a failed attempt, the first is 1; nil: 50 ms, doubled up to 2 s
	Now        func() time.Time                // for the age of records; nil: the clock
	Log        func(error)                     // told why a mapping waits or gave records up; nil is fine
}

// Dead is a batch that a mapping gave up.
type Dead struct {
	Function string
	Records  []Record
	Cause    error
}

// Pump reads the stream until it is closed.
type Pump struct {
	options     Options
	client      *client
	checkpoints *checkpoints
	mappings    []*mapping
	stop        context.CancelFunc
	running     sync.WaitGroup
	deliver     atomic.Pointer[func([]Record) [][]Record]

	mu   sync.Mutex
	dead []Dead
}

// New starts a pump. An error tells of a filter that is not served or a checkpoint that cannot be read.
func New(options Options) (*Pump, error) {
	if options.Backoff == nil {
		options.Backoff = backoff
	}
	if options.Now == nil {
		options.Now = time.Now
	}
	if options.Log == nil {
		options.Log = func(error) {}
	}
	checkpoints, err := openCheckpoints(options.Checkpoint)
	if err != nil {
		return nil, err
	}
	p := &Pump{
		options:     options,
		client:      &client{endpoint: options.Endpoint, http: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 8}}},
		checkpoints: checkpoints,
	}
	for _, wanted := range options.Mappings {
		m := &mapping{Stream: wanted, pump: p, wake: make(chan struct{}, 1)}
		for _, filter := range wanted.Filters {
			compiled, err := pattern.Parse(filter)
			if err != nil {
				return nil, fmt.Errorf("stream of %s: %w", wanted.Function, err)
			}
			m.filters = append(m.filters, compiled)
		}
		p.mappings = append(p.mappings, m)
	}
	p.start()
	return p, nil
}

func (p *Pump) start() {
	ctx, stop := context.WithCancel(context.Background())
	p.stop = stop
	for _, m := range p.mappings {
		p.running.Go(func() { m.run(ctx) })
	}
}

// Close ends the pump. What has not been handed over by then is read again by the next pump.
func (p *Pump) Close() {
	p.stop()
	p.running.Wait()
}

// Drain returns when every change written before the call has been handed over or given up, or with ctx's error.
func (p *Pump) Drain(ctx context.Context) error {
	for _, m := range p.mappings {
		if err := m.drain(ctx); err != nil {
			return err
		}
	}
	return nil
}

// Dead gives the batches given up so far, the oldest first.
func (p *Pump) Dead() []Dead {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]Dead(nil), p.dead...)
}

func (p *Pump) bury(d Dead) {
	p.options.Log(fmt.Errorf("%s: %d records given up: %w", d.Function, len(d.Records), d.Cause))
	p.mu.Lock()
	defer p.mu.Unlock()
	p.dead = append(p.dead, d)
}

// SetDeliver lets a test change what is handed over: each batch is replaced by the batches that deliver makes of it,
// for example twice the same, or in another order. nil ends that.
func (p *Pump) SetDeliver(deliver func([]Record) [][]Record) {
	if deliver == nil {
		p.deliver.Store(nil)
		return
	}
	p.deliver.Store(&deliver)
}

// backoff doubles the pause from 50 ms up to 2 s.
func backoff(attempt int) time.Duration {
	return min(50*time.Millisecond<<min(attempt-1, 10), 2*time.Second)
}

// pause reports whether ctx still lives after d.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
