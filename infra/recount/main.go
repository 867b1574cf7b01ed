// Command recount counts the dashboard's figures from scratch, while the system goes on working, and says what it had
// to correct:
//
//	go run ./infra/recount -table referrals-prod [-program ceja] [-grantee lincoln-land]
//	go run ./infra/recount -table referrals-local-Table -endpoint http://127.0.0.1:34567
//
// In the cloud it takes region and credentials from the environment, as "aws configure export-credentials --format env"
// prints them. A local run prints its table and endpoint when it is up.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/run"
	"github.com/referral-tool/referrals/shared/store"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := recount(ctx, os.Args[1:], os.LookupEnv, os.Stdout)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "recount:", err)
		os.Exit(1)
	}
}

// what says what is counted, and where.
type what struct {
	table, endpoint  string
	program, grantee string // empty for all
}

func recount(ctx context.Context, arguments []string, lookup func(string) (string, bool), out io.Writer) error {
	w, err := parse(arguments)
	if err != nil {
		return err
	}
	programs, err := program.Load()
	if err != nil {
		return err
	}
	client, err := w.client(lookup)
	if err != nil {
		return err
	}
	found := false
	for _, p := range programs.All() {
		for _, g := range p.Grantees {
			if !w.concerns(p.Key, g.ID) {
				continue
			}
			found = true
			recounted, err := store.New(client, w.table).Recount(ctx, p.Key, g.ID, p.Standings())
			if err != nil {
				return fmt.Errorf("%s, %s: %w", p.Key, g.ID, err)
			}
			report(out, p.Key+", "+g.ID, recounted)
		}
	}
	if !found {
		return errors.New("there is no such program or grantee")
	}
	return nil
}

func parse(arguments []string) (what, error) {
	var w what
	flags := flag.NewFlagSet("recount", flag.ContinueOnError)
	flags.StringVar(&w.table, "table", "", "`name` of the table")
	flags.StringVar(&w.endpoint, "endpoint", "", "`URL` of DynamoDB, for another than AWS's")
	flags.StringVar(&w.program, "program", "", "`key` of the only program to count")
	flags.StringVar(&w.grantee, "grantee", "", "`id` of the only grantee to count")
	if err := flags.Parse(arguments); err != nil {
		return w, err
	}
	if w.table == "" || flags.NArg() > 0 {
		return w, errors.New("say which table: -table name")
	}
	return w, nil
}

func (w what) concerns(program, grantee string) bool {
	return (w.program == "" || w.program == program) && (w.grantee == "" || w.grantee == grantee)
}

func (w what) client(lookup func(string) (string, bool)) (*dynamodb.Client, error) {
	if w.endpoint != "" { // a local engine takes any credentials, and any region
		lookup = orElse(lookup, map[string]string{
			"AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local",
		})
	}
	env := run.NewEnv(lookup)
	cfg := env.AWS()
	if err := env.Err(); err != nil {
		return nil, err
	}
	return dynamodb.NewFromConfig(cfg, func(o *dynamodb.Options) {
		if w.endpoint != "" {
			o.BaseEndpoint = aws.String(w.endpoint)
		}
	}), nil
}

// orElse looks up what is set, and what it shall be otherwise.
func orElse(lookup func(string) (string, bool), otherwise map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		if value, set := lookup(name); set {
			return value, set
		}
		value, set := otherwise[name]
		return value, set
	}
}

func report(out io.Writer, grantee string, r store.Recounted) {
	fmt.Fprintf(out, "%s: %d customers", grantee, r.Customers)
	if r.Right() {
		fmt.Fprintln(out, ", all right")
		return
	}
	fmt.Fprintf(out, ", %d of them counted otherwise before, %d strays removed\n", r.Changed, r.Strays)
	for _, c := range r.Corrections {
		fmt.Fprintf(out, "%s: %s was %d, is %d\n", grantee, c.Figure, c.Was, c.Is)
	}
}
