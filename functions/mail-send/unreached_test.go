package main

import (
	"context"
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/mail/ses"
	"github.com/referral-tool/referrals/shared/referral"
)

// distant is a mail service that cannot be reached at first.
type distant struct {
	postbox
	failures int
}

func (d *distant) Send(ctx context.Context, e ses.Envelope) (string, error) {
	if d.failures > 0 {
		d.failures--
		return "", &ses.Error{Outcome: ses.NotNow}
	}
	return d.postbox.Send(ctx, e)
}

// Before a connection stands nothing can have been sent: it is tried again at once. After three tries the mail waits.
func TestSendWhereSESIsNotReached(t *testing.T) {
	for failures, state := range map[int]referral.MailState{2: referral.MailHandedOver, 3: referral.MailWaiting} {
		w, p, _ := open(t)
		far := &distant{failures: failures}
		p.sender = far
		deliver(t, p, "sent")
		if m := mailOf(t, w, functiontest.Sent, referral.MailSent); m.State != state {
			t.Errorf("after %d failures the mail is %s with %d sent, want %s", failures, m.State, len(far.sent), state)
		}
	}
}
