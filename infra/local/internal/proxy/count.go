package proxy

import (
	"encoding/json"
	"maps"
)

// Key is what requests are counted by.
type Key struct{ Function, Operation string }

// Reads reports whether the units that the operation consumes are read units; those of all others are write units.
func (k Key) Reads() bool {
	switch k.Operation {
	case "BatchGetItem", "GetItem", "Query", "Scan", "TransactGetItems":
		return true
	}
	return false
}

// Count is what functions asked of DynamoDB.
type Count struct {
	Requests int     // all that arrived, refused ones and the SDK's retries too
	Units    float64 // capacity consumed, read and write units together, as the engine counts them
}

// Counts holds a Count for each function and operation that there was.
type Counts map[Key]Count

// Of sums a function's operations.
func (c Counts) Of(function string) Count {
	var sum Count
	for key, count := range c {
		if key.Function == function {
			sum = sum.plus(count)
		}
	}
	return sum
}

func (c Count) plus(other Count) Count {
	return Count{Requests: c.Requests + other.Requests, Units: c.Units + other.Units}
}

// Counts gives what was counted since the start or the last Reset.
func (p *Proxy) Counts() Counts {
	p.mu.Lock()
	defer p.mu.Unlock()
	return maps.Clone(p.counts)
}

// Reset begins to count anew and gives what was counted before.
func (p *Proxy) Reset() Counts {
	p.mu.Lock()
	defer p.mu.Unlock()
	before := p.counts
	p.counts = Counts{}
	return before
}

func (p *Proxy) count(function, operation string, count Count) {
	p.mu.Lock()
	defer p.mu.Unlock()
	key := Key{function, operation}
	p.counts[key] = p.counts[key].plus(count)
}

// consumed sums the capacity of an answer, which is one entry, or a list of one for each table.
func consumed(body []byte) float64 {
	type capacity struct{ CapacityUnits float64 }
	var one struct{ ConsumedCapacity capacity }
	if json.Unmarshal(body, &one) == nil {
		return one.ConsumedCapacity.CapacityUnits
	}
	var each struct{ ConsumedCapacity []capacity }
	if json.Unmarshal(body, &each) != nil {
		return 0
	}
	var sum float64
	for _, c := range each.ConsumedCapacity {
		sum += c.CapacityUnits
	}
	return sum
}
