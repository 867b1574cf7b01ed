// Package system is the whole system on one machine: what template.yaml wires, with the functions' real programs, and
// stand-ins for the services around them. Tests and the local run start the same one.
package system

import (
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/google/uuid"

	"github.com/referral-tool/referrals/infra/repository"
)

// InMemory as Options.Data keeps nothing.
const InMemory = "memory"

// Seed is what a new system holds.
type Seed string

// The seeds.
const (
	SeedDemo Seed = "demo" // the demonstration's customers and partners
	SeedNone Seed = "none"
)

// Options say what to start. The zero value is an empty system in memory on a free port.
type Options struct {
	Addr     string // host and port of the API; "" for a free port of the loopback interface
	Data     string // folder that is kept from run to run, or InMemory, as is ""
	Seed     Seed   // SeedNone if empty; loaded on the first start only
	Root     string // the repository; "" looks upwards for it
	Endpoint string // of another DynamoDB-compatible service; "" starts an engine
	Progress func(string)
	Log      *slog.Logger                    // routes and failures; nil discards them
	Output   func(function string) io.Writer // what a function prints; nil discards it

	// Throttle holds the API to the template's rate. Tests, scripts and benchmarks make the calls of a day in a minute.
	Throttle bool

	// Portal builds the portal's pages when they are stale, which needs Node.js. Otherwise they are as they lie there;
	// unbuilt ones keep nothing else from running.
	Portal bool

	// Pause is how long stream and bus wait before they try again what failed, the first time being 1; nil uses their own
	// backoff.
	Pause func(try int) time.Duration

	// MaxRecords is how many stream records a kept table may have at the start before it is moved to a fresh engine;
	// 0 for 10,000.
	MaxRecords int
}

// complete fills in what was left out.
func (o Options) complete() (Options, error) {
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	if o.Data == InMemory {
		o.Data = ""
	}
	if o.Seed == "" {
		o.Seed = SeedNone
	}
	if o.Seed != SeedDemo && o.Seed != SeedNone {
		return o, fmt.Errorf("seed %q is unknown: it is %s or %s", o.Seed, SeedDemo, SeedNone)
	}
	if o.MaxRecords == 0 {
		o.MaxRecords = defaultMaxRecords
	}
	if o.Progress == nil {
		o.Progress = func(string) {}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Root != "" {
		return o, nil
	}
	root, err := repository.Root()
	o.Root = root
	return o, err
}

// file is a file or folder of the data folder, "" when nothing is kept.
func (o Options) file(path ...string) string {
	if o.Data == "" {
		return ""
	}
	return filepath.Join(append([]string{o.Data}, path...)...)
}

func newID() string { return uuid.NewString() }

func now() time.Time { return time.Now() }
