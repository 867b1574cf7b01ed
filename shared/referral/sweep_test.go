package referral_test

import (
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/referral"
)

// "On that day, from 09:00 local, if a line has no answer, the next sweep sends one reminder."
func TestRemind(t *testing.T) {
	d := sent(t, housing, transport)
	d.answer(each(housing, "accepted"))
	d.clock("2026-03-09 08:59")
	if change, err := d.state.Remind(d.cmd()); err != nil || !change.Nothing() {
		t.Errorf("before 09:00 it is %q, %v", change.Event().Type, err)
	}
	d.clock("2026-03-09 09:00")
	change := d.do(d.state.Remind(d.cmd()))
	if mails(change) != "[referral-reminder]" || change.Event().Type != referral.Reminded {
		t.Errorf("mails are %s, event %q", mails(change), change.Event().Type)
	}
	if got := change.Mails()[0]; got.Send != 1 || got.Version != d.state.Version {
		t.Errorf("mail is %+v, want the same send's link", got)
	}
	if again, err := d.state.Remind(d.cmd()); err != nil || !again.Nothing() {
		t.Errorf("a second sweep makes %q, %v", again.Event().Type, err)
	}
	if d.state.NextDue() != d.state.OverdueAt {
		t.Errorf("next due at %s, want the overdue day", d.state.NextDue())
	}
}

func TestRemind_NotWhenAnswered(t *testing.T) {
	for _, decision := range referral.Decisions() {
		d := sent(t, housing)
		d.answer(all(decision))
		d.clock("2026-03-09 09:00")
		if change, err := d.state.Remind(d.cmd()); err != nil || !change.Nothing() {
			t.Errorf("%s: it is %q, %v", decision, change.Event().Type, err)
		}
	}
}

// "The sweep marks it once, and tells the referring staff member once."
func TestMarkOverdue(t *testing.T) {
	d := sent(t, housing, transport)
	d.clock("2026-03-12 23:59")
	if change, err := d.state.MarkOverdue(d.cmd()); err != nil || !change.Nothing() {
		t.Errorf("before the day it is %q, %v", change.Event().Type, err)
	}
	d.clock("2026-03-13 00:00")
	change := d.do(d.state.MarkOverdue(d.cmd()))
	if mails(change) != "[referral-overdue]" || !d.state.MarkedOverdue || d.state.Status != referral.Sent {
		t.Errorf("mails are %s, state %+v", mails(change), d.state)
	}
	if again, err := d.state.MarkOverdue(d.cmd()); err != nil || !again.Nothing() {
		t.Errorf("a second sweep makes %q, %v", again.Event().Type, err)
	}
	if d.state.NextDue() != "" {
		t.Errorf("the sweep looks again at %s", d.state.NextDue())
	}
	if d.state.AttentionSince != d.now {
		t.Errorf("attention since %q, want now", d.state.AttentionSince)
	}
}

func TestMarkOverdue_TakesTheForgottenReminderWithIt(t *testing.T) {
	d := sent(t, housing) // and no sweep ran for two weeks
	d.clock("2026-03-16 10:00")
	d.do(d.state.MarkOverdue(d.cmd()))
	if change, err := d.state.Remind(d.cmd()); err != nil || !change.Nothing() {
		t.Errorf("the partner is reminded after the staff were told: %q, %v", change.Event().Type, err)
	}
}

// "An answer clears it": all that is overdue has to be answered.
func TestMarkOverdue_Cleared(t *testing.T) {
	overdue := func(t *testing.T) *desk {
		d := sent(t, housing, transport)
		d.clock("2026-03-16 10:00")
		d.do(d.state.MarkOverdue(d.cmd()))
		return d
	}
	for _, decision := range referral.Decisions() {
		t.Run(string(decision), func(t *testing.T) {
			d := overdue(t)
			d.answer(all(decision))
			if d.state.MarkedOverdue || d.state.Overdue(d.now) {
				t.Error("it is still overdue")
			}
		})
	}
	t.Run("NotByOneLineOfTwo", func(t *testing.T) {
		d := overdue(t)
		d.answer(each(housing, "accepted"))
		if !d.state.MarkedOverdue {
			t.Error("the other line is overdue still")
		}
	})
	t.Run("MarkedAgainAfterAPendingAnswer", func(t *testing.T) {
		d := overdue(t)
		d.answer(all(referral.Pending))
		if d.state.OverdueOn != "2026-03-27" {
			t.Errorf("overdue on %s", d.state.OverdueOn)
		}
		d.clock("2026-03-27 00:00")
		if change := d.do(d.state.MarkOverdue(d.cmd())); mails(change) != "[referral-overdue]" {
			t.Errorf("mails are %s", mails(change))
		}
	})
	t.Run("ByTheSamePendingAnswerOnALaterDay", func(t *testing.T) {
		d := overdue(t)
		d.answer(all(referral.Pending))
		d.clock("2026-03-27 00:00")
		d.do(d.state.MarkOverdue(d.cmd()))
		d.answer(all(referral.Pending))
		if d.state.MarkedOverdue {
			t.Error("it is still overdue")
		}
	})
	t.Run("ByAResend", func(t *testing.T) {
		d := overdue(t)
		d.resend()
		if d.state.MarkedOverdue || d.state.OverdueOn != "2026-03-27" || d.state.RemindAt == "" || d.state.AttentionSince != "" {
			t.Errorf("state is %+v", d.state)
		}
	})
	t.Run("ByACancel", func(t *testing.T) {
		d := overdue(t)
		d.cancel()
		if d.state.MarkedOverdue || d.state.NextDue() != d.state.RetainUntil || d.state.AttentionSince != "" {
			t.Errorf("state is %+v", d.state)
		}
	})
}

// Before the sweep has run, what is read says overdue all the same.
func TestOverdue_ByTheClock(t *testing.T) {
	d := sent(t, housing)
	d.wait(11 * 24 * time.Hour)
	if !d.state.Overdue(d.now) || d.state.MarkedOverdue {
		t.Errorf("overdue is %t, marked %t", d.state.Overdue(d.now), d.state.MarkedOverdue)
	}
}

func TestAttentionSince(t *testing.T) {
	d := sent(t, housing, transport)
	d.clock("2026-03-03 10:00")
	d.answer(each(housing, "customer-not-responding"))
	since := d.now
	d.wait(time.Hour)
	d.answer(each(transport, "rejected"))
	if d.state.AttentionSince != since {
		t.Errorf("attention since %q, want since the first cause, %q", d.state.AttentionSince, since)
	}
	d.answer(each(housing, "accepted", transport, "accepted"))
	if d.state.AttentionSince != "" {
		t.Errorf("attention since %q, though nothing is wrong", d.state.AttentionSince)
	}
}
