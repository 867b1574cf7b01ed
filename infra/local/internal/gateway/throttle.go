package gateway

import (
	"sync"
	"time"

	"github.com/referral-tool/referrals/infra/template"
)

// throttle holds each route to its token bucket, as a stage's default route settings do: a bucket of Burst tokens that
// fills at Rate tokens a second, one of which a request takes.
type throttle struct {
	limit template.Throttle

	mu      sync.Mutex
	buckets map[string]*bucket // by route key
}

type bucket struct {
	tokens float64
	at     time.Time // when there were as many
}

// newThrottle is nil where there is no limit.
func newThrottle(limit template.Throttle) *throttle {
	if limit == (template.Throttle{}) {
		return nil
	}
	return &throttle{limit: limit, buckets: map[string]*bucket{}}
}

// admits reports whether a request of the route may pass at now.
func (t *throttle) admits(route string, now time.Time) bool {
	if t == nil {
		return true
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	b := t.buckets[route]
	if b == nil {
		b = &bucket{tokens: float64(t.limit.Burst), at: now}
		t.buckets[route] = b
	}
	if passed := now.Sub(b.at).Seconds(); passed > 0 {
		b.tokens = min(float64(t.limit.Burst), b.tokens+passed*float64(t.limit.Rate))
		b.at = now
	}
	if b.tokens < 1 {
		return false
	}
	b.tokens--
	return true
}
