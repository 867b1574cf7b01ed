// Command local runs the whole system on this machine: the functions' real programs, wired by template.yaml.
//
//	go run ./infra/local [-addr host:port] [-data folder|memory] [-seed demo|none] [-throttle] [-portal=false]
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/referral-tool/referrals/infra/local/system"
	"github.com/referral-tool/referrals/infra/repository"
)

func main() {
	if err := run(); err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(os.Stderr, "local:", err)
		os.Exit(1)
	}
}

// run runs the system until somebody wants it to end.
func run() error {
	options, err := parse(os.Args[1:])
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, orphaned := context.WithCancel(ctx)
	defer orphaned()
	go watchParent(ctx, os.Getppid, orphaned)

	output, err := functionLog(options.Data)
	if err != nil {
		return err
	}
	defer output.Close()
	options.Output = func(string) io.Writer { return output }
	options.Progress = func(step string) { fmt.Println(step) }
	// The seed's own requests are not worth a line each.
	var level slog.LevelVar
	level.Set(slog.LevelWarn)
	options.Log = slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{Level: &level}))
	running, err := system.Start(ctx, options)
	if err != nil {
		return err
	}
	defer running.Close()
	level.Set(slog.LevelInfo)
	fmt.Printf(`
The system is up.
  Portal        %[1]s/
  Start here    %[1]s/_local/
  Mailbox       %[1]s/_local/mailbox
  API contract  %[1]s/openapi.yaml
  Table         %[2]s at %[3]s
Ctrl-C ends it.

`, running.URL, running.Template.Table.Name, running.DynamoDB())
	<-ctx.Done()
	stop() // a second Ctrl-C does not wait
	fmt.Println("Stopping")
	return nil
}

func parse(arguments []string) (system.Options, error) {
	var options system.Options
	var seed string
	flags := flag.NewFlagSet("local", flag.ContinueOnError)
	flags.StringVar(&options.Addr, "addr", "127.0.0.1:8080", "`host:port` of the API")
	flags.StringVar(&options.Data, "data", "", "`folder` that keeps table, mails and keys, or memory (default .local in the repository)")
	flags.StringVar(&seed, "seed", string(system.SeedDemo), "what the first start loads: demo or none")
	flags.BoolVar(&options.Throttle, "throttle", false, "refuse what is over the template's rate, as API Gateway would")
	flags.BoolVar(&options.Portal, "portal", true, "build the portal's pages when they are stale; needs Node.js")
	if err := flags.Parse(arguments); err != nil {
		return options, err
	}
	if flags.NArg() > 0 {
		return options, fmt.Errorf("%q is no flag", flags.Arg(0))
	}
	root, err := repository.Root()
	if err != nil {
		return options, err
	}
	options.Root = root
	options.Seed = system.Seed(seed)
	options.Endpoint = os.Getenv("DYNAMODB_ENDPOINT")
	if options.Data == "" {
		options.Data = filepath.Join(root, ".local")
	}
	return options, nil
}

// functionLog is where functions' own output goes: beside the data, not between the routes.
func functionLog(data string) (io.WriteCloser, error) {
	if data == system.InMemory {
		return os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	}
	if err := os.MkdirAll(data, 0o700); err != nil {
		return nil, err
	}
	return os.OpenFile(filepath.Join(data, "functions.log"), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
}
