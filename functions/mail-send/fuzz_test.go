package main

import (
	"context"
	"fmt"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/mail"
)

// FuzzMailQueued: whatever events the bus brings, each mail is sent once.
func FuzzMailQueued(f *testing.F) {
	for _, name := range []string{"answered", "canceled", "foreign", "sent", "sent-sensitive", "superseded", "unknown", "unreadable"} {
		f.Add([]byte(functiontest.Event[events.EventBridgeEvent](f, "mail-send", name).Detail))
	}
	w := functiontest.New(f)
	box := &postbox{}
	h := post{desk: w.Desk, composer: mail.New(), sender: box, keys: w.Keys, publicURL: "https://referrals.test", log: w.Log}
	sent := map[string]bool{}
	f.Fuzz(func(t *testing.T, detail []byte) {
		_, err := h.handle(context.Background(), events.EventBridgeEvent{DetailType: "MailQueued", Detail: detail})
		for _, envelope := range box.sent {
			key := fmt.Sprint(envelope.Tags)
			if sent[key] {
				t.Errorf("%s sent %s again, %v", detail, key, err)
			}
			sent[key] = true
		}
		box.sent = nil
	})
}
