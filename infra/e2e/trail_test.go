package e2e

import (
	"io"
	"log/slog"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/referral-tool/referrals/infra/local/system"
)

// trailLines is how much of what was printed a failed test shows.
const trailLines = 150

// trail keeps what the functions and the stand-ins print, for the test that fails, and fails those during which
// something is printed that must stand in no log.
type trail struct {
	mu    sync.Mutex
	lines []string
	said  int      // lines so far
	leaks []string // lines that no test has been failed for yet
}

// leak is a partner's link, a caller's token or somebody's address, in whatever words.
var leak = regexp.MustCompile(`AQ[EI][\w-]{53}|eyJ[\w-]{10}|[\w.+-]+@[\w.-]+\.(test|com|net|org)\b`)

// Write takes whole lines, as loggers write them.
func (r *trail) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for line := range strings.Lines(string(p)) {
		r.lines = append(r.lines, strings.TrimRight(line, "\n"))
		r.said++
		if leak.MatchString(line) {
			r.leaks = append(r.leaks, line)
		}
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
		for _, line := range r.leaked() {
			t.Errorf("a link, a token or an address is in the log: %s", line)
		}
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

func (r *trail) leaked() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	defer func() { r.leaks = nil }()
	return r.leaks
}

func (r *trail) since(before int) []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.lines[max(0, len(r.lines)-(r.said-before)):]
}

func TestTrailFindsLeaks(t *testing.T) {
	var r trail
	for line, leaks := range map[string]bool{
		"GET /r/AQEBof_tDrp4z4kpfmcsC-gwAAHQ4G_nFJO_NqI2UDFalCYlnxumcPWQ": true,
		`{"authorization":"Bearer eyJhbGciOiJSUzI1NiIs.e30.x"}`:           true,
		"not sent to maria.lopez@housing.referrals.test":                  true,
		`{"msg":"call","route":"GET /r/{token}","sub":"case-manager"}`:    false,
		"github.com/aws/aws-sdk-go-v2@v1.30.0/aws/middleware.go:12":       false,
		"request 1b0f1b0e-4b6f-4f57-9d5b-2a2f2f6a1c11 answered 404":       false,
	} {
		if _, err := r.Write([]byte(line + "\n")); err != nil {
			t.Fatal(err)
		}
		if got := len(r.leaked()) > 0; got != leaks {
			t.Errorf("%s is a leak: %t", line, got)
		}
	}
}
