// Package start measures how each function starts and answers, alone on the machine, beside two yardsticks that are
// built in the same run.
package start

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"time"

	"github.com/referral-tool/referrals/infra/bench/internal/process"
	"github.com/referral-tool/referrals/infra/bench/internal/report"
	"github.com/referral-tool/referrals/infra/bench/internal/scene"
	"github.com/referral-tool/referrals/infra/engine"
	"github.com/referral-tool/referrals/infra/template"
)

// Options say what to measure.
type Options struct {
	Root     string       // the repository
	Starts   int          // of each program
	Calls    int          // of each warm program
	Progress func(string) // told before anything that takes time
}

// budget is how much longer than the yardstick with the clients a function may take to be ready.
const budget = 1.3

// measured is what one program took.
type measured struct {
	ready, first, warm report.Sample
	memory             int64 // most that was resident, in bytes
	broken             bool  // it does not start, as the portal without its pages does not
}

// Run measures all functions of template.yaml.
func Run(ctx context.Context, options Options) (tables []report.Table, err error) {
	read, err := scene.Template(options.Root, "http://127.0.0.1")
	if err != nil {
		return nil, err
	}
	started, err := engine.Start(ctx, engine.Options{Progress: options.Progress})
	if err != nil {
		return nil, err
	}
	defer started.Close()
	if _, err := engine.Client(started.Endpoint()).CreateTable(ctx, read.Table.CreateTableInput()); err != nil {
		return nil, err
	}
	others := httptest.NewServer(services())
	defer others.Close()
	programs, err := programsOf(options.Root, read, endpoints(started.Endpoint(), others.URL))
	if err != nil {
		return nil, err
	}
	bin, err := os.MkdirTemp("", "bench")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(bin)) }()
	options.Progress(fmt.Sprintf("Building %d programs, for this machine and for arm64", len(programs)))
	if err := buildPrograms(ctx, options.Root, bin, programs); err != nil {
		return nil, err
	}
	results, err := measure(ctx, options, programs)
	if err != nil {
		return nil, err
	}
	return []report.Table{tableOf(options, programs, results)}, nil
}

// endpoints tells the SDK's clients where the services are.
func endpoints(table, others string) map[string]string {
	return map[string]string{
		"AWS_ENDPOINT_URL_DYNAMODB":        table,
		"AWS_ENDPOINT_URL_EVENTBRIDGE":     others,
		"AWS_ENDPOINT_URL_SECRETS_MANAGER": others,
		"AWS_REGION":                       "us-east-1",
		"AWS_ACCESS_KEY_ID":                "local",
		"AWS_SECRET_ACCESS_KEY":            "local",
	}
}

func programsOf(root string, read *template.Template, endpoints map[string]string) ([]*program, error) {
	reading := joined(endpoints, map[string]string{"TABLE": read.Table.Name, "SECRET_ARN": "keys"})
	empty := yardstick("an empty Lambda", "empty", endpoints)
	clients := yardstick("SDK clients and one read", "clients", reading)
	mailing := yardstick("the same, and SES's client", "mailing", reading)
	empty.against, mailing.against = clients, clients

	programs := []*program{empty, clients, mailing}
	for _, f := range read.Functions {
		event, err := eventOf(root, f.Name)
		if err != nil {
			return nil, err
		}
		p := &program{name: f.Name, folder: filepath.ToSlash(f.CodeURI), against: clients, event: event, env: joined(endpoints, f.Env)}
		if f.Name == "mail-send" {
			p.against = mailing
		}
		programs = append(programs, p)
	}
	return programs, nil
}

func yardstick(is, folder string, env map[string]string) *program {
	p := &program{name: "yardstick: " + is, folder: "infra/bench/yardstick/" + folder, event: []byte("{}"), env: env}
	p.against = p
	return p
}

func joined(maps ...map[string]string) map[string]string {
	all := map[string]string{}
	for _, m := range maps {
		for name, value := range m {
			all[name] = value
		}
	}
	return all
}

// measure goes round by round, not program by program: what else the machine does meanwhile falls on all alike.
func measure(ctx context.Context, options Options, programs []*program) (map[*program]*measured, error) {
	results := map[*program]*measured{}
	for _, p := range programs {
		results[p] = &measured{}
	}
	options.Progress(fmt.Sprintf("Starting each program %d times", options.Starts))
	for range options.Starts {
		for _, p := range programs {
			err := results[p].start(ctx, p)
			if errors.Is(err, errEnded) {
				results[p].broken = true
				continue
			}
			if err != nil {
				return nil, fmt.Errorf("%s: %w", p.name, err)
			}
		}
	}
	options.Progress(fmt.Sprintf("Calling each program %d times", options.Calls))
	for _, p := range programs {
		if results[p].broken {
			options.Progress(p.name + " does not start, and is left out; the portal's pages have to be built first")
			continue
		}
		if err := results[p].call(ctx, p, options.Calls); err != nil {
			return nil, fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return results, nil
}

func (m *measured) start(ctx context.Context, p *program) error {
	i, err := launch(p.native, p.env, p.event)
	if err != nil {
		return err
	}
	defer i.close()
	ready, first, err := i.first(ctx)
	if err != nil {
		return err
	}
	m.ready, m.first = append(m.ready, ready), append(m.first, first)
	return nil
}

func (m *measured) call(ctx context.Context, p *program, calls int) error {
	i, err := launch(p.native, p.env, p.event)
	if err != nil {
		return err
	}
	defer i.close()
	if _, _, err := i.first(ctx); err != nil {
		return err
	}
	for range calls {
		took, err := i.call(ctx, p.event)
		if err != nil {
			return err
		}
		m.warm = append(m.warm, took)
	}
	m.memory = process.Peak(i.process.PID())
	return nil
}

func tableOf(options Options, programs []*program, results map[*program]*measured) report.Table {
	t := report.Table{
		Title: "Start, warm call, memory, size",
		Note: fmt.Sprintf("Each program alone, on a Runtime API of its own: %d starts (ready: it asks for its first event; answer: it has "+
			"answered it), then %d calls of a running one. The event is a recorded one that goes through the whole function to the table, "+
			"which is empty. Against: the start until ready, against the yardstick with the same clients, which for mail-send is the one "+
			"with SES's; the budget is %.1f. Size and zip are of the "+
			"arm64 program that is deployed, all else is of this machine's.", options.Starts, options.Calls, budget),
		Header: []string{
			"program", "ready, median ms", "answer, median ms", "answer, p99 ms", "against", "warm, median ms", "warm, p99 ms",
			"memory, MB", "size, MB", "zip, MB",
		},
	}
	for _, p := range programs {
		m := results[p]
		if m.broken {
			t.Add(p.name, "-", "-", "-", "-", "-", "-", "-", report.Megabytes(p.size), report.Megabytes(p.zipped))
			continue
		}
		t.Add(p.name, report.Milliseconds(m.ready.Median()), report.Milliseconds(m.first.Median()), report.Milliseconds(m.first.Percentile(99)),
			ratio(m.ready.Median(), results[p.against].ready.Median()), report.Milliseconds(m.warm.Median()), report.Milliseconds(m.warm.Percentile(99)),
			report.Megabytes(m.memory), report.Megabytes(p.size), report.Megabytes(p.zipped))
	}
	return t
}

func ratio(a, b time.Duration) string { return fmt.Sprintf("%.2f", float64(a)/float64(b)) }
