package referral_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/referral"
)

// "Within 48 hours of an answer the same link may change it, ended lines too."
func TestCorrection_Window(t *testing.T) {
	tests := []struct {
		after time.Duration
		taken bool
	}{
		{time.Minute, true},
		{48 * time.Hour, true},
		{48*time.Hour + time.Millisecond, false},
	}
	for _, from := range []referral.Status{referral.Rejected, referral.Closed} {
		for _, tt := range tests {
			t.Run(fmt.Sprintf("%s/%s", from, tt.after), func(t *testing.T) {
				d := sent(t, housing)
				d.answer(all(from))
				d.wait(tt.after)
				change, err := d.state.Answer(d.cmd(), all(referral.Accepted))
				if !tt.taken {
					wantRefused(t, d.state, change, err)
					return
				}
				d.do(change, err)
				wantStatus(t, d.state, referral.Accepted)
				if got := change.Event(); got.Type != referral.Corrected || got.Before == "" {
					t.Errorf("event is %+v, want a correction that tells what stood before", got)
				}
				if d.state.EndedAt != "" {
					t.Error("a reopened referral still has its end")
				}
			})
		}
	}
}

// A correction that reopens takes the duplicate guard again: another referral may hold it by now.
func TestCorrection_Guards(t *testing.T) {
	d := sent(t, housing, transport)
	ended := d.answer(each(housing, "rejected", transport, "closed"))
	if got := fmt.Sprint(ended.Guards()); got != "{[] [housing-assistance transportation] false}" {
		t.Errorf("the end gives back %s", got)
	}
	reopened := d.answer(each(transport, "accepted"))
	if got := fmt.Sprint(reopened.Guards()); got != "{[transportation] [] false}" {
		t.Errorf("the correction takes %s", got)
	}
	wantStatus(t, d.state, referral.Accepted)
	changed := d.answer(each(housing, "closed"))
	if got := fmt.Sprint(changed.Guards()); got != "{[] [] false}" {
		t.Errorf("a correction from one end to another moves %s", got)
	}
	if got := changed.Event().Type; got != referral.Corrected {
		t.Errorf("event is %q", got)
	}
}

func TestCorrection_Clocks(t *testing.T) {
	d := sent(t, housing)
	d.clock("2026-03-03 10:00")
	d.answer(all(referral.Rejected))
	d.clock("2026-03-04 10:00")
	d.answer(all(referral.Pending))
	if d.state.OverdueOn != "2026-03-15" || d.state.RemindAt != "" {
		t.Errorf("overdue on %q, reminder at %q; want the ten days from the pending answer and no reminder",
			d.state.OverdueOn, d.state.RemindAt)
	}
}

// "Where none is open, the lines that can still be corrected."
func TestCorrection_General(t *testing.T) {
	d := sent(t, housing, transport)
	d.answer(each(housing, "rejected"))
	d.wait(60 * time.Hour)
	d.answer(each(transport, "closed"))
	d.answer(all(referral.Accepted))
	if d.line(housing).Status != referral.Rejected || d.line(transport).Status != referral.Accepted {
		t.Errorf("lines are %+v, want only the young answer changed", d.state.Lines)
	}
}

func TestCorrection_NamedLines(t *testing.T) {
	t.Run("TooOld", func(t *testing.T) {
		d := sent(t, housing, transport)
		d.answer(each(housing, "rejected"))
		d.wait(60 * time.Hour)
		change, err := d.state.Answer(d.cmd(), each(housing, "accepted", transport, "accepted"))
		wantRefused(t, d.state, change, err)
	})
	t.Run("UnchangedAmongOthersIsNoCorrection", func(t *testing.T) {
		for _, wait := range []time.Duration{time.Hour, 60 * time.Hour} { // a page names every line
			d := sent(t, housing, transport)
			d.answer(each(housing, "rejected"))
			answered := d.line(housing)
			d.wait(wait)
			change := d.answer(each(housing, "rejected", transport, "accepted"))
			if got := change.Event(); got.Type != referral.AnsweredAccepted || len(got.Lines) != 1 {
				t.Errorf("after %s the event is %+v, want one accepted line", wait, got)
			}
			if d.line(housing) != answered {
				t.Errorf("after %s the unchanged line is %+v", wait, d.line(housing))
			}
		}
	})
	t.Run("UnchangedWithANewNoteIsOne", func(t *testing.T) {
		d := sent(t, housing)
		d.answer(all(referral.Rejected))
		a := all(referral.Rejected)
		a.Note = "Room again in May."
		if got := d.answer(a).Event(); got.Type != referral.Corrected || got.Note != a.Note {
			t.Errorf("event is %+v", got)
		}
	})
	t.Run("UnchangedWithANewNoteTooLate", func(t *testing.T) {
		d := sent(t, housing)
		d.answer(all(referral.Rejected))
		d.wait(60 * time.Hour)
		a := each(housing, "rejected")
		a.Note = "Room again in May."
		change, err := d.state.Answer(d.cmd(), a)
		wantRefused(t, d.state, change, err)
	})
	t.Run("AnotherReasonIsOne", func(t *testing.T) {
		d := sent(t, housing, transport)
		d.answer(each(housing, "rejected"))
		a := each(housing, "rejected")
		a.Lines[0].Reason = "not-eligible"
		if got := d.answer(a).Event().Type; got != referral.Corrected || d.line(housing).Reason != "not-eligible" {
			t.Errorf("event is %q, reason %q", got, d.line(housing).Reason)
		}
	})
}

func TestCorrection_OffByProgram(t *testing.T) {
	d := sent(t, housing)
	d.rules.CorrectionWindow = 0
	d.answer(all(referral.Rejected))
	d.wait(time.Millisecond)
	change, err := d.state.Answer(d.cmd(), all(referral.Accepted))
	wantRefused(t, d.state, change, err)
}

// What was withdrawn is not brought back by an answer, however young.
func TestCorrection_NotAfterCancel(t *testing.T) {
	d := sent(t, housing, transport)
	d.answer(each(housing, "rejected"))
	d.cancel()
	change, err := d.state.Answer(d.cmd(), each(housing, "accepted"))
	wantRefused(t, d.state, change, err)
}
