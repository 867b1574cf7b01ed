package e2e

import (
	"context"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/referral-tool/referrals/infra/local/system"
	"github.com/referral-tool/referrals/infra/local/system/systemtest"
)

// startTimeout leaves room for the first build of all functions.
const startTimeout = 5 * time.Minute

// common is the system of all tests that leave it as they found it: a start costs more than most of them take.
var common struct {
	once   sync.Once
	system *system.System
	err    error
	trail  trail
}

func TestMain(m *testing.M) {
	code := m.Run()
	if common.system != nil {
		common.system.Close()
		// Each test is failed for what was printed during it; this is what was printed after the last one.
		for _, line := range common.trail.leaked() {
			fmt.Println("a link, a token or an address is in the log:", line)
			code = 1
		}
	}
	os.Exit(code)
}

// running is the common system, with nothing on its way and no hook of another test left in it.
func running(t *testing.T) *system.System {
	t.Helper()
	common.once.Do(func() {
		ctx, cancel := context.WithTimeout(context.Background(), startTimeout)
		defer cancel()
		common.system, common.err = startOne(ctx, common.trail.follow(system.Options{}))
	})
	if common.err != nil {
		t.Fatal(common.err)
	}
	s := common.system
	common.trail.showAfter(t)
	t.Cleanup(func() {
		s.Proxy.SetFault(nil)
		s.Bus.Inject(nil)
		s.Stream.SetDeliver(nil)
		s.Mailbox.SetHooks(system.Hooks{})
		s.Mailbox.Fail(0)
		settle(t, s)
	})
	settle(t, s)
	return s
}

// start starts a system of the test's own, for tests that kill it or keep its data.
func start(t *testing.T, options system.Options) *system.System {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), startTimeout)
	defer cancel()
	printed := &trail{}
	s, err := startOne(ctx, printed.follow(options))
	if err != nil {
		t.Fatal(err)
	}
	printed.showAfter(t)
	t.Cleanup(s.Close)
	return s
}

func startOne(ctx context.Context, options system.Options) (*system.System, error) {
	if err := systemtest.LookAtSources(); err != nil {
		return nil, err
	}
	return system.Start(ctx, options)
}

// settle returns when stream, bus and mail are drained.
func settle(t testing.TB, s *system.System) {
	t.Helper()
	anybody(t, s).get("/_local/settled").want(200)
}

// sweep fires the sweep's schedule as of a time and waits for all that follows.
func sweep(t testing.TB, s *system.System, at time.Time) {
	t.Helper()
	anybody(t, s).post("/_local/schedules/overdue-sweep", object{"time": at.UTC().Format(time.RFC3339)}).want(200)
	settle(t, s)
}
