package main

import (
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/infra"
	"github.com/referral-tool/referrals/shared/api"
)

func open(w *functiontest.World) *api.API { return newAPI(w.Desk, w.Log) }

func TestReference(t *testing.T) {
	functiontest.Cases(t, "reference", open, map[string]int{
		"me":                  200,
		"me-provider":         200,
		"services":            200,
		"services-employment": 200,
		"me-unknown-program":  403,
		"me-unknown-role":     403,
		"unknown-route":       404,
		"openapi":             200,
		"preflight":           204,
		"preflight-of-start":  204,
	})
}

// The contract is served whole, and to somebody who has not signed in.
func TestOpenAPI(t *testing.T) {
	w := functiontest.New(t)
	event := functiontest.Event[events.APIGatewayV2HTTPRequest](t, "reference", "openapi")
	if event.RequestContext.Authorizer != nil {
		t.Error("the event is of somebody who has signed in")
	}
	if answer := w.Call(t, open(w), event); answer.Body != string(infra.OpenAPI()) {
		t.Errorf("answered %d characters, want the %d of the contract", len(answer.Body), len(infra.OpenAPI()))
	}
}
