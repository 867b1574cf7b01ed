package bus_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/smithy-go"

	"github.com/referral-tool/referrals/infra/local/internal/bus"
	"github.com/referral-tool/referrals/infra/template"
)

var noon = time.Date(2026, time.March, 2, 18, 0, 0, 0, time.UTC)

// function records its events and fails the first times.
type function struct {
	failures int

	mu     sync.Mutex
	events [][]byte
}

func (f *function) Invoke(_ context.Context, _ string, event []byte) ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.events = append(f.events, event)
	if len(f.events) <= f.failures {
		return nil, errors.New("boom")
	}
	return nil, nil
}

func (f *function) count() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.events)
}

// newBus has one rule for MailQueued on the custom bus and one for SES on the default bus.
func newBus(t *testing.T, f bus.Invoker) *bus.Bus {
	t.Helper()
	var ids atomic.Int64
	b, err := bus.New(bus.Options{
		Name: "referrals",
		Rules: []template.Rule{
			{Bus: "referrals", Function: "mail-send", Retries: 4,
				Pattern: map[string]any{"detail-type": []any{"MailQueued"}}},
			{Bus: "default", Function: "mail-feedback", Pattern: map[string]any{"source": []any{"aws.ses"}}},
		},
		Retries:   map[string]int{"mail-send": 2},
		Functions: f,
		Now:       func() time.Time { return noon },
		NewID:     func() string { return "event-" + strconv.FormatInt(ids.Add(1), 10) },
		Pause:     func(retry int) time.Duration { return time.Duration(retry) * time.Minute },
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// client is the AWS SDK's own, so that the protocol is checked by what the functions use.
func client(t *testing.T, b *bus.Bus) *eventbridge.Client {
	t.Helper()
	server := httptest.NewServer(b.Handler())
	t.Cleanup(server.Close)
	return eventbridge.New(eventbridge.Options{
		BaseEndpoint: aws.String(server.URL),
		Region:       "us-east-1",
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
		}),
	})
}

func mailQueued(detail string) types.PutEventsRequestEntry {
	return types.PutEventsRequestEntry{
		EventBusName: aws.String("referrals"),
		Source:       aws.String("referrals"),
		DetailType:   aws.String("MailQueued"),
		Detail:       aws.String(detail),
		Time:         aws.Time(noon.Add(-time.Hour)),
	}
}

func TestPutEventsDeliversBeforeItAnswers(t *testing.T) {
	f := &function{}
	b := newBus(t, f)
	defer b.Close()
	other := mailQueued(`{}`)
	other.DetailType = aws.String("ReferralSent")
	elsewhere := mailQueued(`{}`)
	elsewhere.EventBusName = nil
	out, err := client(t, b).PutEvents(t.Context(), &eventbridge.PutEventsInput{
		Entries: []types.PutEventsRequestEntry{mailQueued(`{"mail":"000001#referral-sent"}`), other, elsewhere},
	})
	if err != nil || out.FailedEntryCount != 0 {
		t.Fatalf("%+v, %v", out, err)
	}
	if f.count() != 1 {
		t.Fatalf("%d deliveries, want the one that the rule is about", f.count())
	}
	want := `{"version":"0","id":"` + *out.Entries[0].EventId + `","detail-type":"MailQueued","source":"referrals",` +
		`"account":"000000000000","time":"2026-03-02T17:00:00Z","region":"us-east-1","resources":[],` +
		`"detail":{"mail":"000001#referral-sent"}}`
	if got := string(f.events[0]); got != want {
		t.Errorf("delivered %s\nwant      %s", got, want)
	}
}

func TestPutEventsRefusesEntriesByThemselves(t *testing.T) {
	f := &function{}
	b := newBus(t, f)
	defer b.Close()
	broken := map[string]func(*types.PutEventsRequestEntry){
		"InvalidArgument":           func(e *types.PutEventsRequestEntry) { e.Source = nil },
		"MalformedDetail":           func(e *types.PutEventsRequestEntry) { e.Detail = aws.String("[]") },
		"NotAuthorizedForSource":    func(e *types.PutEventsRequestEntry) { e.Source = aws.String("aws.ses") },
		"ResourceNotFoundException": func(e *types.PutEventsRequestEntry) { e.EventBusName = aws.String("other") },
	}
	for code, breakIt := range broken {
		bad := mailQueued(`{}`)
		breakIt(&bad)
		before := f.count()
		out, err := client(t, b).PutEvents(t.Context(), &eventbridge.PutEventsInput{
			Entries: []types.PutEventsRequestEntry{bad, mailQueued(`{}`)},
		})
		if err != nil || out.FailedEntryCount != 1 || aws.ToString(out.Entries[0].ErrorCode) != code {
			t.Errorf("%s: %+v, %v", code, out, err)
		}
		if f.count() != before+1 {
			t.Errorf("%s: the good entry was not delivered, or the bad one was", code)
		}
	}
}

func TestPutEventsRefusesTheWholeRequest(t *testing.T) {
	b := newBus(t, &function{})
	defer b.Close()
	for name, entries := range map[string][]types.PutEventsRequestEntry{
		"ErrNone":     {},
		"ErrTooMany":  make([]types.PutEventsRequestEntry, 11),
		"ErrTooLarge": {mailQueued(`{"a":"` + strings.Repeat("a", 256<<10) + `"}`)},
	} {
		_, err := client(t, b).PutEvents(t.Context(), &eventbridge.PutEventsInput{Entries: entries})
		var api smithy.APIError
		if !errors.As(err, &api) || api.ErrorCode() != "ValidationException" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFailedDeliveryIsRetried(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &function{failures: 2}
		b := newBus(t, f)
		defer b.Close()
		publish(t, b)
		synctest.Wait()
		if f.count() != 1 || b.InFlight() != 1 {
			t.Fatalf("%d attempts, %d in flight; want one of each, and a pause", f.count(), b.InFlight())
		}
		time.Sleep(4 * time.Minute)
		synctest.Wait()
		if f.count() != 3 || b.InFlight() != 0 || len(b.DeadLetters()) != 0 {
			t.Errorf("%d attempts, %d in flight, %d given up; want 3, 0, 0", f.count(), b.InFlight(), len(b.DeadLetters()))
		}
	})
}

func TestWhatKeepsFailingIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &function{failures: 100}
		b := newBus(t, f)
		defer b.Close()
		publish(t, b)
		time.Sleep(time.Hour)
		synctest.Wait()
		if f.count() != 3 || b.InFlight() != 0 || len(b.DeadLetters()) != 1 {
			t.Errorf("%d attempts, %d in flight, %d given up; want 3, 0, 1", f.count(), b.InFlight(), len(b.DeadLetters()))
		}
	})
}

func TestWhatCannotBeReachedIsTriedByTheRule(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &function{}
		b := newBus(t, f)
		defer b.Close()
		b.Inject(func(bus.Delivery) bus.Fault { return bus.Fault{Fail: true} })
		publish(t, b)
		time.Sleep(time.Hour)
		synctest.Wait()
		dead := b.DeadLetters()
		if f.count() != 0 || len(dead) != 1 || dead[0].Attempt != 5 {
			t.Errorf("%d invocations, given up: %+v; want none, and five attempts", f.count(), dead)
		}
	})
}

func TestErrPattern(t *testing.T) {
	_, err := bus.New(bus.Options{Rules: []template.Rule{{Pattern: map[string]any{"source": "referrals"}}}})
	if err == nil {
		t.Error("a pattern that EventBridge would refuse is taken")
	}
}

func TestCloseEndsThePause(t *testing.T) {
	f := &function{failures: 100}
	b := newBus(t, f)
	publish(t, b)
	b.Close()
	if b.InFlight() != 0 {
		t.Errorf("%d in flight after Close", b.InFlight())
	}
}

// A relay that is still running publishes while the system stops: what comes too late is not begun.
func TestCloseAgainstPublish(t *testing.T) {
	f := &function{}
	b := newBus(t, f)
	var publishers sync.WaitGroup
	for range 8 {
		publishers.Go(func() {
			for range 50 {
				publish(t, b)
			}
		})
	}
	b.Close()
	begun := b.Started()
	publishers.Wait()
	publish(t, b)
	if b.Started() != begun || b.InFlight() != 0 {
		t.Errorf("%d deliveries began after Close, %d are in flight", b.Started()-begun, b.InFlight())
	}
}

func TestFaults(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &function{}
		b := newBus(t, f)
		defer b.Close()
		b.Inject(func(d bus.Delivery) bus.Fault { return bus.Fault{Fail: d.Attempt == 1, Twice: d.Attempt == 2} })
		publish(t, b)
		time.Sleep(time.Hour)
		synctest.Wait()
		if f.count() != 2 || b.InFlight() != 0 {
			t.Errorf("%d invocations, want none at the first attempt and two at the second", f.count())
		}
	})
}

func TestPublishOnTheDefaultBus(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &function{}
		b := newBus(t, f)
		defer b.Close()
		_, err := b.Publish(bus.DefaultBus, bus.Event{Source: "aws.ses", DetailType: "Email Bounced",
			Detail: json.RawMessage(`{}`)})
		if err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if f.count() != 1 {
			t.Errorf("%d deliveries, want 1", f.count())
		}
	})
}

func publish(t *testing.T, b *bus.Bus) {
	t.Helper()
	_, err := b.Publish("referrals", bus.Event{Source: "referrals", DetailType: "MailQueued", Detail: json.RawMessage(`{}`)})
	if err != nil {
		t.Fatal(err)
	}
}

func TestHeldIsNotDelivered(t *testing.T) {
	f := &function{}
	b := newBus(t, f)
	defer b.Close()
	b.Inject(func(bus.Delivery) bus.Fault { return bus.Fault{Held: true} })
	if _, err := client(t, b).PutEvents(t.Context(), &eventbridge.PutEventsInput{
		Entries: []types.PutEventsRequestEntry{mailQueued(`{}`)},
	}); err != nil || f.count() != 0 || len(b.DeadLetters()) != 0 {
		t.Errorf("%d deliveries, given up are %v, %v", f.count(), b.DeadLetters(), err)
	}
}

func TestHooksRefuseEntriesAndSeeTheOthers(t *testing.T) {
	f := &function{}
	b := newBus(t, f)
	defer b.Close()
	var taken []string
	b.SetHooks(bus.Hooks{
		Refuse: func(e bus.Event) bool { return string(e.Detail) == `{"n":1}` },
		Taken:  func(e bus.Event) { taken = append(taken, string(e.Detail)) },
	})
	out, err := client(t, b).PutEvents(t.Context(), &eventbridge.PutEventsInput{
		Entries: []types.PutEventsRequestEntry{mailQueued(`{"n":1}`), mailQueued(`{"n":2}`)},
	})
	if err != nil || out.FailedEntryCount != 1 || aws.ToString(out.Entries[0].ErrorCode) != "InternalFailure" {
		t.Errorf("%+v, %v", out, err)
	}
	if len(taken) != 1 || taken[0] != `{"n":2}` || f.count() != 1 {
		t.Errorf("taken are %v, with %d deliveries", taken, f.count())
	}
}

// What is done before a call fails as a whole is not undone, and what failed before was not done.
func TestHooksFailTheWholeCall(t *testing.T) {
	for name, fail := range map[string]struct {
		err  error
		code string
	}{
		"Throttled": {bus.ErrThrottled, "ThrottlingException"},
		"Broken":    {bus.ErrBroken, "InternalFailure"},
		"Cut":       {bus.ErrCut, ""},
	} {
		for point, test := range map[string]struct {
			hooks     bus.Hooks
			delivered int
		}{
			"Before": {bus.Hooks{Before: func() error { return fail.err }}, 0},
			"After":  {bus.Hooks{After: func() error { return fail.err }}, 1},
		} {
			t.Run(name+point, func(t *testing.T) {
				f := &function{}
				b := newBus(t, f)
				defer b.Close()
				b.SetHooks(test.hooks)
				_, err := client(t, b).PutEvents(t.Context(), &eventbridge.PutEventsInput{
					Entries: []types.PutEventsRequestEntry{mailQueued(`{}`)},
				}, func(o *eventbridge.Options) { o.RetryMaxAttempts = 1 })
				var api smithy.APIError
				if answered := errors.As(err, &api); err == nil || answered != (fail.code != "") || answered && api.ErrorCode() != fail.code {
					t.Errorf("the caller is told %v", err)
				}
				if f.count() != test.delivered {
					t.Errorf("%d deliveries, want %d", f.count(), test.delivered)
				}
			})
		}
	}
}
