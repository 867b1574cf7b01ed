package store_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// heard notes what a store says of its conflicts.
func heard(s *store.Store) *[]store.Conflict {
	var all []store.Conflict
	s.Conflicted = func(_ context.Context, why store.Conflict) { all = append(all, why) }
	return &all
}

func TestConflictedByALostRace(t *testing.T) {
	f := setUp(t)
	id := f.sent(t, "transportation")
	slow := store.New(f.Client, f.Name)
	conflicts := heard(slow)
	cmd, tries := f.command(), 0
	_, err := slow.Change(ctx, ceja, id, referral.At(f.now), store.Idempotency{}, func(r store.Record) (referral.Change, error) {
		if tries++; tries == 1 { // somebody answers between our read and our write
			_, err := f.answerWith(id, referral.Accepted, "Dana Ruiz")
			f.must(t, err)
		}
		return r.State.Cancel(cmd, "")
	}, answer(200))
	f.must(t, err)
	if fmt.Sprint(*conflicts) != "[lost-race]" {
		t.Errorf("heard of %v", *conflicts)
	}
}

// colliding answers the first transaction as DynamoDB does when another one is at work on its second item.
type colliding struct {
	next     aws.HTTPClient
	collided bool
}

func (c *colliding) Do(r *http.Request) (*http.Response, error) {
	if c.collided || r.Header.Get("X-Amz-Target") != "DynamoDB_20120810.TransactWriteItems" {
		return c.next.Do(r)
	}
	c.collided = true
	const body = `{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"canceled",
		"CancellationReasons":[{"Code":"None"},{"Code":"TransactionConflict"}]}`
	return &http.Response{
		StatusCode: http.StatusBadRequest, Request: r, Body: io.NopCloser(strings.NewReader(body)),
		Header: http.Header{"Content-Type": {"application/x-amz-json-1.0"}},
	}, nil
}

func TestConflictedByACollision(t *testing.T) {
	f := setUp(t)
	id := f.sent(t, "transportation")
	client := dynamodb.New(f.Client.Options(), func(o *dynamodb.Options) { o.HTTPClient = &colliding{next: o.HTTPClient} })
	busy := store.New(client, f.Name)
	conflicts := heard(busy)
	cmd := f.command()
	_, err := busy.Change(ctx, ceja, id, referral.At(f.now), store.Idempotency{},
		func(r store.Record) (referral.Change, error) { return r.State.Cancel(cmd, "") }, answer(200))
	f.must(t, err)
	if fmt.Sprint(*conflicts) != "[collision]" {
		t.Errorf("heard of %v", *conflicts)
	}
}

// What a rule refuses is no conflict: nobody wrote at the same time.
func TestNoConflict(t *testing.T) {
	f := setUp(t)
	f.sent(t, "transportation")
	conflicts := heard(f.Store)
	if _, err := f.send(store.Idempotency{}, "transportation"); kindOf(err) != referral.Conflict {
		t.Fatalf("a duplicate answered %v", err)
	}
	if len(*conflicts) > 0 {
		t.Errorf("heard of %v", *conflicts)
	}
}
