// Probe is a Lambda function that does what its event says, for the tests of the host.
package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
)

type event struct {
	Do  string `json:"do"`
	URL string `json:"url"`
}

func main() {
	if os.Getenv("PROBE") == "broken" {
		os.Exit(3)
	}
	lambda.Start(handle)
}

func handle(ctx context.Context, e event) (any, error) {
	switch e.Do {
	case "fail":
		return nil, errors.New("told to fail")
	case "panic":
		panic("told to panic")
	case "crash":
		os.Exit(7)
	case "hang":
		time.Sleep(time.Hour)
	case "large":
		return strings.Repeat("x", 6<<20+1), nil
	case "call":
		return call(e.URL)
	case "environment":
		return os.Environ(), nil
	case "context":
		deadline, _ := ctx.Deadline()
		lc, _ := lambdacontext.FromContext(ctx)
		return map[string]any{
			"request": lc.AwsRequestID, "arn": lc.InvokedFunctionArn, "hasDeadline": !deadline.IsZero(),
			"trace": os.Getenv("_X_AMZN_TRACE_ID"),
		}, nil
	}
	return os.Getpid(), nil
}

func call(url string) (string, error) {
	answer, err := http.Get(url)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	return string(text), err
}
