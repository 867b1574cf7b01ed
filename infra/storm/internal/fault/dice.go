package fault

import (
	"math/rand/v2"
	"sync"
	"time"
)

// dice are thrown from many goroutines. A seed fixes the sequence of throws, not who throws next.
type dice struct {
	mu     sync.Mutex
	random *rand.Rand
}

func newDice(seed uint64) *dice { return &dice{random: rand.New(rand.NewPCG(seed, 0xfa017))} }

// chance is true once in so many throws on average.
func (d *dice) chance(oneIn int) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.random.IntN(oneIn) == 0
}

// number is below n.
func (d *dice) number(n int) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.random.IntN(n)
}

// upTo is a time below the longest.
func (d *dice) upTo(longest time.Duration) time.Duration {
	return time.Duration(d.number(int(longest)))
}

func (d *dice) shuffle(n int, swap func(i, j int)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.random.Shuffle(n, swap)
}
