// Command dynamodblocal runs a command beside DynamoDB Local, AWS's own engine, and hands it the endpoint:
//
//	go run ./infra/engine/dynamodblocal go test ./shared/store/...
//
// The engine is in memory and ends with the command. Maven fetches it once; a JDK of 17 or later runs it.
package main

import (
	"context"
	"errors"
	"os"
	"os/exec"

	"github.com/referral-tool/referrals/infra/operator"
)

func main() {
	operator.Main("dynamodblocal", func(ctx context.Context) error { return run(ctx, os.Args[1:]) })
}

func run(ctx context.Context, command []string) error {
	if len(command) == 0 {
		return errors.New("usage: dynamodblocal command [argument...]")
	}
	dir, err := installed(ctx)
	if err != nil {
		return err
	}
	server, err := start(ctx, dir)
	if err != nil {
		return err
	}
	defer server.close()
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Env = append(os.Environ(), "DYNAMODB_ENDPOINT="+server.endpoint)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	return cmd.Run()
}
