// Command restore helps to restore the table; infra/RESTORE.md says when to use which of its steps:
//
//	go run ./infra/restore export -table referrals-prod > items.jsonl
//	go run ./infra/restore import -table referrals-new < items.jsonl
//	go run ./infra/restore repeat -table referrals-new -from referrals-prod
//	go run ./infra/restore stack > table.json
//
// export writes all items, one a line, as DynamoDB's JSON. import takes them into a table that is empty and has no stream
// yet. repeat erases and holds again, in a restored table, whom the table before has erased and held since. stack writes
// the template of a stack that holds nothing but such a table. With -endpoint each works on another DynamoDB than AWS's.
// In the cloud it takes region and credentials from the environment, as "aws configure export-credentials --format env"
// prints them.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/referral-tool/referrals/infra/operator"
)

func main() {
	operator.Main("restore", func(ctx context.Context) error {
		return restore(ctx, os.Args[1:], os.LookupEnv, os.Stdin, os.Stdout)
	})
}

var errUsage = errors.New("say what to do: export -table name, import -table name, repeat -table name -from name, or stack")

// what says what is done, and to which table.
type what struct {
	step                  string
	table, from, endpoint string
}

func restore(ctx context.Context, arguments []string, lookup func(string) (string, bool), in io.Reader, out io.Writer) error {
	w, err := parse(arguments)
	if err != nil {
		return err
	}
	if w.step == "stack" {
		return writeStack("template.yaml", out)
	}
	client, err := operator.DynamoDB(lookup, w.endpoint)
	if err != nil {
		return err
	}
	switch w.step {
	case "export":
		return exportItems(ctx, client, w.table, out)
	case "import":
		n, err := importItems(ctx, client, w.table, in)
		fmt.Fprintf(out, "%d items\n", n)
		return err
	}
	return repeat(ctx, client, w.from, w.table, out)
}

func parse(arguments []string) (what, error) {
	var w what
	if len(arguments) > 0 {
		w.step, arguments = arguments[0], arguments[1:]
	}
	flags := flag.NewFlagSet("restore "+w.step, flag.ContinueOnError)
	flags.StringVar(&w.table, "table", "", "`name` of the table")
	flags.StringVar(&w.from, "from", "", "`name` of the table before, for repeat")
	flags.StringVar(&w.endpoint, "endpoint", "", "`URL` of DynamoDB, for another than AWS's")
	if err := flags.Parse(arguments); err != nil {
		return w, err
	}
	known := slices.Contains([]string{"export", "import", "repeat", "stack"}, w.step)
	if !known || (w.step == "stack") != (w.table == "") || (w.step == "repeat") != (w.from != "") || flags.NArg() > 0 {
		return w, errUsage
	}
	return w, nil
}
