package main

import (
	"context"
	"errors"
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/secret"
)

// An error between the claim and SES gives the mail back: the bus comes again within seconds, long before the lease of
// whoever had claimed the mail runs out.
func TestSendAfterAnErrorBeforeSES(t *testing.T) {
	w, p, box := open(t)
	keys := p.keys
	p.keys = secret.NewSource(func(context.Context) (string, error) { return "", errors.New("not reached") })
	if _, err := p.handle(context.Background(), event(t, "sent")); err == nil {
		t.Fatal("a mail that could not be written is taken as done")
	}
	if m := mailOf(t, w, functiontest.Sent, referral.MailSent); m.State != referral.MailQueued || len(box.sent) != 0 {
		t.Errorf("the mail is %s, %d went out", m.State, len(box.sent))
	}
	p.keys = keys
	deliver(t, p, "sent")
	if m := mailOf(t, w, functiontest.Sent, referral.MailSent); m.State != referral.MailHandedOver || len(box.sent) != 1 {
		t.Errorf("the mail is %s, %d went out", m.State, len(box.sent))
	}
}
