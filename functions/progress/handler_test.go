package main

import (
	"context"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
	"github.com/referral-tool/referrals/shared/store"
)

// TestProgress: John, whose referrals are at all points of their lives, was assessed; the others were not.
func TestProgress(t *testing.T) {
	functiontest.Cases(t, "progress", assessed(t), map[string]int{
		"assessed":         200,
		"not-assessed":     200,
		"by-program-admin": 200,
		"by-integration":   403,
		"by-provider":      403,
		"foreign":          404,
		"unknown":          404,
		"other-program":    404,
	})
}

// assessed opens the function on a world in which John's needs are known.
func assessed(t *testing.T) func(*functiontest.World) *api.API {
	return func(w *functiontest.World) *api.API {
		p, _ := w.Desk.Programs.Get(functiontest.Ceja)
		cmd := w.Command(t, functiontest.Casey)
		_, err := w.AddAssessment(context.Background(), cmd, functiontest.John.ID, store.Idempotency{},
			func(referral.Customer) (standing.Assessment, error) {
				return standing.Assess(cmd, cmd.ID, "2026-11-20", []string{
					"referral-for-housing-assistance", "referral-for-legal-aid", "referral-for-dependent-care",
					"referral-for-health-care-services-counseling",
				}, p.Standings())
			},
			func(standing.Assessment) store.Reply { return store.Reply{} })
		if err != nil {
			t.Error(err)
		}
		return newAPI(w.Desk, w.Log)
	}
}

// A referral stays with the grantee whose staff made it: when its customer has moved to another one, the staff there do not see it, but that it has met a need.
func TestProgressOfACustomerWhoMoved(t *testing.T) {
	w := functiontest.New(t)
	a := assessed(t)(w)
	moved := functiontest.John
	moved.Grantee = "prairie-works"
	if _, err := w.PutCustomer(t.Context(), w.Command(t, functiontest.Casey), moved); err != nil {
		t.Fatal(err)
	}
	e := functiontest.Event[events.APIGatewayV2HTTPRequest](t, "progress", "assessed")
	e.RequestContext.Authorizer.JWT.Claims["custom:organization"] = moved.Grantee
	e.RequestContext.Authorizer.JWT.Claims["sub"] = "u-elsewhere"
	response := w.Call(t, a, e)
	if response.StatusCode != 200 || strings.Contains(response.Body, functiontest.Sent) || strings.Contains(response.Body, functiontest.Sensitive) {
		t.Errorf("answered %d: %s", response.StatusCode, response.Body)
	}
	if !strings.Contains(response.Body, `"status":"good"`) {
		t.Errorf("what was done for the customer no longer counts: %s", response.Body)
	}
}
