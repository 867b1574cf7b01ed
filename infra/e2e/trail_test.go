package e2e

import (
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"github.com/referral-tool/referrals/infra/local/system"
)

// trailLines is how much of what was printed a failed test shows.
const trailLines = 150

// trail keeps what the functions and the stand-ins print, for the test that fails.
type trail struct {
	mu    sync.Mutex
	lines []string
	said  int // lines so far
}

// Write takes whole lines, as loggers write them.
func (r *trail) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for line := range strings.Lines(string(p)) {
		r.lines = append(r.lines, strings.TrimRight(line, "\n"))
		r.said++
	}
	if over := len(r.lines) - trailLines; over > 0 {
		r.lines = append(r.lines[:0:0], r.lines[over:]...)
	}
	return len(p), nil
}

// follow makes a system print into the trail, unless the test has its own use for what is printed.
func (r *trail) follow(options system.Options) system.Options {
	if options.Log == nil && options.Output == nil {
		options.Log = slog.New(slog.NewTextHandler(r, nil))
		options.Output = func(string) io.Writer { return r }
	}
	return options
}

// showAfter prints what was printed during the test, if that fails.
func (r *trail) showAfter(t *testing.T) {
	before := r.count()
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the last that the system printed:\n%s", strings.Join(r.since(before), "\n"))
		}
	})
}

func (r *trail) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.said
}

func (r *trail) since(before int) []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.lines[max(0, len(r.lines)-(r.said-before)):]
}
