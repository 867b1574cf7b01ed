package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/infra/engine/enginetest"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store/storetest"
)

func unset(string) (string, bool) { return "", false }

// TestRecount: figures that somebody has spoilt are told and mended, and are right the next time.
func TestRecount(t *testing.T) {
	table := storetest.New(t)
	programs, err := program.Load()
	if err != nil {
		t.Fatal(err)
	}
	p, _ := programs.Get("ceja")
	cmd := referral.Command{ID: "cmd", At: referral.At(time.Date(2026, 11, 20, 16, 0, 0, 0, time.UTC)), Rules: p.Rules()}
	john := referral.Customer{ID: "c01", FirstName: "John", LastName: "Jones", Grantee: "lincoln-land"}
	if _, err := table.PutCustomer(t.Context(), cmd, john); err != nil {
		t.Fatal(err)
	}
	run := func(arguments ...string) string {
		t.Helper()
		var out strings.Builder
		arguments = append([]string{"-table", table.Name, "-endpoint", enginetest.Endpoint(t)}, arguments...)
		if err := recount(t.Context(), arguments, unset, &out); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	const right = "ceja, lincoln-land: 1 customers, all right\nceja, prairie-works: 0 customers, all right\n"
	if out := run("-grantee", "lincoln-land"); out != "ceja, lincoln-land: 1 customers, 1 of them counted otherwise before, 0 strays removed\n" {
		t.Errorf("the first count says %s", out)
	}
	if out := run("-program", "ceja"); out != right {
		t.Errorf("the second count says %s", out)
	}
	spoil(t, table, "n:customers", "7")
	if out := run("-grantee", "lincoln-land"); out != "ceja, lincoln-land: 1 customers, 0 of them counted otherwise before, 0 strays removed\n"+
		"ceja, lincoln-land: customers was 7, is 1\n" {
		t.Errorf("of a spoilt figure it says %s", out)
	}
	if out := run("-program", "ceja"); out != right {
		t.Errorf("once it was mended it says %s", out)
	}
}

// spoil writes past all rules.
func spoil(t *testing.T, table *storetest.Table, figure, value string) {
	t.Helper()
	_, err := table.Client.UpdateItem(t.Context(), &dynamodb.UpdateItemInput{
		TableName: &table.Name,
		Key: map[string]types.AttributeValue{
			"PK": &types.AttributeValueMemberS{Value: "ceja#COUNTS"}, "SK": &types.AttributeValueMemberS{Value: "lincoln-land"},
		},
		UpdateExpression:          aws.String("SET #f = :f"),
		ExpressionAttributeNames:  map[string]string{"#f": figure},
		ExpressionAttributeValues: map[string]types.AttributeValue{":f": &types.AttributeValueMemberN{Value: value}},
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestErrArguments(t *testing.T) {
	for name, arguments := range map[string][]string{
		"NoTable":        {"-program", "ceja"},
		"UnknownProgram": {"-table", "t", "-endpoint", "http://127.0.0.1:1", "-program", "none"},
		"UnknownGrantee": {"-table", "t", "-endpoint", "http://127.0.0.1:1", "-grantee", "none"},
		"NoCredentials":  {"-table", "t"},
		"Rest":           {"-table", "t", "rest"},
	} {
		t.Run(name, func(t *testing.T) {
			if err := recount(context.Background(), arguments, unset, &strings.Builder{}); err == nil {
				t.Error("it was taken")
			}
		})
	}
}
