package store_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/shared/referral"
)

func TestCustomerReferrals(t *testing.T) {
	f := setUp(t)
	first := f.sent(t, "transportation")
	second := f.sent(t, "housing-assistance")
	customer, rows, err := f.CustomerReferrals(ctx, ceja, john.ID, f.at())
	f.must(t, err)
	if customer.ID != john.ID || len(rows) != 2 || rows[0].ID != second || rows[1].ID != first {
		t.Errorf("%s has %v, want the newest first", customer.ID, rowIDs(rows))
	}
	f.clock(t, "2026-12-02 00:00")
	if rows := f.rows(t, john.ID); !rows[0].Overdue {
		t.Error("the page waits for the sweep to say that a referral is overdue")
	}
}

func TestCustomerReferralsOfNobody(t *testing.T) {
	f := setUp(t)
	f.must(t, f.put(named("c02", "Jane", "Doe", john.Grantee)))
	if rows := f.rows(t, "c02"); rows == nil || len(rows) != 0 {
		t.Errorf("a customer without referrals has %v, want an empty list", rows)
	}
	for _, unknown := range [][2]string{{ceja, "nobody"}, {"ks-dcf", john.ID}} {
		if _, _, err := f.CustomerReferrals(ctx, unknown[0], unknown[1], f.at()); kindOf(err) != referral.NotFound {
			t.Errorf("%v answered %v, want not found", unknown, err)
		}
	}
}

// A page of a query ends at a megabyte: what is beyond is read too.
func TestCustomerReferralsBeyondAMegabyte(t *testing.T) {
	f := setUp(t)
	f.refer(t, 4)
	want := f.rows(t, john.ID)
	for _, row := range want {
		_, err := f.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{
			TableName: &f.Name,
			Key: map[string]types.AttributeValue{
				"PK": &types.AttributeValueMemberS{Value: "ceja#CUST#c01"}, "SK": &types.AttributeValueMemberS{Value: "CUST#R#" + row.ID},
			},
			UpdateExpression:          aws.String("SET ballast = :ballast"),
			ExpressionAttributeValues: map[string]types.AttributeValue{":ballast": &types.AttributeValueMemberS{Value: strings.Repeat("x", 350<<10)}},
		})
		f.must(t, err)
	}
	n := f.Requests(func() {
		if rows := f.rows(t, john.ID); len(rows) != len(want) {
			t.Errorf("read %d referrals, want %d", len(rows), len(want))
		}
	})
	if n < 2 {
		t.Errorf("1.4 MB came in %d requests: this shows nothing", n)
	}
}
