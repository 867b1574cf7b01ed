package main

import (
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
)

func open(w *functiontest.World) *api.API { return newAPI(w.Desk, w.Log) }

func TestReferralGet(t *testing.T) {
	functiontest.Cases(t, "referral-get", open, map[string]int{
		"sent":                     200,
		"accepted":                 200,
		"canceled":                 200,
		"rejected":                 200,
		"draft":                    200,
		"sensitive":                200,
		"foreign-by-program-admin": 200,
		"by-provider":              403,
		"by-integration":           403,
		"foreign":                  404,
		"unknown":                  404,
		"other-program":            404,

		"of-customer":                200,
		"of-customer-without":        200,
		"of-customer-by-integration": 403,
		"of-customer-foreign":        404,
		"of-customer-unknown":        404,
	})
}

// A referral stays with the grantee whose staff made it: when its customer has moved to another one, the staff there do not see it.
func TestTableOfACustomerWhoMoved(t *testing.T) {
	w := functiontest.New(t)
	moved := functiontest.John
	moved.Grantee = "prairie-works"
	if _, err := w.PutCustomer(t.Context(), w.Command(t, functiontest.Casey), moved); err != nil {
		t.Fatal(err)
	}
	e := functiontest.Event[events.APIGatewayV2HTTPRequest](t, "referral-get", "of-customer")
	e.RequestContext.Authorizer.JWT.Claims["custom:organization"] = moved.Grantee
	e.RequestContext.Authorizer.JWT.Claims["sub"] = "u-elsewhere"
	response := w.Call(t, open(w), e)
	if response.StatusCode != 200 || strings.Contains(response.Body, functiontest.Sent) || strings.Contains(response.Body, functiontest.Sensitive) {
		t.Errorf("answered %d: %s", response.StatusCode, response.Body)
	}
}
