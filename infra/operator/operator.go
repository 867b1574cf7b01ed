// Package operator is what commands have in common: how they run, and how those of an operator reach the table.
package operator

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/referral-tool/referrals/shared/run"
)

// Main runs a command until it is done, interrupted or told to end. Its error is printed under its name, and the exit
// status is 1; -help is not an error.
func Main(name string, command func(context.Context) error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := command(ctx)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, name+":", err)
		os.Exit(1)
	}
}

// local is what an engine on this machine takes as well as anything.
var local = map[string]string{"AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"}

// DynamoDB is the service of the environment's account and region; with an endpoint the one there, for which the
// environment may lack both. An error names what is missing.
func DynamoDB(lookup func(string) (string, bool), endpoint string) (*dynamodb.Client, error) {
	env := run.NewEnv(func(name string) (string, bool) {
		value, set := lookup(name)
		if !set && endpoint != "" {
			value, set = local[name]
		}
		return value, set
	})
	cfg := env.AWS()
	if err := env.Err(); err != nil {
		return nil, err
	}
	return dynamodb.NewFromConfig(cfg, func(o *dynamodb.Options) {
		if endpoint != "" {
			o.BaseEndpoint = aws.String(endpoint)
		}
	}), nil
}
