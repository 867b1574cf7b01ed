package main

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/bus"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// A digest is claimed, sent to the staff member and recorded like any mail; delivered again it is not sent again.
func TestSendDigest(t *testing.T) {
	w, p, box := open(t)
	ctx := context.Background()
	w.AnswerForDigest(t, functiontest.Sent, referral.Answer{Decision: referral.Accepted, Name: "Maria Lopez"})
	due := store.DueDigest{Program: functiontest.Ceja, Grantee: functiontest.John.Grantee, Staff: functiontest.Casey}
	w.Time = w.Time.Add(24 * time.Hour) // its time has come
	if done, err := w.SendDigest(ctx, due, w.Desk.Clock()); !done || err != nil {
		t.Fatalf("the digest was not made: %v", err)
	}
	entry := bus.OfMail(referral.Mail{
		Program: due.Program, Version: 1, Kind: referral.MailDigest, Digest: &referral.Digest{Staff: due.Staff},
	})
	detail, err := json.Marshal(entry.Detail)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := p.handle(ctx, events.EventBridgeEvent{DetailType: entry.Type, Detail: detail}); err != nil {
			t.Fatal(err)
		}
	}
	if len(box.sent) != 1 {
		t.Fatalf("%d mails were sent", len(box.sent))
	}
	sent := box.sent[0]
	reference := w.Record(t, functiontest.Sent).State.Reference
	if sent.To != functiontest.Casey.Email || sent.Tags["kind"] != "staff-digest" || !strings.Contains(sent.Message.Text, reference+" was answered: Accepted") {
		t.Errorf("sent to %s with %v: %s", sent.To, sent.Tags, sent.Message.Text)
	}
	for _, name := range []string{"Jones", "Housing", "Maria"} {
		if strings.Contains(sent.Message.Subject+sent.Message.Text+sent.Message.HTML, name) {
			t.Errorf("the digest names %s", name)
		}
	}
}
