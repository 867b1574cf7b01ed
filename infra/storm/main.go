// Command storm lets clients command a system around which everything fails, and holds what is left afterwards against
// what they were told:
//
//	go run ./infra/storm -rounds 100 [-seed 1] [-commands 250] [-clients 64] [-parallel 1]
//
// A round's seed fixes which commands are tried and how the faults' dice fall, not how the goroutines take turns: a
// violation's seed makes the same storm again, and mostly the same violation. The exit status is 1 when a promise was
// broken.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/referral-tool/referrals/infra/operator"
	"github.com/referral-tool/referrals/infra/storm/internal/report"
	"github.com/referral-tool/referrals/infra/storm/internal/round"
)

func main() {
	operator.Main("storm", func(ctx context.Context) error {
		return storm(ctx, os.Args[1:], os.Stdout)
	})
}

// storms are what the arguments ask for.
type storms struct {
	rounds, parallel int
	round            round.Options // of the first
}

func parse(arguments []string) (storms, error) {
	var s storms
	flags := flag.NewFlagSet("storm", flag.ContinueOnError)
	flags.IntVar(&s.rounds, "rounds", 3, "`number` of rounds, each on a fresh engine")
	flags.IntVar(&s.parallel, "parallel", 1, "`number` of rounds at once")
	flags.Uint64Var(&s.round.Seed, "seed", 1, "`seed` of the first round; each that follows has the next")
	flags.IntVar(&s.round.Commands, "commands", 250, "`number` of commands of a round, 1000 at most")
	flags.IntVar(&s.round.Clients, "clients", 64, "`number` of clients at once")
	if err := flags.Parse(arguments); err != nil {
		return s, err
	}
	if flags.NArg() > 0 || min(s.rounds, s.parallel, s.round.Clients, s.round.Commands) < 1 || s.round.Commands > 1000 {
		return s, errors.New("wrong arguments: see -help")
	}
	return s, nil
}

func storm(ctx context.Context, arguments []string, out io.Writer) error {
	asked, err := parse(arguments)
	if err != nil {
		return err
	}
	total, err := asked.run(ctx, out)
	fmt.Fprintln(out)
	total.Print(out)
	if err == nil && len(total.Violations) > 0 {
		err = fmt.Errorf("%d broken promises", len(total.Violations))
	}
	return err
}

// run holds the rounds and prints each as it ends. One that cannot be held ends all.
func (s storms) run(ctx context.Context, out io.Writer) (*report.Total, error) {
	total := &report.Total{}
	began := time.Now()
	var mu sync.Mutex // of total and out
	all, ctx := errgroup.WithContext(ctx)
	all.SetLimit(s.parallel)
	for n := range uint64(s.rounds) {
		options := s.round
		options.Seed += n
		all.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			result, _, err := round.Run(ctx, options)
			if err != nil {
				return fmt.Errorf("round with -seed %d: %w", options.Seed, err)
			}
			mu.Lock()
			defer mu.Unlock()
			total.Add(result)
			show(out, options, result)
			return nil
		})
	}
	err := all.Wait()
	total.Took = time.Since(began)
	return total, err
}

func show(out io.Writer, options round.Options, result report.Round) {
	fmt.Fprintln(out, result.Line())
	for _, v := range result.Violations {
		fmt.Fprintf(out, "  BROKEN (-rounds 1 -seed %d -commands %d -clients %d) %s\n", options.Seed, options.Commands, options.Clients, v)
	}
}
