package store_test

import (
	"context"
	"reflect"
	"slices"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go/middleware"

	"github.com/referral-tool/referrals/shared/standing"
	"github.com/referral-tool/referrals/shared/store"
)

// TestRecountFromNothing: figures and lists are built where no event ever was.
func TestRecountFromNothing(t *testing.T) {
	f := setUp(t)
	f.sent(t, "transportation")
	recounted, err := f.Recount(ctx, ceja, john.Grantee, catalog(t))
	f.must(t, err)
	if want := (store.Recounted{Customers: 1, Changed: 1}); !reflect.DeepEqual(recounted, want) {
		t.Errorf("it tells %+v, want %+v", recounted, want)
	}
	if got := f.figures(t, john.Grantee); got.Lists[standing.AwaitingResponse] != 1 || got.Referrals != 1 {
		t.Errorf("counted are %+v", got)
	}
}

// TestRecountOfAMissedEvent: a change that no tally has heard of is told and made good.
func TestRecountOfAMissedEvent(t *testing.T) {
	f := setUp(t)
	f.tally(t, john.ID)
	f.sent(t, "transportation")
	recounted, err := f.Recount(ctx, ceja, john.Grantee, catalog(t))
	f.must(t, err)
	if recounted.Changed != 1 || recounted.Right() {
		t.Errorf("it tells %+v", recounted)
	}
	if recounted, err = f.Recount(ctx, ceja, john.Grantee, catalog(t)); err != nil || !recounted.Right() {
		t.Errorf("the second finds %+v, %v", recounted, err)
	}
}

// TestRecountMendsWhatWasSpoilt: a wrong figure, a member too many and one too few.
func TestRecountMendsWhatWasSpoilt(t *testing.T) {
	f := setUp(t)
	f.sent(t, "transportation")
	f.tally(t, john.ID)
	right := f.snapshot(t)
	f.spoil(t, "ceja#COUNTS", "lincoln-land", "n:answered", &types.AttributeValueMemberN{Value: "3"})
	f.spoil(t, "ceja#COUNTS", "lincoln-land", "n:no-such-list", &types.AttributeValueMemberN{Value: "2"})
	stray := &types.AttributeValueMemberM{Value: map[string]types.AttributeValue{"id": &types.AttributeValueMemberS{Value: john.ID}}}
	f.spoil(t, "ceja#ROW#answered", "lincoln-land#jones john#c01", "row", stray)
	f.lose(t, "ceja#ROW#transportation", "lincoln-land#jones john#c01")

	recounted, err := f.Recount(ctx, ceja, john.Grantee, catalog(t))
	f.must(t, err)
	want := store.Recounted{Customers: 1, Strays: 1, Corrections: []store.Correction{
		{Grantee: "lincoln-land", Figure: "answered", Was: 3, Is: 0}, {Grantee: "lincoln-land", Figure: "no-such-list", Was: 2, Is: 0},
	}}
	if !reflect.DeepEqual(recounted, want) {
		t.Errorf("it tells %+v, want %+v", recounted, want)
	}
	after := f.snapshot(t)
	figures := after["ceja#COUNTS / lincoln-land"]
	if figures["n:answered"] != 0.0 || figures["n:no-such-list"] != 0.0 {
		t.Errorf("the figures are %v", figures)
	}
	for _, at := range []string{"ceja#COUNTS / lincoln-land", "ceja#CUST#c01 / CUST#S"} { // versions count up
		delete(after, at)
		delete(right, at)
	}
	wantSame(t, after, right)
}

// TestRecountOfWhoLeft: somebody who was counted and is at another grantee now.
func TestRecountOfWhoLeft(t *testing.T) {
	f := setUp(t)
	f.tally(t, john.ID)
	moved := john
	moved.Grantee = "prairie-works"
	f.must(t, f.put(moved))
	_, err := f.Recount(ctx, ceja, "lincoln-land", catalog(t))
	f.must(t, err)
	if f.figures(t, "lincoln-land").Customers() != 0 || !slices.Equal(f.members(t, "prairie-works", standing.Everybody), []string{john.ID}) {
		t.Error("he is still counted where he was")
	}
}

// spoil sets an attribute past all rules.
func (f *fixture) spoil(t *testing.T, pk, sk, attribute string, value types.AttributeValue) {
	t.Helper()
	_, err := f.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName: &f.Name, Key: keyOf(pk, sk), UpdateExpression: aws.String("SET #a = :v"),
		ExpressionAttributeNames:  map[string]string{"#a": attribute},
		ExpressionAttributeValues: map[string]types.AttributeValue{":v": value},
	})
	f.must(t, err)
}

func (f *fixture) lose(t *testing.T, pk, sk string) {
	t.Helper()
	_, err := f.Client.DeleteItem(ctx, &dynamodb.DeleteItemInput{TableName: &f.Name, Key: keyOf(pk, sk)})
	f.must(t, err)
}

func keyOf(pk, sk string) map[string]types.AttributeValue {
	return map[string]types.AttributeValue{
		"PK": &types.AttributeValueMemberS{Value: pk}, "SK": &types.AttributeValueMemberS{Value: sk},
	}
}

// before makes a client that does something right before it writes one item by itself, as a recount does, once.
func (f *fixture) before(do func()) *dynamodb.Client {
	var once sync.Once
	meddle := middleware.InitializeMiddlewareFunc("meddle", func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
		if write, is := in.Parameters.(*dynamodb.TransactWriteItemsInput); is && len(write.TransactItems) == 1 {
			once.Do(do)
		}
		return next.HandleInitialize(ctx, in)
	})
	return dynamodb.New(f.Client.Options(), func(o *dynamodb.Options) {
		o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error { return stack.Initialize.Add(meddle, middleware.Before) })
	})
}

// TestRecountAgainstATally: what is tallied after the lists were counted is not overwritten.
func TestRecountAgainstATally(t *testing.T) {
	f := setUp(t)
	f.tally(t, john.ID)
	f.spoil(t, "ceja#COUNTS", "lincoln-land", "n:answered", &types.AttributeValueMemberN{Value: "3"})
	meddled := false
	client := f.before(func() {
		meddled = true
		f.sent(t, "transportation")
		f.tally(t, john.ID)
	})
	_, err := store.New(client, f.Name).Recount(ctx, ceja, john.Grantee, catalog(t))
	f.must(t, err)
	got := f.figures(t, john.Grantee)
	if !meddled || got.Lists[standing.Answered] != 0 || got.Lists[standing.AwaitingResponse] != 1 || got.Lists[standing.Unclassified] != 0 || got.Referrals != 1 {
		t.Errorf("counted are %+v", got)
	}
}
