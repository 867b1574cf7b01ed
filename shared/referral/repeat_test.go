package referral_test

import (
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/referral"
)

// "The same answer twice records it once."
func TestAnswer_Repeated(t *testing.T) {
	for _, decision := range referral.Decisions() {
		t.Run(string(decision), func(t *testing.T) {
			d := sent(t, housing, transport)
			d.answer(all(decision))
			d.wait(2 * time.Second)
			wantNothing(t, d, all(decision))
		})
	}
	t.Run("LineByLine", func(t *testing.T) {
		d := sent(t, housing, transport)
		d.answer(each(housing, "accepted", transport, "rejected"))
		wantNothing(t, d, each(housing, "accepted", transport, "rejected"))
	})
	t.Run("WithTextTypedAround", func(t *testing.T) {
		d := sent(t, housing)
		d.answer(all(referral.Accepted))
		again := all(referral.Accepted)
		again.Name, again.Reason = " Ann Lee ", "no-capacity" // the form's untouched choice
		wantNothing(t, d, again)
	})
	t.Run("AfterTheTimeForCorrections", func(t *testing.T) {
		d := sent(t, housing)
		d.answer(all(referral.Rejected))
		d.wait(100 * time.Hour)
		wantNothing(t, d, all(referral.Rejected))
	})
}

func TestAnswer_NotRepeated(t *testing.T) {
	t.Run("AnotherName", func(t *testing.T) {
		d := sent(t, housing)
		d.answer(all(referral.Accepted))
		again := all(referral.Accepted)
		again.Name = "Bea Young"
		d.answer(again)
	})
	t.Run("WordsThatOnlyTogetherAreTheSame", func(t *testing.T) {
		d := sent(t, housing)
		a := all(referral.Accepted)
		a.Name, a.Note = "Ann", "Lee called"
		d.answer(a)
		a.Name, a.Note = "Ann Lee", "called"
		d.answer(a)
	})
	t.Run("AnotherAnswerBetween", func(t *testing.T) {
		d := sent(t, housing)
		d.answer(all(referral.Accepted))
		d.answer(all(referral.Pending))
		d.answer(all(referral.Accepted))
		wantStatus(t, d.state, referral.Accepted)
	})
	t.Run("AfterAResendTheLinesAskAgain", func(t *testing.T) {
		d := sent(t, housing)
		d.answer(all(referral.Pending))
		d.resend()
		wantStatus(t, d.state, referral.Sent)
		d.answer(all(referral.Pending))
		wantStatus(t, d.state, referral.Pending)
	})
	t.Run("PendingOnALaterDayRestartsTheTenDays", func(t *testing.T) {
		d := sent(t, housing)
		d.clock("2026-03-04 10:00")
		d.answer(all(referral.Pending))
		d.clock("2026-03-04 23:59")
		wantNothing(t, d, all(referral.Pending))
		d.clock("2026-03-05 00:00")
		d.answer(all(referral.Pending))
		if got := d.state.OverdueOn; got != "2026-03-16" {
			t.Errorf("overdue on %s, want 2026-03-16", got)
		}
	})
	t.Run("AnotherLinePendingOnALaterDayIsNoReason", func(t *testing.T) {
		d := sent(t, housing, transport)
		d.answer(each(housing, "pending"))
		d.wait(24 * time.Hour)
		d.answer(each(transport, "accepted"))
		d.wait(24 * time.Hour)
		wantNothing(t, d, each(transport, "accepted"))
	})
}

func wantNothing(t testing.TB, d *desk, a referral.Answer) {
	t.Helper()
	change, err := d.state.Answer(d.cmd(), a)
	if err != nil || !change.Nothing() {
		t.Errorf("the same answer again is %q, %v; want nothing", change.Event().Type, err)
	}
}
