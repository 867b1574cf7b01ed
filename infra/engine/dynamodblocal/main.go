// Command dynamodblocal runs a command beside DynamoDB Local, AWS's own engine, and hands it the endpoint:
//
//	go run ./infra/engine/dynamodblocal go test ./shared/store/...
//
// The engine is in memory and ends with the command. Maven fetches it once; a JDK of 17 or later runs it.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
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
