package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/infra/template"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// handle gives the function an event of events/dashboard-tally, and tells the sequence number that it wants again, and
// how many requests it made of DynamoDB.
func handle(t *testing.T, w *functiontest.World, name string) (again string, requests int) {
	t.Helper()
	batch := functiontest.Event[events.DynamoDBEvent](t, "dashboard-tally", name)
	var response events.DynamoDBEventResponse
	var err error
	requests = w.Requests(func() { response, err = tally{desk: w.Desk, log: w.Log}.handle(context.Background(), batch) })
	if err != nil {
		t.Fatal(err) // it would bring the whole batch again
	}
	if len(response.BatchItemFailures) > 0 {
		again = response.BatchItemFailures[0].ItemIdentifier
	}
	return again, requests
}

func customers(t *testing.T, w *functiontest.World) int {
	t.Helper()
	figures, err := w.Figures(context.Background(), functiontest.Ceja, "lincoln-land")
	if err != nil {
		t.Fatal(err)
	}
	return figures.Customers()
}

func TestDashboardTally(t *testing.T) {
	for name, want := range map[string]struct {
		customers, requests int
		again               string
	}{
		"referral": {customers: 1, requests: 2},
		"customer": {customers: 1, requests: 2},
		// Three events of John's and one of Renée's: each is counted once.
		"batch": {customers: 2, requests: 4},
		// What comes before the one that fails is done, what comes after it comes again with it.
		"unserved":   {customers: 1, requests: 2, again: "4421584500000000017450439002"},
		"unreadable": {customers: 1, requests: 2, again: "4421584500000000017450439002"},
	} {
		t.Run(name, func(t *testing.T) {
			w := functiontest.New(t)
			again, requests := handle(t, w, name)
			if got := customers(t, w); got != want.customers || again != want.again || requests != want.requests {
				t.Errorf("%d customers are counted by %d requests, again from %q; want %+v", got, requests, again, want)
			}
		})
	}
}

// TestDeliveredTwice: a batch that comes twice counts nobody twice.
func TestDeliveredTwice(t *testing.T) {
	w := functiontest.New(t)
	handle(t, w, "batch")
	handle(t, w, "batch")
	if got := customers(t, w); got != 2 {
		t.Errorf("%d customers are counted, want 2", got)
	}
}

// TestFilters: the stream brings every event that can change how a customer counts, and does not bring those that come
// with every mail, or that count nowhere.
func TestFilters(t *testing.T) {
	types := filtered(t)
	for _, needed := range []string{
		string(referral.WasSent), string(referral.Resent), string(referral.Reminded), string(referral.Undelivered),
		string(referral.AnsweredPending), string(referral.AnsweredAccepted), string(referral.AnsweredRejected),
		string(referral.AnsweredNoReply), string(referral.AnsweredClosed), string(referral.Corrected),
		string(referral.BecameOverdue), string(referral.WasCanceled), string(referral.ConsentWithdrawn),
		string(referral.ServiceNoted),   // its mail may arrive where the one before did not
		string(referral.ContactChanged), // also a merge, and the other organization may be one that only receives
		store.CustomerLoaded, store.CustomerChanged, store.CustomerAssessed, store.CustomerUnreached,
	} {
		if !slices.Contains(types, needed) {
			t.Errorf("%q does not reach the tally", needed)
		}
	}
	needless := []referral.EventType{
		referral.Drafted, referral.Delivered, referral.ConsentGiven, referral.TaskCreated, referral.TaskCompleted,
		referral.NavigatorChanged, referral.WasErased, // which tallies by itself
	}
	for _, kind := range eventTypes(t) {
		if slices.Contains(types, kind) == slices.Contains(needless, referral.EventType(kind)) {
			t.Errorf("%q reaches the tally and need not, or does not and nobody has said why", kind)
		}
	}
}

// eventTypes are all that can happen to a referral.
func eventTypes(t *testing.T) (types []string) {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("..", "..", "shared", "referral", "event.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, found := range regexp.MustCompile(`EventType\s+= "([^"]+)"`).FindAllStringSubmatch(string(source), -1) {
		types = append(types, found[1])
	}
	if len(types) < 20 {
		t.Fatalf("found are %v", types)
	}
	return types
}

func filtered(t *testing.T) []string {
	t.Helper()
	read, err := template.Read(filepath.Join("..", "..", "template.yaml"), map[string]string{
		"Issuer": "https://issuer.test", "Audience": "client", "PortalOrigins": "", "Sender": "a@b.test",
	})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, stream := range read.Streams {
		for _, filter := range stream.Filters {
			var pattern struct {
				DynamoDB struct {
					NewImage struct{ Type struct{ S []string } }
				}
			}
			if err := json.Unmarshal([]byte(filter), &pattern); err != nil {
				t.Fatal(err)
			}
			if stream.Function == "dashboard-tally" {
				all = append(all, pattern.DynamoDB.NewImage.Type.S...)
			}
		}
	}
	return all
}
