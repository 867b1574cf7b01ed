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

	"github.com/referral-tool/referrals/infra/operator"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/store"
)

func main() {
	operator.Main("recount", func(ctx context.Context) error {
		return recount(ctx, os.Args[1:], os.LookupEnv, os.Stdout)
	})
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
	client, err := operator.DynamoDB(lookup, w.endpoint)
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
