package main

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
)

// FuzzReport: SES's reports hold what other mail servers say. One that is JSON and not of a mail of ours is passed over;
// it would come again for a day otherwise.
func FuzzReport(f *testing.F) {
	for _, name := range []string{
		"bounce-permanent", "bounce-suppressed", "bounce-transient", "complaint", "delay", "delivery", "gone", "not-ours",
		"reject", "rendering-failure", "send", "staff-bounce",
	} {
		f.Add([]byte(functiontest.Event[events.EventBridgeEvent](f, "mail-feedback", name).Detail))
	}
	w := functiontest.New(f)
	h := feedback{desk: w.Desk, log: w.Log}
	f.Fuzz(func(t *testing.T, detail []byte) {
		_, err := h.handle(context.Background(), events.EventBridgeEvent{DetailType: "Email Bounced", Detail: detail})
		if r, unreadable := readReport(detail); err != nil && unreadable == nil && json.Valid(detail) {
			if _, foreign := r.id(); foreign != nil {
				t.Errorf("%s: %v", detail, err)
			}
		}
	})
}
