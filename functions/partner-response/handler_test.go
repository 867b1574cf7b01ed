package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/page"
	"github.com/referral-tool/referrals/shared/referral"
)

func open(w *functiontest.World) *api.API {
	return newAPI(handler{desk: w.Desk, pages: page.New(), keys: w.Keys, secure: true, log: w.Log})
}

func TestPartnerResponse(t *testing.T) {
	functiontest.Cases(t, "partner-response", open, map[string]int{
		"open":                200,
		"open-json":           200,
		"open-accepted":       200,
		"open-rejected":       200,
		"open-made-up":        404,
		"open-made-up-json":   404,
		"open-changed":        404,
		"open-next-send":      404,
		"open-draft":          404,
		"open-unknown":        404,
		"open-other-program":  404,
		"open-no-token":       404,
		"open-withdrawn":      410,
		"open-withdrawn-json": 410,

		"font":         200,
		"font-unknown": 404,
		"font-path":    404,

		"accept":             200,
		"accept-seen":        200,
		"reject":             200,
		"reject-line":        200,
		"close":              200,
		"same-again":         200,
		"no-json":            400,
		"wrong-type":         400,
		"next-send":          404,
		"unseen":             409,
		"too-late":           409,
		"withdrawn":          410,
		"content-type":       415,
		"empty":              422,
		"no-reason":          422,
		"other-without-note": 422,
		"wrong-decision":     422,
		"unknown-service":    422,
		"unknown-field":      422,

		"form-accept":        303,
		"form-reject":        303,
		"form-dead":          404,
		"form-withdrawn":     410,
		"form-empty":         422,
		"form-without-seen":  422,
		"form-unknown-field": 422,
		"form-unseen":        422,
		"form-too-late":      422,

		"open-locked":              200,
		"open-locked-json":         200,
		"open-with-pass":           200,
		"open-with-old-pass":       200,
		"open-with-other-pass":     200,
		"locked":                   403,
		"with-pass":                200,
		"form-locked":              422,
		"code":                     303,
		"code-json":                202,
		"code-not-needed":          303,
		"code-dead":                404,
		"unlock-not-needed":        303,
		"unlock-without-code":      422,
		"unlock-without-code-json": 422,
		"unlock-unknown-field":     422,

		"telephone":               200,
		"telephone-close":         200,
		"telephone-wrong-type":    400,
		"telephone-by-provider":   403,
		"telephone-foreign":       404,
		"telephone-unknown":       404,
		"telephone-canceled":      409,
		"telephone-draft":         409,
		"telephone-stale":         412,
		"telephone-by-link":       422,
		"telephone-empty":         422,
		"telephone-unknown-field": 422,
	})
}

func TestTelephoneTwice(t *testing.T) { functiontest.Replay(t, "partner-response", "telephone", open) }

func event(t *testing.T, name string) events.APIGatewayV2HTTPRequest {
	return functiontest.Event[events.APIGatewayV2HTTPRequest](t, "partner-response", name)
}

// A link that nobody of us made is told apart before any request of the table.
func TestMadeUpLinksCostNothing(t *testing.T) {
	w := functiontest.New(t)
	a := open(w)
	for _, name := range []string{"open-made-up", "open-changed", "open-no-token", "open-other-program"} {
		if n := w.Requests(func() { w.Call(t, a, event(t, name)) }); n != 0 {
			t.Errorf("%s made %d requests", name, n)
		}
	}
	if n := w.Requests(func() { w.Call(t, a, event(t, "open")) }); n != 1 {
		t.Errorf("the page made %d requests, want 1", n)
	}
}

// Mail scanners open links, all day: nothing comes of it.
func TestOpeningChangesNothing(t *testing.T) {
	w := functiontest.New(t)
	a := open(w)
	before := w.Stored(t)
	for _, name := range []string{"open", "open-json", "open-locked", "open-with-pass", "open-withdrawn", "open-rejected"} {
		for range 3 {
			w.Call(t, a, event(t, name))
		}
	}
	if stored := w.Stored(t).Since(before); len(stored) > 0 {
		t.Errorf("opening the page stored %v", stored)
	}
}

// "The same answer twice records it once."
func TestAnswerTwice(t *testing.T) {
	w := functiontest.New(t)
	a := open(w)
	w.Call(t, a, event(t, "form-accept"))
	before := w.Stored(t)
	if again := w.Call(t, a, event(t, "form-accept")); again.StatusCode != http.StatusSeeOther {
		t.Errorf("the second time answered %d", again.StatusCode)
	}
	if stored := w.Stored(t).Since(before); len(stored) > 0 {
		t.Errorf("the second time stored %v", stored)
	}
}

// Every page says to stay out of caches, referrers and search engines, and loads nothing from elsewhere.
func TestPrivateHeaders(t *testing.T) {
	w := functiontest.New(t)
	a := open(w)
	for _, name := range []string{"open", "open-json", "open-made-up", "open-withdrawn", "open-locked", "form-accept", "form-empty", "code"} {
		headers := w.Call(t, a, event(t, name)).Headers
		if headers["Cache-Control"] != "no-store" || headers["Referrer-Policy"] != "no-referrer" ||
			!strings.Contains(headers["X-Robots-Tag"], "noindex") || !strings.Contains(headers["Content-Security-Policy"], "default-src 'none'") {
			t.Errorf("%s: %v", name, headers)
		}
	}
}

// A referral that is withdrawn, or sent anew, while the partner types is not answered by the old link.
func TestAnswerByALinkThatDies(t *testing.T) {
	w := functiontest.New(t)
	a := open(w)
	w.Change(t, functiontest.Sent, func(s referral.State) (referral.Change, error) {
		return s.Resend(w.Command(t, functiontest.Casey), referral.Parties{Organization: functiontest.Partners, Contact: functiontest.Pat})
	})
	before := w.Stored(t)
	for _, name := range []string{"accept", "form-accept"} {
		if answer := w.Call(t, a, event(t, name)); answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s answered %d", name, answer.StatusCode)
		}
	}
	if stored := w.Stored(t).Since(before); len(stored) > 0 {
		t.Errorf("stored %v", stored)
	}
}
