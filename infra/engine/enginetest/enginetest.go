// Package enginetest hands a running DynamoDB engine to tests.
package enginetest

import (
	"context"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/referral-tool/referrals/infra/engine"
)

// startTimeout leaves room for the download that a machine's first start needs.
const startTimeout = 2 * time.Minute

// Endpoint gives the URL of an engine in memory that all running tests of the process share; DYNAMODB_ENDPOINT
// replaces it. The engine ends with the last test that asked for it, so it is asked for in each test, never kept in
// a variable. Tests share it by giving their tables names of their own.
func Endpoint(t testing.TB) string {
	t.Helper()
	if elsewhere() {
		return os.Getenv("DYNAMODB_ENDPOINT")
	}
	endpoint, err := shared.acquire()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(shared.release)
	return endpoint
}

// elsewhere reports whether the tests use an engine that somebody else has started.
func elsewhere() bool { return os.Getenv("DYNAMODB_ENDPOINT") != "" }

var shared lease

// lease counts the tests that use the engine. Ending it with the last of them needs no TestMain in each package and
// leaves no process behind where the system has no parent-death signal; starting it again takes milliseconds.
type lease struct {
	mu     sync.Mutex
	users  int
	engine *engine.Engine
}

func (l *lease) acquire() (string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.users == 0 {
		ctx, cancel := context.WithTimeout(context.Background(), startTimeout)
		defer cancel()
		e, err := engine.Start(ctx, engine.Options{})
		if err != nil {
			return "", err
		}
		l.engine = e
	}
	l.users++
	return l.engine.Endpoint(), nil
}

func (l *lease) release() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.users--
	if l.users == 0 {
		l.engine.Close()
	}
}
