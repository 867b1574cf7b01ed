// Command bench measures the system on this machine and prints what it finds as Markdown:
//
//	go run ./infra/bench [-only start,cost,flow,scale] [-full]
//
// The README holds what it printed last. What it does meanwhile, it tells on stderr. All figures of time are this machine's;
// requests, capacity units and sizes are the same everywhere.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/referral-tool/referrals/infra/bench/internal/cost"
	"github.com/referral-tool/referrals/infra/bench/internal/flow"
	"github.com/referral-tool/referrals/infra/bench/internal/report"
	"github.com/referral-tool/referrals/infra/bench/internal/scale"
	"github.com/referral-tool/referrals/infra/bench/internal/start"
	"github.com/referral-tool/referrals/infra/operator"
	"github.com/referral-tool/referrals/infra/repository"
)

func main() {
	operator.Main("bench", func(ctx context.Context) error {
		return bench(ctx, os.Args[1:], os.Stdout, os.Stderr)
	})
}

// bench runs the parts that the arguments ask for.
func bench(ctx context.Context, arguments []string, out, progress io.Writer) error {
	wanted, err := parse(arguments, progress)
	if err != nil {
		return err
	}
	root, err := repository.Root()
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "# Measured\n\n%s\n\n", machine(time.Now()))
	for _, p := range parts(root, wanted.full, teller(progress)) {
		if !slices.Contains(wanted.parts, p.name) {
			continue
		}
		tables, err := p.run(ctx)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		for _, table := range tables {
			fmt.Fprintln(out, table.Markdown())
		}
	}
	return nil
}

// part is one of the benchmarks.
type part struct {
	name string
	run  func(context.Context) ([]report.Table, error)
}

// parts are the benchmarks in the order in which they are printed.
func parts(root string, full bool, progress func(string)) []part {
	return []part{
		{"start", func(ctx context.Context) ([]report.Table, error) {
			return start.Run(ctx, start.Options{Root: root, Starts: 40, Calls: 500, Progress: progress})
		}},
		{"cost", func(ctx context.Context) ([]report.Table, error) {
			return cost.Run(ctx, cost.Options{Root: root, Rounds: 15, Progress: progress})
		}},
		{"flow", func(ctx context.Context) ([]report.Table, error) {
			return flow.Run(ctx, flow.Options{Root: root, Loads: loads, Progress: progress})
		}},
		{"scale", func(ctx context.Context) ([]report.Table, error) {
			sizes := []int{100, 10_000}
			if full {
				sizes = append(sizes, 1_000_000)
			}
			return scale.Run(ctx, scale.Options{Root: root, Sizes: sizes, Due: 100, Calls: 50, Progress: progress})
		}},
	}
}

// loads are those of the referrals from end to end.
var loads = []flow.Load{{Clients: 1, Referrals: 60}, {Clients: 16, Referrals: 160}, {Clients: 64, Referrals: 192}}

// names are those of all parts.
var names = []string{"start", "cost", "flow", "scale"}

// wanted is what the arguments ask for.
type wanted struct {
	parts []string
	full  bool
}

func parse(arguments []string, usage io.Writer) (wanted, error) {
	w := wanted{parts: names}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(usage)
	flags.BoolVar(&w.full, "full", false, "also at 1,000,000 referrals, which takes some twenty minutes more, and 30 GB of disk")
	flags.Func("only", "the `parts` to run: "+strings.Join(names, ",")+" (default all)", func(list string) error {
		w.parts = strings.Split(list, ",")
		for _, name := range w.parts {
			if !slices.Contains(names, name) {
				return fmt.Errorf("there is no part %q", name)
			}
		}
		return nil
	})
	if err := flags.Parse(arguments); err != nil {
		return w, err
	}
	if flags.NArg() > 0 {
		return w, fmt.Errorf("what is %q?", flags.Arg(0))
	}
	return w, nil
}

// teller prints what is being done, with the time since the beginning.
func teller(to io.Writer) func(string) {
	began := time.Now()
	return func(what string) { fmt.Fprintf(to, "%6.1f s  %s\n", time.Since(began).Seconds(), what) }
}
