// Command storm lets clients command a system around which everything fails, and holds what is left afterwards against
// what they were told:
//
//	go run ./infra/storm -rounds 100 [-seed 1] [-commands 400] [-clients 64]
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
	"os/signal"

	"github.com/referral-tool/referrals/infra/storm/internal/report"
	"github.com/referral-tool/referrals/infra/storm/internal/round"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := storm(ctx, os.Args[1:], os.Stdout)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "storm:", err)
		os.Exit(1)
	}
}

func storm(ctx context.Context, arguments []string, out io.Writer) error {
	flags := flag.NewFlagSet("storm", flag.ContinueOnError)
	rounds := flags.Int("rounds", 3, "`number` of rounds, each on a fresh engine")
	seed := flags.Uint64("seed", 1, "`seed` of the first round; each that follows has the next")
	commands := flags.Int("commands", 400, "`number` of commands of a round, 1000 at most")
	clients := flags.Int("clients", 64, "`number` of clients at once")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if flags.NArg() > 0 || *rounds < 1 || *clients < 1 || *commands < 1 || *commands > 1000 {
		return errors.New("wrong arguments: see -help")
	}
	var total report.Total
	for n := range uint64(*rounds) {
		options := round.Options{Seed: *seed + n, Commands: *commands, Clients: *clients}
		result, _, err := round.Run(ctx, options)
		if err != nil {
			return fmt.Errorf("round with -seed %d: %w", options.Seed, err)
		}
		fmt.Fprintln(out, result.Line())
		for _, v := range result.Violations {
			fmt.Fprintf(out, "  BROKEN (-rounds 1 -seed %d -commands %d -clients %d) %s\n", options.Seed, *commands, *clients, v)
		}
		total.Add(result)
	}
	fmt.Fprintln(out)
	total.Print(out)
	if len(total.Violations) > 0 {
		return fmt.Errorf("%d broken promises", len(total.Violations))
	}
	return nil
}
