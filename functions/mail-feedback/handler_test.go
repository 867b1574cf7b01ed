package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

func event(t *testing.T, name string) events.EventBridgeEvent {
	return functiontest.Event[events.EventBridgeEvent](t, "mail-feedback", name)
}

// open is the function, and a mail that SES has accepted.
func open(t *testing.T) (*functiontest.World, feedback) {
	t.Helper()
	w := functiontest.New(t)
	handOver(t, w, functiontest.Sent, referral.MailSent)
	handOver(t, w, functiontest.Accepted, referral.MailAnswered)
	return w, feedback{desk: w.Desk, log: w.Log}
}

func claim(t *testing.T, w *functiontest.World, id string, kind referral.MailKind) referral.Mail {
	t.Helper()
	for _, m := range w.Record(t, id).Mails {
		if m.Kind == kind {
			claimed, _, err := w.ClaimMail(context.Background(), store.MailIDOf(m), w.Desk.Clock())
			if err != nil {
				t.Fatal(err)
			}
			return claimed
		}
	}
	t.Fatalf("there is no %s", kind)
	return referral.Mail{}
}

func handOver(t *testing.T, w *functiontest.World, id string, kind referral.MailKind) {
	t.Helper()
	finish(t, w, claim(t, w, id, kind))
}

// finish is our own record of a mail that was sent.
func finish(t *testing.T, w *functiontest.World, m referral.Mail) {
	t.Helper()
	err := w.FinishMail(context.Background(), w.Command(t, desk.System()), w.Record(t, m.ReferralID).State, m,
		store.MailResult{State: referral.MailHandedOver, MessageID: "ses-1", To: functiontest.Maria.Email})
	if err != nil {
		t.Fatal(err)
	}
}

func tell(t *testing.T, h feedback, name string) {
	t.Helper()
	if _, err := h.handle(context.Background(), event(t, name)); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// What each of SES's reports leaves: the mail's state, the timeline, mails to staff, the contact's dead address.
func TestReports(t *testing.T) {
	for name, want := range map[string]referral.MailState{
		"delivery":            referral.MailDelivered,
		"bounce-permanent":    referral.MailBounced,
		"bounce-suppressed":   referral.MailSuppressed,
		"bounce-transient":    referral.MailBounced,
		"bounce-undetermined": referral.MailBounced,
		"complaint":           referral.MailComplained,
		"reject":              referral.MailBounced,
		"rendering-failure":   referral.MailBounced,
		"delay":               referral.MailHandedOver,
		"send":                referral.MailHandedOver,
		"staff-bounce":        referral.MailHandedOver,
		"not-ours":            referral.MailHandedOver,
		"gone":                referral.MailHandedOver,
	} {
		t.Run(name, func(t *testing.T) {
			w, h := open(t)
			before := w.Stored(t)
			tell(t, h, name)
			record := w.Record(t, functiontest.Sent)
			parties, err := w.Parties(context.Background(), functiontest.Ceja, store.PartyIDs{
				Customer: functiontest.John.ID, Organization: functiontest.Partners.ID, Contact: functiontest.Maria.ID,
			})
			if err != nil {
				t.Fatal(err)
			}
			if got := record.Mails[0].State; got != want {
				t.Errorf("the mail is %s, want %s", got, want)
			}
			functiontest.Golden(t, "mail-feedback", name, struct {
				Stored  []string         `json:"stored"`
				Mail    referral.Mail    `json:"mail"`
				Events  []referral.Event `json:"events"`
				Contact referral.Contact `json:"contact"`
			}{w.Stored(t).Since(before), record.Mails[0], record.Events[1:], parties.Contact})
		})
	}
}

func TestReportInTwoRequests(t *testing.T) {
	w, h := open(t)
	if n := w.Requests(func() { tell(t, h, "bounce-permanent") }); n != 2 {
		t.Errorf("a report made %d requests, want 2", n)
	}
}

// Reports come twice and out of order: what tells less than is known changes nothing.
func TestReportsOutOfOrder(t *testing.T) {
	for _, order := range [][]string{
		{"delivery", "delivery"},
		{"bounce-permanent", "delivery"},
		{"bounce-permanent", "bounce-permanent"},
		{"complaint", "bounce-permanent"},
		{"complaint", "delivery"},
		{"delivery", "bounce-undetermined"}, // as of an answering machine
	} {
		w, h := open(t)
		tell(t, h, order[0])
		before := w.Stored(t)
		tell(t, h, order[1])
		if stored := w.Stored(t).Since(before); len(stored) > 0 {
			t.Errorf("%v: the second stored %v", order, stored)
		}
	}
}

// A mail can bounce, or be complained about, after it was delivered.
func TestReportsThatTellMore(t *testing.T) {
	w, h := open(t)
	for _, name := range []string{"delivery", "bounce-transient", "complaint"} {
		tell(t, h, name)
	}
	record := w.Record(t, functiontest.Sent)
	if record.Mails[0].State != referral.MailComplained || len(record.Events) != 4 {
		t.Errorf("the mail is %s, with %d events", record.Mails[0].State, len(record.Events))
	}
}

// A report can overtake our own record of the sending.
func TestReportBeforeOurOwnRecord(t *testing.T) {
	w := functiontest.New(t)
	h := feedback{desk: w.Desk, log: w.Log}
	claim(t, w, functiontest.Sent, referral.MailSent)
	tell(t, h, "delivery")
	if m := w.Record(t, functiontest.Sent).Mails[0]; m.State != referral.MailDelivered || m.MessageID == "" {
		t.Errorf("the mail is %+v", m)
	}
}

// An answering machine's bounce may overtake the report that the mail has arrived: then that counts, staff no longer see the
// referral among those that need a look, and its customer is counted anew.
func TestAbsenceThatOvertakesTheDelivery(t *testing.T) {
	w, h := open(t)
	tell(t, h, "bounce-undetermined")
	if n := len(attention(t, w)); n != 1 {
		t.Fatalf("%d referrals need attention, want the one whose mail came back", n)
	}
	before := w.Stored(t)
	tell(t, h, "delivery")
	if m := w.Record(t, functiontest.Sent).Mails[0]; m.State != referral.MailDelivered || m.Doubted {
		t.Errorf("the mail is %+v", m)
	}
	if left := attention(t, w); len(left) > 0 {
		t.Errorf("attention is asked for %v", left)
	}
	if stored := fmt.Sprint(w.Stored(t).Since(before)); !strings.Contains(stored, "ceja#CUST#c01 / E#") {
		t.Errorf("nothing tells the tally: %s", stored)
	}
}

// attention are the referrals of the grantee whose mails did not arrive.
func attention(t *testing.T, w *functiontest.World) (ids []string) {
	t.Helper()
	page, err := w.Outgoing(context.Background(), functiontest.Ceja, []string{functiontest.John.Grantee},
		store.OutgoingFilter{Attention: true}, w.Desk.Clock(), "", store.Whole)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range page.Items {
		if row.Undeliverable {
			ids = append(ids, row.ID)
		}
	}
	return ids
}

// A bounce names what the receiving server made of the address; dead is the one that we have written to.
func TestBounceThatNamesAnotherAddress(t *testing.T) {
	for _, named := range []string{"Maria.Lopez@housing.referrals.test", "mlopez@mailbox.referrals.test"} {
		w, h := open(t)
		e := event(t, "bounce-permanent")
		e.Detail = bytes.Replace(e.Detail, []byte(`"emailAddress": "\"Maria Lopez\" <maria.lopez@housing.referrals.test>"`),
			[]byte(`"emailAddress": "`+named+`"`), 1)
		if !bytes.Contains(e.Detail, []byte(named)) {
			t.Fatal("the event names the address otherwise")
		}
		if _, err := h.handle(context.Background(), e); err != nil {
			t.Fatal(err)
		}
		contact, err := w.Contact(context.Background(), functiontest.Ceja, functiontest.Partners.ID, functiontest.Maria.ID)
		if err != nil {
			t.Fatal(err)
		}
		if contact.Deliverable() {
			t.Errorf("%s came back, and %s counts as alive", named, contact.Email)
		}
	}
}

// A code that is asked for again is mailed under the same tags: what SES reports of the first is not taken for the second,
// which would never go out.
func TestReportOnTheCodeBefore(t *testing.T) {
	w := functiontest.New(t)
	ctx := context.Background()
	h := feedback{desk: w.Desk, log: w.Log}
	var second referral.Mail
	for _, messageID := range []string{"ses-code-1", ""} {
		if err := w.IssueCode(ctx, w.Command(t, desk.System()), w.Record(t, functiontest.Sensitive).State); err != nil {
			t.Fatal(err)
		}
		second = claim(t, w, functiontest.Sensitive, referral.MailCode)
		result := store.MailResult{State: referral.MailHandedOver, MessageID: messageID}
		if messageID == "" {
			result = store.MailResult{State: referral.MailWaiting, RetryAt: w.Desk.Clock().Add(time.Minute)}
		}
		if err := w.FinishMail(ctx, w.Command(t, desk.System()), w.Record(t, functiontest.Sensitive).State, second, result); err != nil {
			t.Fatal(err)
		}
	}
	tags := fmt.Sprintf(`{"program":["ceja"],"referral":[%q],"mail":["%06d"],"kind":["referral-code"]}`, functiontest.Sensitive, second.Version)
	e := event(t, "delivery")
	e.Detail = json.RawMessage(`{"eventType":"Delivery","mail":{"messageId":"ses-code-1","tags":` + tags + `}}`)
	if _, err := h.handle(ctx, e); err != nil {
		t.Fatal(err)
	}
	for _, m := range w.Record(t, functiontest.Sensitive).Mails {
		if m.Kind == referral.MailCode && m.State != referral.MailWaiting {
			t.Errorf("the second code was never sent, and is %s", m.State)
		}
	}
}

// What cannot be read comes back, and ends where failures are looked at.
func TestUnreadableReport(t *testing.T) {
	_, h := open(t)
	e := event(t, "delivery")
	e.Detail = json.RawMessage(`["no report"]`)
	if _, err := h.handle(context.Background(), e); err == nil {
		t.Error("taken as done")
	}
}
