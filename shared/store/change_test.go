package store_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

func TestChange(t *testing.T) {
	f := setUp(t)
	id := f.sent(t, "transportation")
	var err error
	if n := f.Requests(func() { _, err = f.answerWith(id, referral.Accepted, "Dana Ruiz") }); n != 2 {
		t.Errorf("an answer made %d requests, want 2", n)
	}
	f.must(t, err)
	record := f.read(t, id)
	if record.State.Status != referral.Accepted || record.State.Version != 2 || len(record.Events) != 2 || len(record.Mails) != 2 {
		t.Errorf("stored %+v", record)
	}
	if n := f.Requests(func() { _, err = f.answerWith(id, referral.Accepted, "Dana Ruiz") }); n != 1 || err != nil {
		t.Errorf("the same answer again made %d requests (%v), want 1: it changes nothing", n, err)
	}
}

func TestChangeOfWhatIsUnknown(t *testing.T) {
	f := setUp(t)
	id := f.sent(t, "transportation")
	for _, unknown := range []struct{ program, id string }{{ceja, f.newID()}, {"ks-dcf", id}} {
		_, err := f.Change(ctx, unknown.program, unknown.id, referral.At(f.now), store.Idempotency{},
			func(store.Record) (referral.Change, error) { t.Error("decided"); return referral.Change{}, nil }, answer(200))
		if kindOf(err) != referral.NotFound {
			t.Errorf("%v answered %v, want not found", unknown, err)
		}
	}
}

// A command that loses a race decides again on what the winner left, at the price of one more request.
func TestChangeAfterALostRace(t *testing.T) {
	f := setUp(t)
	id := f.sent(t, "transportation")
	var seen []referral.Status
	other := 0 // requests of the one who wins
	cmd := f.command()
	var reply store.Reply
	var err error
	n := f.Requests(func() {
		reply, err = f.change(id, store.Idempotency{}, func(r store.Record) (referral.Change, error) {
			seen = append(seen, r.State.Status)
			if len(seen) == 1 { // somebody answers between our read and our write
				other = f.Requests(func() { _, err = f.answerWith(id, referral.Accepted, "Dana Ruiz") })
				f.must(t, err)
			}
			return r.State.Cancel(cmd, "no longer needed")
		})
	})
	f.must(t, err)
	if fmt.Sprint(seen) != "[sent accepted]" || n-other != 3 {
		t.Errorf("decided on %v with %d requests, want sent, then accepted, with 3", seen, n-other)
	}
	if s := stateIn(t, reply); s.Status != referral.Canceled || s.Version != 3 {
		t.Errorf("answered %s in version %d", s.Status, s.Version)
	}
	if record := f.read(t, id); len(record.Events) != 3 {
		t.Errorf("the timeline has %d events, want 3", len(record.Events))
	}
}

// What the winner's items cannot tell is read again: two others won in between.
func TestChangeAfterTwoLostRaces(t *testing.T) {
	f := setUp(t)
	id := f.sent(t, "transportation")
	cmd := f.command()
	tries := 0
	var last store.Record
	_, err := f.change(id, store.Idempotency{}, func(r store.Record) (referral.Change, error) {
		if tries++; tries == 1 {
			for _, d := range []referral.Status{referral.Pending, referral.Accepted} {
				_, err := f.answerWith(id, d, "Dana Ruiz")
				f.must(t, err)
			}
		}
		last = r
		return r.State.Cancel(cmd, "")
	})
	f.must(t, err)
	if len(last.Events) != 3 {
		t.Errorf("decided with %d events known, want all 3", len(last.Events))
	}
}

func TestChangeAgainWithTheSameKey(t *testing.T) {
	f := setUp(t)
	id := f.sent(t, "transportation")
	idem := store.Idempotency{Hash: "h1", BodyHash: "b1"}
	cancel := func() (store.Reply, error) {
		cmd := f.command()
		return f.change(id, idem, func(r store.Record) (referral.Change, error) { return r.State.Cancel(cmd, "") })
	}
	first, err := cancel()
	f.must(t, err)
	before := f.Items(t)
	n := f.Requests(func() { _, err = cancel() })
	if again, replayed := store.Replayed(err); !replayed || again.Body != first.Body || n != 1 {
		t.Errorf("the repetition answered %v after %d requests; a second cancel by itself would be refused", err, n)
	}
	if f.Items(t) != before {
		t.Error("a repetition stored something")
	}
}

// An item holds 400 KB. An answer that is longer than is kept is made anew for a repetition, of the
// referral as it then is; the call is not made twice.
func TestChangeAgainWhoseAnswerIsTooLong(t *testing.T) {
	f := setUp(t)
	id := f.sent(t, "transportation")
	idem := store.Idempotency{Hash: "h1", BodyHash: "b1"}
	cancel := func() (store.Reply, error) {
		cmd := f.command()
		return f.Change(ctx, ceja, id, cmd.At, idem,
			func(r store.Record) (referral.Change, error) { return r.State.Cancel(cmd, "") },
			func(r store.Record) store.Reply {
				return store.Reply{Status: 200, Body: string(r.State.Status) + strings.Repeat("<", 500<<10)}
			})
	}
	first, err := cancel()
	f.must(t, err)
	_, err = f.resend(id)
	f.must(t, err)
	_, err = cancel()
	again, replayed := store.Replayed(err)
	if !replayed || again.Status != 200 || !strings.HasPrefix(again.Body, "sent<") || len(again.Body) != len(first.Body)-len("canceled")+len("sent") {
		t.Errorf("the repetition answered %d, %.20q, %v", again.Status, again.Body, err)
	}
	if s := f.read(t, id).State; s.Status != referral.Sent {
		t.Errorf("after the repetition the referral is %s", s.Status)
	}
}

// 64 partners' answers at once leave one truth, and a timeline that explains it: every answer that was acknowledged is
// in it, each on top of the one before.
func TestChangeRaced(t *testing.T) {
	f := setUp(t)
	id := f.sent(t, "transportation")
	const clients = 64
	decisions := []referral.Status{referral.Accepted, referral.Pending, referral.CustomerNotResponding}
	acknowledged := make([]error, clients)
	var wg sync.WaitGroup
	for i := range clients {
		wg.Go(func() { _, acknowledged[i] = f.answerWith(id, decisions[i%3], fmt.Sprintf("Person %d", i)) })
	}
	wg.Wait()
	record := f.read(t, id)
	for v, e := range record.Events {
		if e.Version != v+1 {
			t.Fatalf("event %d has version %d", v, e.Version)
		}
	}
	last := record.Events[len(record.Events)-1]
	if record.State.Version != clients+1 || len(record.Events) != clients+1 || len(record.Mails) != clients+1 ||
		last.Status != record.State.Status || record.State.LastAnswer.Decision != last.Lines[0].Status {
		t.Errorf("version %d, %d events, %d mails, status %s, last event %+v", record.State.Version, len(record.Events), len(record.Mails), record.State.Status, last)
	}
	for i, err := range acknowledged {
		if err != nil {
			t.Errorf("client %d: %v", i, err)
		}
	}
	_, rows, err := f.CustomerReferrals(ctx, ceja, john.ID, referral.At(f.now))
	f.must(t, err)
	if rows[0].Status != record.State.Status {
		t.Errorf("the card says %s, the referral %s", rows[0].Status, record.State.Status)
	}
}

// Cancel against answer, 64 at once: one truth. Each answer that was acknowledged stands in the timeline, before the
// cancellation; all that came later were refused.
func TestCancelAgainstAnswer(t *testing.T) {
	f := setUp(t)
	id := f.sent(t, "transportation")
	const clients = 64
	errs := make([]error, clients)
	var wg sync.WaitGroup
	for i := range clients {
		wg.Go(func() {
			if i%4 != 0 {
				_, errs[i] = f.answerWith(id, referral.Accepted, fmt.Sprintf("Person %d", i))
				return
			}
			cmd := f.command()
			_, errs[i] = f.change(id, store.Idempotency{}, func(r store.Record) (referral.Change, error) { return r.State.Cancel(cmd, "") })
		})
	}
	wg.Wait()
	acknowledged := 0
	for _, err := range errs {
		switch kindOf(err) {
		case "":
			f.must(t, err)
			acknowledged++
		case referral.Conflict:
		default:
			t.Error(err)
		}
	}
	record := f.read(t, id)
	if record.State.Status != referral.Canceled || record.Events[len(record.Events)-1].Type != referral.WasCanceled {
		t.Errorf("status %s after %d events", record.State.Status, len(record.Events))
	}
	if len(record.Events) != acknowledged+1 {
		t.Errorf("%d commands were acknowledged, %d are in the timeline", acknowledged, len(record.Events)-1)
	}
}

// A transaction whose answer is lost on the way is sent again by the SDK, and finds its own first try.
func TestChangeWhoseAnswerIsLost(t *testing.T) {
	f := setUp(t)
	id := f.sent(t, "transportation")
	lossy, client := f.losing("TransactWriteItems", func() {})
	cmd := f.command()
	_, err := store.New(client, f.Name).Change(ctx, ceja, id, referral.At(f.now), store.Idempotency{Hash: "h", BodyHash: "b"},
		func(r store.Record) (referral.Change, error) { return r.State.Cancel(cmd, "") }, answer(200))
	f.must(t, err)
	if lossy.lost != 1 {
		t.Fatalf("%d answers were lost, want 1", lossy.lost)
	}
	if record := f.read(t, id); record.State.Version != 2 || len(record.Events) != 2 || len(record.Mails) != 2 {
		t.Errorf("the command was recorded %d times", len(record.Events)-1)
	}
}

// losing is an HTTP client that loses the answer to the first request of an operation after it was carried out.
type losing struct {
	next   aws.HTTPClient
	target string
	then   func() // what goes on before the SDK tries again
	lost   int
}

// losing is a client of the table that loses an answer.
func (f *fixture) losing(operation string, then func()) (*losing, *dynamodb.Client) {
	lossy := &losing{target: "DynamoDB_20120810." + operation, then: then}
	return lossy, dynamodb.New(f.Client.Options(), func(o *dynamodb.Options) {
		lossy.next = o.HTTPClient
		o.HTTPClient = lossy
		o.RetryMaxAttempts = 3
	})
}

func (l *losing) Do(r *http.Request) (*http.Response, error) {
	response, err := l.next.Do(r)
	if err == nil && l.lost == 0 && r.Header.Get("X-Amz-Target") == l.target {
		l.lost++
		response.Body.Close()
		l.then()
		return nil, errors.New("connection reset")
	}
	return response, err
}

func TestChangeGivesUpWithItsContext(t *testing.T) {
	f := setUp(t)
	id := f.sent(t, "transportation")
	gone, cancel := context.WithCancel(ctx)
	cancel()
	_, err := f.Change(gone, ceja, id, referral.At(f.now), store.Idempotency{},
		func(store.Record) (referral.Change, error) { return referral.Change{}, nil }, answer(200))
	if err == nil {
		t.Error("answered without reading")
	}
}
