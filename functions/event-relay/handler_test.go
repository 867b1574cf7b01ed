package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/bus/awsbus"
)

// entry is an entry of PutEvents on the wire.
type entry struct {
	EventBusName, Source, DetailType, Detail string
}

// wire answers PutEvents as EventBridge does: entries whose detail holds refuse are not taken, and a call fails as a
// whole when fail is in it.
type wire struct {
	refuse, fail string
	taken        []entry
}

func (s *wire) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var input struct{ Entries []entry }
	if err := json.NewDecoder(r.Body).Decode(&input); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	var results []string
	failed := 0
	for _, e := range input.Entries {
		switch {
		case s.fail != "" && strings.Contains(e.Detail, s.fail):
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(w, `{"__type":"ValidationException"}`)
			return
		case s.refuse != "" && strings.Contains(e.Detail, s.refuse):
			failed++
			results = append(results, `{"ErrorCode":"ThrottlingException","ErrorMessage":"slow down"}`)
		default:
			s.taken = append(s.taken, e)
			results = append(results, fmt.Sprintf(`{"EventId":"e%d"}`, len(s.taken)))
		}
	}
	fmt.Fprintf(w, `{"FailedEntryCount":%d,"Entries":[%s]}`, failed, strings.Join(results, ","))
}

// open is the function, on a bus that the test looks at.
func open(t testing.TB, service *wire) relay {
	t.Helper()
	server := httptest.NewServer(service)
	t.Cleanup(server.Close)
	client := eventbridge.New(eventbridge.Options{
		Region: "us-east-1", BaseEndpoint: &server.URL,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
		}),
	})
	return relay{awsbus.New(client, "referrals"), slog.New(slog.NewTextHandler(io.Discard, nil)), time.Now}
}

func handle(t *testing.T, h relay, batch events.DynamoDBEvent) events.DynamoDBEventResponse {
	t.Helper()
	response, err := h.handle(context.Background(), batch)
	if err != nil {
		t.Fatal(err) // it would bring the whole batch again
	}
	return response
}

func batchOf(t *testing.T, name string) events.DynamoDBEvent {
	return functiontest.Event[events.DynamoDBEvent](t, "event-relay", name)
}

type published struct {
	DetailType string         `json:"detailType"`
	Detail     map[string]any `json:"detail"`
}

// What the bus gets of a batch, and from which record on the stream has to bring it again.
func TestRelay(t *testing.T) {
	for name, wants := range map[string]struct{ events, failed int }{
		"sent":       {2, -1},
		"answered":   {2, -1},
		"inside":     {0, -1},
		"requeued":   {1, -1},
		"directory":  {1, -1},
		"batch":      {12, -1},
		"unreadable": {1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			service := &wire{}
			batch := batchOf(t, name)
			response := handle(t, open(t, service), batch)
			wantFailed(t, batch, response, wants.failed)
			if len(service.taken) != wants.events {
				t.Errorf("the bus got %d events, want %d", len(service.taken), wants.events)
			}
			out := []published{}
			for _, e := range service.taken {
				if e.Source != "referrals" || e.EventBusName != "referrals" {
					t.Errorf("published from %s on %s", e.Source, e.EventBusName)
				}
				p := published{DetailType: e.DetailType}
				if err := json.Unmarshal([]byte(e.Detail), &p.Detail); err != nil {
					t.Fatal(err)
				}
				out = append(out, p)
			}
			functiontest.Golden(t, "event-relay", name, out)
		})
	}
}

// wantFailed wants the batch again from a record on, or done with -1. Lambda reads sequence numbers.
func wantFailed(t *testing.T, batch events.DynamoDBEvent, response events.DynamoDBEventResponse, from int) {
	t.Helper()
	var want []events.DynamoDBBatchItemFailure
	if from >= 0 {
		want = []events.DynamoDBBatchItemFailure{{ItemIdentifier: batch.Records[from].Change.SequenceNumber}}
	}
	if fmt.Sprint(response.BatchItemFailures) != fmt.Sprint(want) {
		t.Errorf("to come again: %v, want %v", response.BatchItemFailures, want)
	}
}

// Details hold ids only: whoever subscribes may not be allowed to know whom a referral is about.
func TestRelayNamesNobody(t *testing.T) {
	service := &wire{}
	h := open(t, service)
	for _, name := range []string{"sent", "answered", "batch", "directory"} {
		handle(t, h, batchOf(t, name))
	}
	for _, e := range service.taken {
		for _, name := range []string{"Casey", "Maria", "John", "@", "Tuesday", "Housing Partners", `"c01"`} {
			if strings.Contains(e.Detail, name) {
				t.Errorf("%s tells %q: %s", e.DetailType, name, e.Detail)
			}
		}
	}
}

// PutEvents takes some entries of a call and refuses others: the batch comes again from the first that was refused.
func TestRelayOfWhatTheBusRefuses(t *testing.T) {
	service := &wire{refuse: `"version":9,`}
	batch := batchOf(t, "batch")
	wantFailed(t, batch, handle(t, open(t, service), batch), 8)
	service.refuse = `"version":10,`
	wantFailed(t, batch, handle(t, open(t, service), batch), 10)
}

// A call that fails as a whole: its first record and all after it come again, those of an earlier call do not.
func TestRelayOfACallThatFails(t *testing.T) {
	service := &wire{fail: `"version":10,`}
	batch := batchOf(t, "batch")
	wantFailed(t, batch, handle(t, open(t, service), batch), 10)
}

// One that cannot be read does not hide a refusal before it.
func TestRelayOfARefusalBeforeAnUnreadableRecord(t *testing.T) {
	service := &wire{refuse: `"version":1,`}
	batch := batchOf(t, "unreadable")
	wantFailed(t, batch, handle(t, open(t, service), batch), 0)
}
