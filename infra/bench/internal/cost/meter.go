package cost

import (
	"context"
	"strings"
	"sync/atomic"
	"time"

	"github.com/referral-tool/referrals/infra/bench/internal/scene"
	"github.com/referral-tool/referrals/infra/local/system"
)

// meter counts what a system uses.
type meter struct {
	system  *scene.System
	batches atomic.Int64 // handed to the functions behind the stream
	events  atomic.Int64 // put on the bus by us
}

func newMeter(s *scene.System) *meter {
	m := &meter{system: s}
	s.Stream.SetDeliver(func(batch []system.Record) [][]system.Record {
		m.batches.Add(1)
		return [][]system.Record{batch}
	})
	s.Bus.SetHooks(system.BusHooks{Taken: func(e system.Event) {
		if !strings.HasPrefix(e.Source, "aws.") {
			m.events.Add(1)
		}
	}})
	return m
}

// taking is what one call used: the call itself, and all that followed from it.
type taking struct {
	call    Use
	follows Use
	behind  map[string]Use // of what followed, by function; DynamoDB only
}

// measure makes a call and waits for all that follows from it. function is the one that the API calls.
func (m *meter) measure(ctx context.Context, function string, do func() (scene.Answer, error)) (taking, scene.Answer, error) {
	s := m.system
	if err := s.Settled(ctx); err != nil {
		return taking{}, scene.Answer{}, err
	}
	s.Proxy.Reset()
	m.batches.Store(0)
	m.events.Store(0)
	deliveries, mails := s.Bus.Started(), len(s.Mailbox.Mails(""))
	answer, err := do()
	if err != nil {
		return taking{}, answer, err
	}
	if err := s.Settled(ctx); err != nil {
		return taking{}, answer, err
	}
	t := taking{
		call: Use{Calls: 1, Invocations: 1, Computed: answer.Took},
		follows: Use{
			Invocations: int(m.batches.Load()) + s.Bus.Started() - deliveries,
			Mails:       len(s.Mailbox.Mails("")) - mails,
			Events:      int(m.events.Load()),
		},
		behind: map[string]Use{},
	}
	t.follows.Computed = behind * time.Duration(t.follows.Invocations)
	for key, count := range s.Proxy.Reset() {
		used := Use{Requests: count.Requests}
		if key.Reads() {
			used.Reads = count.Units
		} else {
			used.Writes = count.Units
		}
		if key.Function == function {
			t.call = t.call.plus(used)
			continue
		}
		t.behind[key.Function] = t.behind[key.Function].plus(used)
		t.follows = t.follows.plus(used)
	}
	return t, answer, nil
}
