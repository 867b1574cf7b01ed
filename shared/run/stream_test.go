package run_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambdacontext"

	"github.com/referral-tool/referrals/shared/run"
)

func batch(sequences ...string) (b events.DynamoDBEvent) {
	for i, sequence := range sequences {
		b.Records = append(b.Records, events.DynamoDBEventRecord{
			EventID: fmt.Sprint("event-", i), Change: events.DynamoDBStreamRecord{SequenceNumber: sequence},
		})
	}
	return b
}

func TestEachRecord(t *testing.T) {
	for name, test := range map[string]struct {
		fail   func() error
		handed string
		failed string
	}{
		"OK":       {func() error { return nil }, "[1 2 3]", "[]"},
		"ErrFirst": {func() error { return errors.New("no") }, "[1 2]", "[{2}]"},
		"Panic":    {func() error { panic("no") }, "[1 2]", "[{2}]"},
	} {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			handed := []string{}
			stream := run.EachRecord(run.Logger(&log, "test"), func(_ context.Context, r events.DynamoDBEventRecord) error {
				handed = append(handed, r.Change.SequenceNumber)
				if r.Change.SequenceNumber == "2" {
					return test.fail()
				}
				return nil
			})
			response, err := stream(t.Context(), batch("1", "2", "3"))
			if err != nil || fmt.Sprint(handed) != test.handed || fmt.Sprint(response.BatchItemFailures) != test.failed {
				t.Errorf("handed %v, failed %v, %v", handed, response.BatchItemFailures, err)
			}
			if told := strings.Contains(log.String(), `"sequence":"2"`); told != (name != "OK") {
				t.Errorf("log: %s", log.String())
			}
		})
	}
}

func TestLogger(t *testing.T) {
	var out bytes.Buffer
	ctx := lambdacontext.NewContext(t.Context(), &lambdacontext.LambdaContext{AwsRequestID: "inv-1"})
	run.Logger(&out, "customers").With("route", "GET /v1/customers").ErrorContext(ctx, "request failed")
	var line map[string]any
	if err := json.Unmarshal(out.Bytes(), &line); err != nil {
		t.Fatal(err)
	}
	if line["timestamp"] == nil || line["level"] != "ERROR" || line["message"] != "request failed" ||
		line["function"] != "customers" || line["route"] != "GET /v1/customers" || line["requestId"] != "inv-1" {
		t.Errorf("got %v", line)
	}
}
