package main

import (
	"context"
	"flag"
	"fmt"
	"regexp"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"golang.org/x/sync/errgroup"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
	"github.com/referral-tool/referrals/shared/store"
)

var full = flag.Bool("full", false, "load 10,000 customers and 30,000 referrals, which takes minutes")

// TestDashboardOfMany: with many customers the dashboard takes as many requests, and answers as many bytes but for the
// figures' digits, as with the 75 of the guide. Customers and referrals are loaded without a stream, and then counted.
func TestDashboardOfMany(t *testing.T) {
	many := 150
	if *full {
		many = 10_000
	}
	few, lots := loadedWith(t, 75), loadedWith(t, many)
	for _, name := range []string{"one", "row-of-one"} {
		was, wasRequests := few.answer(t, name)
		is, isRequests := lots.answer(t, name)
		if wasRequests != 1 || isRequests != 1 {
			t.Errorf("%s: %d requests for 75 customers, %d for %d; want 1", name, wasRequests, isRequests, many)
		}
		if name == "one" && digits.ReplaceAllString(was, "0") != digits.ReplaceAllString(is, "0") {
			t.Errorf("the dashboard of 75 is %s, that of %d %s", was, many, is)
		}
		t.Logf("%s: %d bytes for 75 customers, %d for %d", name, len(was), len(is), many)
	}
	figures, err := lots.Figures(t.Context(), functiontest.Ceja, grantee)
	if err != nil || figures.Referrals != 3*many || figures.Lists[standing.AwaitingResponse] != many {
		t.Errorf("counted are %+v, %v", figures, err)
	}
}

var digits = regexp.MustCompile(`[0-9]+`)

const grantee = "prairie-works" // which has nobody whom the test did not load

// loadedWorld is a world with a grantee of many customers.
type loadedWorld struct{ *functiontest.World }

// loadedWith makes a world in which a grantee has so many customers, each with three referrals.
func loadedWith(t *testing.T, customers int) loadedWorld {
	t.Helper()
	w := loadedWorld{functiontest.New(t)}
	_, err := w.Client.UpdateTable(t.Context(), &dynamodb.UpdateTableInput{
		TableName: &w.Name, StreamSpecification: &types.StreamSpecification{StreamEnabled: aws.Bool(false)},
	})
	if err != nil {
		t.Fatal(err)
	}
	w.moveAway(t, functiontest.Jane)
	tasks, ctx := errgroup.WithContext(t.Context())
	tasks.SetLimit(4)
	for n := range customers {
		tasks.Go(func() error { return w.load(ctx, t, n) })
	}
	if err := tasks.Wait(); err != nil {
		t.Fatal(err)
	}
	p, _ := w.Desk.Programs.Get(functiontest.Ceja)
	recounted, err := w.Recount(t.Context(), p.Key, grantee, p.Standings())
	if err != nil || recounted.Changed != customers {
		t.Fatalf("the count found %+v, %v", recounted, err)
	}
	return w
}

// moveAway gives the grantee's only customer to the other one.
func (w loadedWorld) moveAway(t *testing.T, c referral.Customer) {
	t.Helper()
	c.Grantee = "lincoln-land"
	if _, err := w.PutCustomer(t.Context(), w.Command(t, functiontest.Robin), c); err != nil {
		t.Fatal(err)
	}
}

func (w loadedWorld) load(ctx context.Context, t *testing.T, n int) error {
	c := referral.Customer{ID: fmt.Sprintf("load-%05d", n), FirstName: "Pat", LastName: fmt.Sprintf("Load %d", n), Grantee: grantee}
	if _, err := w.PutCustomer(ctx, w.Command(t, functiontest.Robin), c); err != nil {
		return err
	}
	ids := store.PartyIDs{Customer: c.ID, Organization: functiontest.Partners.ID, Contact: functiontest.Maria.ID}
	for _, service := range []string{"transportation", "housing-assistance", "dependent-care"} {
		cmd := w.Command(t, functiontest.Robin)
		_, err := w.Create(ctx, functiontest.Ceja, ids, cmd.At, store.Idempotency{}, func(parties referral.Parties) (referral.Change, error) {
			return referral.Create(cmd, w.Desk.NewID(), parties, referral.Request{Services: []string{service}})
		}, func(store.Record) store.Reply { return store.Reply{} })
		if err != nil {
			return err
		}
	}
	return nil
}

// answer is what an event of an administrator's about the grantee is answered, and the requests that it takes.
func (w loadedWorld) answer(t *testing.T, name string) (body string, requests int) {
	t.Helper()
	event := functiontest.Event[events.APIGatewayV2HTTPRequest](t, "dashboard", name)
	a := newAPI(w.Desk, w.Cursors, w.Log)
	requests = w.Requests(func() { body = w.Call(t, a, event).Body })
	return body, requests
}
