package main

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// open is the function, in a world whose mails have all been sent.
func open(t *testing.T) (*functiontest.World, sweep) {
	t.Helper()
	w := functiontest.New(t)
	ctx := context.Background()
	for _, id := range []string{
		functiontest.Sent, functiontest.Accepted, functiontest.Canceled, functiontest.Rejected, functiontest.Sensitive, functiontest.Foreign,
	} {
		record := w.Record(t, id)
		for _, m := range record.Mails {
			claimed, _, err := w.ClaimMail(ctx, store.MailIDOf(m), w.Desk.Clock())
			if err == nil {
				err = w.FinishMail(ctx, w.Command(t, desk.System()), record.State, claimed, store.MailResult{State: referral.MailHandedOver})
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	return w, sweep{desk: w.Desk, log: w.Log}
}

func sweepAt(t *testing.T, h sweep, at tick) report {
	t.Helper()
	r, err := h.handle(context.Background(), at)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func tickOf(t *testing.T, name string) tick {
	return functiontest.Event[tick](t, "overdue-sweep", name)
}

// What a sweep does by the time of its event, and that a second one writes nothing.
func TestSweep(t *testing.T) {
	for _, name := range []string{"quiet", "reminder", "overdue"} {
		t.Run(name, func(t *testing.T) {
			w, h := open(t)
			before := w.Stored(t)
			done := sweepAt(t, h, tickOf(t, name))
			after := w.Stored(t)
			functiontest.Golden(t, "overdue-sweep", name, struct {
				Report report   `json:"report"`
				Stored []string `json:"stored"`
			}{done, after.Since(before)})
			if again := sweepAt(t, h, tickOf(t, name)); again != (report{}) {
				t.Errorf("the second sweep did %+v", again)
			}
			if stored := w.Stored(t).Since(after); len(stored) > 0 {
				t.Errorf("the second sweep stored %v", stored)
			}
		})
	}
}

// What cannot be read fails the sweep, which does all else first.
func TestSweepGoesOnPastWhatCannotBeRead(t *testing.T) {
	w, h := open(t)
	for shard := range store.DueShards {
		_, err := w.Client.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: &w.Name, Item: map[string]types.AttributeValue{
			"PK": &types.AttributeValueMemberS{Value: "broken"}, "SK": &types.AttributeValueMemberS{Value: fmt.Sprint(shard)},
			"GSI3PK": &types.AttributeValueMemberS{Value: fmt.Sprintf("DUE#%d", shard)}, "GSI3SK": &types.AttributeValueMemberS{Value: "2026"},
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
	if r, err := h.handle(t.Context(), tickOf(t, "reminder")); err == nil || r.Reminded == 0 {
		t.Errorf("the sweep did %+v, and failed with %v", r, err)
	}
}

// One request a shard where nothing is due, and one more for each thing that is.
func TestSweepRequests(t *testing.T) {
	w, h := open(t)
	if n := w.Requests(func() { sweepAt(t, h, tickOf(t, "quiet")) }); n != store.DueShards {
		t.Errorf("a sweep of nothing made %d requests, want %d", n, store.DueShards)
	}
	var done report
	n := w.Requests(func() { done = sweepAt(t, h, tickOf(t, "reminder")) })
	if items := done.Reminded + done.Overdue + done.Mails; n != store.DueShards+items {
		t.Errorf("a sweep of %d items made %d requests", items, n)
	}
}

// The reminder and the overdue mark of one referral, day by day: each once.
func TestSweepDayByDay(t *testing.T) {
	w, h := open(t)
	var total report
	for day := range 30 {
		done := sweepAt(t, h, tick{Time: w.Time.Add(time.Duration(day) * 24 * time.Hour)})
		done.Mails = 0 // nobody sends them here
		total.add(done)
	}
	if total.Reminded != 3 || total.Overdue != 3 || total.Consents != 0 || total.Lost != 0 {
		t.Errorf("in a month: %+v, want a reminder and a mark for each of three", total)
	}
}

// A mail that nobody sent is queued again, as long as it is not sent.
func TestSweepOfForgottenMails(t *testing.T) {
	w := functiontest.New(t)
	h := sweep{desk: w.Desk, log: w.Log}
	done := sweepAt(t, h, tickOf(t, "quiet"))
	mails := 0
	for _, id := range []string{functiontest.Sent, functiontest.Accepted, functiontest.Canceled, functiontest.Rejected, functiontest.Sensitive, functiontest.Foreign} {
		mails += len(w.Record(t, id).Mails)
	}
	if done.Mails != mails || mails == 0 {
		t.Errorf("%d mails were queued again, want %d", done.Mails, mails)
	}
}

// A schedule without a time would sweep by a clock of its own.
func TestSweepWithoutATime(t *testing.T) {
	_, h := open(t)
	if _, err := h.handle(context.Background(), tickOf(t, "no-time")); err == nil {
		t.Error("swept without a time")
	}
}
