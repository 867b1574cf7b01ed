package main

import (
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
)

// TestAssessmentsNewestFirst: what was entered stands in the list, and a repetition of the call only once.
func TestAssessmentsNewestFirst(t *testing.T) {
	w := functiontest.New(t)
	a := open(w)
	first := w.Call(t, a, functiontest.Event[events.APIGatewayV2HTTPRequest](t, "customers", "assess-with-key"))
	again := w.Call(t, a, functiontest.Event[events.APIGatewayV2HTTPRequest](t, "customers", "assess-with-key"))
	if again.Body != first.Body || again.Headers["Idempotent-Replayed"] != "true" {
		t.Errorf("the repetition answers %v %s, the first %s", again.Headers, again.Body, first.Body)
	}
	w.Call(t, a, functiontest.Event[events.APIGatewayV2HTTPRequest](t, "customers", "assess-nothing"))
	got := w.Call(t, a, functiontest.Event[events.APIGatewayV2HTTPRequest](t, "customers", "assessments"))
	const want = `{"items":[` +
		`{"id":"01980000-0000-7000-8000-000000000003","date":"2026-11-23","options":[],"enteredAt":"2026-11-23T15:00:00.000Z"},` +
		`{"id":"01980000-0000-7000-8000-000000000001","date":"2026-11-20","options":["referral-for-housing-assistance"],"enteredAt":"2026-11-23T15:00:00.000Z"}]}` + "\n"
	if got.Body != want {
		t.Errorf("the list is %s, want %s", got.Body, want)
	}
}
