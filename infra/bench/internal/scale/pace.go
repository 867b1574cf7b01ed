package scale

import (
	"fmt"
	"sync"
	"time"
)

// pace tells how something long gets on, every ten seconds. It may be told from several goroutines.
type pace struct {
	what string
	of   int
	tell func(string)

	mu          sync.Mutex
	began, last time.Time
}

func newPace(what string, of int, tell func(string)) *pace {
	return &pace{what: what, of: of, tell: tell, began: time.Now(), last: time.Now()}
}

func (p *pace) at(done int) {
	const every = 10 * time.Second
	p.mu.Lock()
	defer p.mu.Unlock()
	if time.Since(p.last) < every {
		return
	}
	p.last = time.Now()
	p.tell(fmt.Sprintf("%s: %d of %d, %.0f a second", p.what, done, p.of, float64(done)/time.Since(p.began).Seconds()))
}
