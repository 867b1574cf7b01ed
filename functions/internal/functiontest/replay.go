package functiontest

import (
	"encoding/base64"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/shared/api"
)

// Replay serves an event three times with one Idempotency-Key. The second time it answers as the first did, whatever
// If-Match says, and stores nothing; with another body the same key is refused.
func Replay(t *testing.T, function, name string, open func(*World) *api.API) {
	t.Helper()
	w := New(t)
	a := open(w)
	event := Event[events.APIGatewayV2HTTPRequest](t, function, name)
	event.Headers["idempotency-key"] = "4f1c0f0e-2d9a-4c55-9a43-0c1d5f7c1a11"
	first := w.Call(t, a, event)
	if first.StatusCode >= 300 {
		t.Fatalf("the first call answered %d: %s", first.StatusCode, first.Body)
	}
	before := w.Stored(t)
	event.Headers["if-match"] = `"99"`
	again := w.Call(t, a, event)
	if again.StatusCode != first.StatusCode || again.Body != first.Body || again.Headers["Idempotent-Replayed"] != "true" ||
		again.Headers["Location"] != first.Headers["Location"] || again.Headers["Etag"] != first.Headers["Etag"] {
		t.Errorf("the repetition answered %d %v %s, want as the first: %d %v %s",
			again.StatusCode, again.Headers, again.Body, first.StatusCode, first.Headers, first.Body)
	}
	event.Body, event.IsBase64Encoded = otherBody(event), false
	event.Headers["content-type"] = "application/json"
	if other := w.Call(t, a, event); other.StatusCode != 422 {
		t.Errorf("the key with another body answered %d: %s", other.StatusCode, other.Body)
	}
	if stored := w.Stored(t).Since(before); len(stored) > 0 {
		t.Errorf("the repetitions stored %v", stored)
	}
}

// otherBody means the same, and is another.
func otherBody(event events.APIGatewayV2HTTPRequest) string {
	if event.Body == "" {
		return "{}"
	}
	if event.IsBase64Encoded {
		decoded, _ := base64.StdEncoding.DecodeString(event.Body)
		return string(decoded) + " "
	}
	return event.Body + " "
}
