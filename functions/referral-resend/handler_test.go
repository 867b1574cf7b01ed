package main

import (
	"context"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
)

func open(w *functiontest.World) *api.API { return newAPI(w.Desk, w.Log) }

func TestReferralResend(t *testing.T) {
	functiontest.Cases(t, "referral-resend", open, map[string]int{
		"resend":          200,
		"other-contact":   200,
		"canceled":        200,
		"accepted":        200,
		"by-integration":  403,
		"foreign":         404,
		"unknown":         404,
		"unknown-contact": 404,
		"draft":           409,
		"rejected":        409,
		"stale":           412,
		"bad-contact":     422,
		"no-mail":         422,
		"unknown-field":   422,
	})
}

func TestResendTwice(t *testing.T) { functiontest.Replay(t, "referral-resend", "resend", open) }

// The customer is read with organization and contact: three requests, as before, and the partner sees what was corrected.
func TestResendShowsTheCorrectedCustomer(t *testing.T) {
	w := functiontest.New(t)
	corrected := functiontest.John
	corrected.LastName, corrected.Phone = "Jones-Smith", "217-303-0000"
	if _, err := w.PutCustomer(context.Background(), w.Command(t, functiontest.Casey), corrected); err != nil {
		t.Fatal(err)
	}
	a, event := open(w), functiontest.Event[events.APIGatewayV2HTTPRequest](t, "referral-resend", "resend")
	if n := w.Requests(func() { w.Call(t, a, event) }); n != 3 {
		t.Errorf("it took %d requests, want 3", n)
	}
	record, err := w.Referral(context.Background(), functiontest.Ceja, functiontest.Sent)
	if err != nil || record.State.Sends != 2 || record.State.Customer.Name() != "John Jones-Smith" || record.State.Customer.Phone != corrected.Phone {
		t.Errorf("send %d shows %+v (%v)", record.State.Sends, record.State.Customer, err)
	}
	file, err := w.CustomerFile(context.Background(), functiontest.Ceja, functiontest.John.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range file.Rows {
		if row.ID == functiontest.Sent && row.Customer.Name != "John Jones-Smith" {
			t.Errorf("the list shows %q", row.Customer.Name)
		}
	}
}
