package fault

import (
	"bytes"
	"encoding/json"
	"sync"
	"time"

	"github.com/referral-tool/referrals/infra/local/system"
)

// delivery fails an attempt, which comes again after others that were behind it, delays it, or makes two of it.
func (f *Faults) delivery(d system.Delivery) system.Fault {
	switch {
	case d.Function == "mail-feedback" && d.Attempt == 1 && f.strikes("SES: report held back", 6):
		f.held.keep(d)
		return system.Fault{Held: true}
	case f.strikes("bus: delivery failed", 10):
		return system.Fault{Fail: true}
	case f.strikes("bus: delivered twice", 15):
		return system.Fault{Twice: true}
	case f.strikes("bus: delivered again later", 15):
		f.echo(d.Function, d.Event)
	case f.strikes("bus: delivery delayed", 15):
		time.Sleep(f.dice.upTo(150 * time.Millisecond))
	case f.strikes("function: killed at a delivery", 400):
		f.kill(d.Function)
	}
	return system.Fault{}
}

// held are deliveries that come only when all else is over.
type held struct {
	mu         sync.Mutex
	deliveries []system.Delivery
}

func (h *held) keep(d system.Delivery) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.deliveries = append(h.deliveries, d)
}

func (h *held) release() []system.Delivery {
	h.mu.Lock()
	defer h.mu.Unlock()
	released := h.deliveries
	h.deliveries = nil
	return released
}

// replays are batches that were handed over before, to come again after newer ones.
type replays struct {
	mu   sync.Mutex
	kept [][]system.Record
}

func (r *replays) keep(batch []system.Record, at int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	const most = 20
	if len(r.kept) < most {
		r.kept = append(r.kept, batch)
		return
	}
	r.kept[at%most] = batch
}

func (r *replays) one(at int) ([]system.Record, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.kept) == 0 {
		return nil, false
	}
	return r.kept[at%len(r.kept)], true
}

// stream hands a batch over as a stream with several shards may: cut anywhere, twice, items of different partitions in
// another order, old batches once more. What it never changes is the order of one partition's records, but for a replay
// as a whole.
func (f *Faults) stream(batch []system.Record) [][]system.Record {
	if len(batch) > 1 && f.strikes("stream: shards out of order", 5) {
		batch = f.reshuffled(batch)
	}
	batches := [][]system.Record{batch}
	if len(batch) > 1 && f.strikes("stream: batch cut", 6) {
		at := 1 + f.dice.number(len(batch)-1)
		batches = [][]system.Record{batch[:at], batch[at:]}
	}
	if f.strikes("stream: batch twice", 8) {
		batches = append(batches, batches[len(batches)-1])
	}
	if old, any := f.replays.one(f.dice.number(1 << 20)); any && f.strikes("stream: old batch again", 10) {
		batches = append(batches, old)
	}
	if f.on.Load() {
		f.replays.keep(batch, f.dice.number(1<<20))
	}
	return batches
}

// reshuffled puts the partitions in another order and leaves each in its own.
func (f *Faults) reshuffled(batch []system.Record) []system.Record {
	var partitions []string
	of := map[string][]system.Record{}
	for _, r := range batch {
		p := partition(r)
		if of[p] == nil {
			partitions = append(partitions, p)
		}
		of[p] = append(of[p], r)
	}
	f.dice.shuffle(len(partitions), func(i, j int) { partitions[i], partitions[j] = partitions[j], partitions[i] })
	var shuffled []system.Record
	for _, p := range partitions {
		shuffled = append(shuffled, of[p]...)
	}
	return shuffled
}

func partition(r system.Record) string {
	var record struct {
		Change struct {
			Keys struct{ PK struct{ S string } }
		} `json:"dynamodb"`
	}
	// A record that cannot be read is a partition of its own kind; the functions will say what they think of it.
	_ = json.NewDecoder(bytes.NewReader(r.JSON)).Decode(&record)
	return record.Change.Keys.PK.S
}
