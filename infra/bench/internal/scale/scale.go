// Package scale measures the dashboard and the sweep with few referrals and with very many: neither may become slower or
// dearer with what it does not show or do.
package scale

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/referral-tool/referrals/infra/bench/internal/process"
	"github.com/referral-tool/referrals/infra/bench/internal/report"
	"github.com/referral-tool/referrals/infra/bench/internal/scene"
	"github.com/referral-tool/referrals/infra/engine"
	"github.com/referral-tool/referrals/infra/template"
	"github.com/referral-tool/referrals/shared/store"
)

// Options say what to measure.
type Options struct {
	Root     string // the repository
	Sizes    []int  // referrals
	Due      int    // of them, those that a sweep finds due
	Calls    int    // of each kind
	Progress func(string)
}

// later is how long after the few the crowd is sent: no reminder of it is due when theirs are.
const later = 60 * 24 * time.Hour

// Run measures all sizes, each on a fresh engine.
func Run(ctx context.Context, options Options) ([]report.Table, error) {
	t := report.Table{
		Title: "Dashboard and sweep at size",
		Note: fmt.Sprintf("Referrals, %d for each customer, await their answers; of %d the reminder is due. A page of the list has 50 customers. "+
			"Requests and capacity units are DynamoDB's, for each call; bytes are those of the API's answer; memory is the most that the function has "+
			"had resident. Loaded with the stream off, and only what these calls read.", perCustomer, options.Due),
		Header: []string{
			"referrals", "call", "requests", "read units", "write units", "bytes", "median ms", "p99 ms", "memory, MB",
		},
	}
	for _, size := range options.Sizes {
		if err := measure(ctx, options, size, &t); err != nil {
			return nil, fmt.Errorf("%d referrals: %w", size, err)
		}
	}
	return []report.Table{t}, nil
}

func measure(ctx context.Context, options Options, size int, t *report.Table) (err error) {
	folder, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	loaded, due, err := load(ctx, options, folder, size)
	if err != nil {
		return err
	}
	defer loaded.Close()
	options.Progress(fmt.Sprintf("Measuring at %d referrals", size))
	s, err := scene.Start(ctx, options.Root, loaded.Endpoint())
	if err != nil {
		return err
	}
	defer s.Close()
	return calls(ctx, options, s, size, due, t)
}

// load makes an engine on a full table, and gives the time at which some of it is due.
func load(ctx context.Context, options Options, folder string, size int) (loaded *engine.Engine, due time.Time, err error) {
	read, err := scene.Template(options.Root, "http://127.0.0.1")
	if err != nil {
		return nil, due, err
	}
	sent := time.Now()
	database := filepath.Join(folder, "table.db")
	many, err := makeCrowd(ctx, options, folder, database, read.Table, size, sent.Add(later))
	if err != nil {
		return nil, due, err
	}
	if loaded, err = engine.Start(ctx, engine.Options{DBPath: database}); err != nil {
		return nil, due, err
	}
	defer func() {
		if err != nil {
			loaded.Close()
		}
	}()
	client := engine.Client(loaded.Endpoint())
	if err := many.writeFigures(ctx, client); err != nil {
		return nil, due, err
	}
	s := store.New(client, read.Table.Name)
	due, err = (&few{scene.People{Store: s, Program: many.program, At: sent}}).load(ctx, min(options.Due, size))
	if err != nil {
		return nil, due, err
	}
	return loaded, due, scene.TurnOn(ctx, client, read.Table.Name, read.Table.CreateTableInput().StreamSpecification)
}

// makeCrowd makes a database with a crowd in it.
func makeCrowd(ctx context.Context, options Options, folder, database string, table template.Table, size int, sent time.Time) (*crowd, error) {
	options.Progress(fmt.Sprintf("Making %d referrals", size))
	support, err := scene.Support()
	if err != nil {
		return nil, err
	}
	out, err := newExport(folder, table)
	if err != nil {
		return nil, err
	}
	many := &crowd{table: table.Name, program: support, sent: sent, out: out}
	if err := many.make(ctx, size, options.Progress); err != nil {
		return nil, err
	}
	options.Progress("Loading them into the engine")
	return many, out.load(ctx, database, options.Progress)
}

// kind is one of the calls that are measured.
type kind struct {
	name, function string
	times          int
	caller         *scene.Caller
	method, path   string
	body           string
}

func calls(ctx context.Context, options Options, s *scene.System, size int, due time.Time, t *report.Table) error {
	staff, err := s.As("case-manager")
	if err != nil {
		return err
	}
	scheduler, err := s.As("")
	if err != nil {
		return err
	}
	read := func(name, path string) kind {
		return kind{name: name, function: "dashboard", times: options.Calls, caller: staff, method: http.MethodGet, path: path}
	}
	sweep := func(name string, at time.Time, times int) kind {
		return kind{name: name, function: "overdue-sweep", times: times, caller: scheduler, method: http.MethodPost,
			path: "/_local/schedules/overdue-sweep", body: `{"time":"` + at.UTC().Format(time.RFC3339) + `"}`}
	}
	for _, k := range []kind{
		read("dashboard", "/v1/dashboard"),
		read("list behind a figure", "/v1/dashboard/customers?row=awaiting-response&limit=50"),
		sweep("sweep, nothing due", time.Now(), options.Calls),
		sweep(fmt.Sprintf("sweep, %d due", min(options.Due, size)), due.Add(time.Second), 1),
		sweep("the same sweep again", due.Add(time.Second), options.Calls),
	} {
		if err := k.measure(ctx, s, size, t); err != nil {
			return fmt.Errorf("%s: %w", k.name, err)
		}
	}
	return nil
}

func (k kind) measure(ctx context.Context, s *scene.System, size int, t *report.Table) error {
	if k.times > 1 { // the first starts the function
		if _, err := k.call(ctx); err != nil {
			return err
		}
	}
	if err := s.Settled(ctx); err != nil {
		return err
	}
	s.Proxy.Reset()
	var took report.Sample
	var answer scene.Answer
	for range k.times {
		var err error
		if answer, err = k.call(ctx); err != nil {
			return err
		}
		took = append(took, answer.Took)
	}
	var requests int
	var reads, writes float64
	for key, count := range s.Proxy.Reset() {
		switch {
		case key.Function != k.function:
			continue
		case key.Reads():
			reads += count.Units
		default:
			writes += count.Units
		}
		requests += count.Requests
	}
	t.Add(report.Count(size), k.name, report.Count(requests/k.times), report.Units(reads/float64(k.times)),
		report.Units(writes/float64(k.times)), report.Count(len(answer.Body)), report.Milliseconds(took.Median()),
		report.Milliseconds(took.Percentile(99)), report.Megabytes(process.PeakOfChildren(k.function)))
	return s.Settled(ctx)
}

func (k kind) call(ctx context.Context) (scene.Answer, error) {
	return k.caller.Call(ctx, k.method, k.path, k.body)
}
