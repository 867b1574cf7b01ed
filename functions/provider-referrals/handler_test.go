package main

import (
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
)

func open(w *functiontest.World) *api.API { return newAPI(w.Desk, w.Cursors, w.Log) }

func inKansas(t *testing.T) func(*functiontest.World) *api.API {
	return functiontest.InKansas(t, open, functiontest.FormDraft, functiontest.FormSent, functiontest.FormAccepted, functiontest.FormRejected, functiontest.FormCanceled)
}

func TestProviderReferrals(t *testing.T) {
	functiontest.Cases(t, "provider-referrals", inKansas(t), map[string]int{
		"list":                           200,
		"list-of-a-status":               200,
		"search":                         200,
		"search-case-number":             200,
		"page":                           200,
		"list-of-another-provider":       200,
		"list-other-program":             200,
		"list-wrong-status":              422,
		"list-by-navigator":              403,
		"sent":                           200,
		"accepted":                       200,
		"rejected":                       200,
		"canceled":                       200,
		"draft":                          404,
		"of-another-provider":            404,
		"other-program":                  404,
		"unknown":                        404,
		"by-navigator":                   403,
		"accept":                         200,
		"reject":                         200,
		"reject-with-key":                200,
		"change-of-mind":                 200,
		"change-by-colleague":            409,
		"change-by-colleague-who-saw-it": 200,
		"same-again":                     200,
		"too-late":                       409,
		"withdrawn":                      409,
		"reject-without-reason":          422,
		"reject-unknown-key":             422,
		"wrong-decision":                 422,
		"respond-stale":                  412,
		"respond-for-another":            404,
		"respond-to-a-draft":             404,
		"respond-by-navigator":           403,
		"respond-wrong-type":             400,
	})
}

func TestReplay_Accept(t *testing.T) {
	functiontest.Replay(t, "provider-referrals", "accept", inKansas(t))
}

// After a rejection the provider no longer sees the client: not in the answer to an earlier call that is repeated either,
// and whoever has gone to another provider sees nothing of it at all.
func TestReplay_AfterARejection(t *testing.T) {
	w := functiontest.New(t)
	a := inKansas(t)(w)
	accept := functiontest.Event[events.APIGatewayV2HTTPRequest](t, "provider-referrals", "accept")
	accept.Headers["idempotency-key"] = "kept"
	first := w.Call(t, a, accept)
	if first.StatusCode != 200 || !strings.Contains(first.Body, `"client"`) {
		t.Fatalf("the first call answered %d: %s", first.StatusCode, first.Body)
	}
	elsewhere := functiontest.Event[events.APIGatewayV2HTTPRequest](t, "provider-referrals", "accept")
	elsewhere.Headers["idempotency-key"] = "kept"
	elsewhere.RequestContext.Authorizer.JWT.Claims["custom:organization"] = "provider-flinthills"
	if moved := w.Call(t, a, elsewhere); moved.StatusCode != 404 {
		t.Errorf("at another provider the repetition answered %d: %s", moved.StatusCode, moved.Body)
	}
	reject := functiontest.Event[events.APIGatewayV2HTTPRequest](t, "provider-referrals", "reject")
	reject.Headers["if-match"] = first.Headers["Etag"]
	if rejected := w.Call(t, a, reject); rejected.StatusCode != 200 {
		t.Fatalf("rejecting answered %d: %s", rejected.StatusCode, rejected.Body)
	}
	again := w.Call(t, a, accept)
	if again.StatusCode != 200 || again.Headers[api.Replayed] != "true" || strings.Contains(again.Body, `"client"`) || strings.Contains(again.Body, `"form"`) {
		t.Errorf("the repetition answered %d %v: %s", again.StatusCode, again.Headers, again.Body)
	}
}
