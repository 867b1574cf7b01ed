package referral_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
)

func TestCancel(t *testing.T) {
	d := sent(t, housing, transport)
	d.answer(each(housing, "rejected", transport, "accepted"))
	d.wait(60e9)
	change := d.do(d.state.Cancel(d.cmd(), " Found another way. "))
	s := d.state
	if s.Status != referral.Canceled || s.EndedAt != d.now || s.NextDue() != s.RetainUntil || s.OverdueOn != "" {
		t.Errorf("state is %+v", s)
	}
	if d.line(housing).Status != referral.Rejected || d.line(transport).Status != referral.Canceled {
		t.Errorf("lines are %+v; an answer that stands was overwritten", s.Lines)
	}
	if got := change.Event(); got.Type != referral.WasCanceled || got.Note != "Found another way." || got.BusType() != "ReferralCanceled" {
		t.Errorf("event is %+v", got)
	}
	if mails(change) != "[referral-canceled]" {
		t.Errorf("mails are %s", mails(change))
	}
	if got := fmt.Sprint(change.Guards()); got != "{[] [transportation] false}" {
		t.Errorf("guards are %s", got)
	}
}

func TestCancel_Draft(t *testing.T) {
	d := reach(t, referral.Draft)
	if change := d.cancel(); mails(change) != "[]" {
		t.Errorf("%s goes to a contact who never heard of it", mails(change))
	}
	change, err := d.state.Resend(d.cmd(), parties())
	wantRefused(t, d.state, change, err)
}

func TestCancel_ReasonTooLong(t *testing.T) {
	d := sent(t, housing)
	_, err := d.state.Cancel(d.cmd(), strings.Repeat("r", 1001))
	wantFields(t, err, "reason")
}
