// Command redrive resubmits dead letters: events that the bus or Lambda could not get a function to take, calls of the
// schedule, and changes of the table that the stream's readers could not work off.
//
//	go run ./infra/redrive -stack referrals -dry-run    says what is there
//	go run ./infra/redrive -stack referrals             resubmits it
//	go run ./infra/redrive -endpoint http://127.0.0.1:8080/_local/aws
//
// In the cloud it takes region and credentials from the environment, as "aws configure export-credentials --format env"
// prints them. The endpoint is a local run's.
package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/referral-tool/referrals/infra/operator"
	"github.com/referral-tool/referrals/shared/run"
)

func main() {
	operator.Main("redrive", func(ctx context.Context) error {
		return redrive(ctx, os.Args[1:], os.LookupEnv, os.Stdout)
	})
}

// localStack is what the local run calls its resources by.
const localStack = "referrals-local"

// what says whose queues are worked off, and how.
type what struct {
	stack, queue, endpoint string
	dry                    bool
}

func parse(arguments []string) (what, error) {
	var w what
	flags := flag.NewFlagSet("redrive", flag.ContinueOnError)
	flags.StringVar(&w.stack, "stack", "", "`name` of the stack")
	flags.StringVar(&w.queue, "queue", "", "`name` of the only queue to work off, as the template has it: BusFailures")
	flags.StringVar(&w.endpoint, "endpoint", "", "`URL` of a local run's services")
	flags.BoolVar(&w.dry, "dry-run", false, "only say what is there")
	if err := flags.Parse(arguments); err != nil {
		return w, err
	}
	if w.stack == "" && w.endpoint != "" {
		w.stack = localStack
	}
	if w.stack == "" || flags.NArg() > 0 {
		return w, errors.New("say whose queues: -stack name")
	}
	return w, nil
}

func redrive(ctx context.Context, arguments []string, lookup func(string) (string, bool), out io.Writer) error {
	w, err := parse(arguments)
	if err != nil {
		return err
	}
	cfg, err := w.config(lookup)
	if err != nil {
		return err
	}
	return w.redriver(cfg, out).run(ctx)
}

func (w what) redriver(cfg aws.Config, out io.Writer) redriver {
	return redriver{
		what: w, out: out,
		queues:    sqs.NewFromConfig(cfg, func(o *sqs.Options) { o.BaseEndpoint = w.at("/sqs") }),
		functions: lambda.NewFromConfig(cfg, w.lambda),
		streams:   dynamodbstreams.NewFromConfig(cfg, func(o *dynamodbstreams.Options) { o.BaseEndpoint = w.at("/dynamodb") }),
		dynamodb:  dynamodb.NewFromConfig(cfg, func(o *dynamodb.Options) { o.BaseEndpoint = w.at("/dynamodb") }),
		events:    eventbridge.NewFromConfig(cfg, func(o *eventbridge.Options) { o.BaseEndpoint = w.at("/events") }),
	}
}

func (w what) config(lookup func(string) (string, bool)) (aws.Config, error) {
	if w.endpoint != "" { // a local run takes any credentials, and any region
		lookup = func(string) (string, bool) { return "local", true }
	}
	env := run.NewEnv(lookup)
	cfg := env.AWS()
	// A function may take its whole time before it answers.
	cfg.HTTPClient = run.HTTPClient(longestCall)
	cfg.ConfigSources = nil
	return cfg, env.Err()
}

// lambda is called in one attempt: a second one would call a function twice that only answered late.
func (w what) lambda(o *lambda.Options) {
	o.BaseEndpoint = w.at("/lambda")
	o.RetryMaxAttempts = 1
}

// at is the place of a service in the local run, nil for AWS's own.
func (w what) at(path string) *string {
	if w.endpoint == "" {
		return nil
	}
	return aws.String(w.endpoint + path)
}
