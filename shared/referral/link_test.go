package referral_test

import (
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
)

// "It dies on cancel, on resend, 7 days after the referral ends, and 90 days after its send in any case."
func TestLink(t *testing.T) {
	tests := []struct {
		name  string
		after func(d *desk)
		send  int
		at    string // "" for at once
		want  referral.LinkState
	}{
		{"Sent", func(d *desk) {}, 1, "", referral.LinkAlive},
		{"NeverSent", func(d *desk) {}, 2, "", referral.LinkDead},
		{"SendZero", func(d *desk) {}, 0, "", referral.LinkDead},
		{"DayNinety", func(d *desk) {}, 1, "2026-05-31 23:59", referral.LinkAlive},
		{"DayNinetyOne", func(d *desk) {}, 1, "2026-06-01 00:00", referral.LinkDead},
		{"AcceptedOnDayNinety", func(d *desk) { d.answer(all(referral.Accepted)) }, 1, "2026-05-31 23:59", referral.LinkAlive},
		{"AcceptedOnDayNinetyOne", func(d *desk) { d.answer(all(referral.Accepted)) }, 1, "2026-06-01 00:00", referral.LinkDead},
		{"RejectedOnDaySeven", func(d *desk) { d.answer(all(referral.Rejected)) }, 1, "2026-03-09 23:59", referral.LinkAlive},
		{"RejectedOnDayEight", func(d *desk) { d.answer(all(referral.Rejected)) }, 1, "2026-03-10 00:00", referral.LinkDead},
		{"ClosedOnDayEight", func(d *desk) { d.answer(all(referral.Closed)) }, 1, "2026-03-10 00:00", referral.LinkDead},
		{"Reopened", func(d *desk) { d.answer(all(referral.Rejected)); d.answer(all(referral.Accepted)) }, 1, "2026-03-20 00:00", referral.LinkAlive},
		{"Canceled", func(d *desk) { d.cancel() }, 1, "", referral.LinkWithdrawn},
		{"CanceledLongAgo", func(d *desk) { d.cancel() }, 1, "2026-05-31 23:59", referral.LinkWithdrawn},
		{"CanceledAndPastItsDays", func(d *desk) { d.cancel() }, 1, "2026-06-01 00:00", referral.LinkDead},
		{"OldAfterResend", func(d *desk) { d.resend() }, 1, "", referral.LinkDead},
		{"NewAfterResend", func(d *desk) { d.resend() }, 2, "", referral.LinkAlive},
		{"OldAfterCancelAndResend", func(d *desk) { d.cancel(); d.resend() }, 1, "", referral.LinkDead},
		{"OldAfterResendAndCancel", func(d *desk) { d.resend(); d.cancel() }, 1, "", referral.LinkDead},
		{"NewAfterResendAndCancel", func(d *desk) { d.resend(); d.cancel() }, 2, "", referral.LinkWithdrawn},
		{"DaysCountFromTheResend", func(d *desk) { d.clock("2026-04-02 10:00"); d.resend() }, 2, "2026-07-01 23:59", referral.LinkAlive},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := sent(t, housing)
			tt.after(d)
			if tt.at != "" {
				d.clock(tt.at)
			}
			if got := d.state.Link(tt.send, d.now, d.rules); got != tt.want {
				t.Errorf("link is %s, want %s", got, tt.want)
			}
		})
	}
	for _, d := range []*desk{reach(t, referral.Draft), canceledDraft(t)} {
		if got := d.state.Link(0, d.now, d.rules); got != referral.LinkDead {
			t.Errorf("link of a %s that was never sent is %s", d.state.Status, got)
		}
	}
}

func canceledDraft(t *testing.T) *desk {
	d := reach(t, referral.Draft)
	d.cancel()
	return d
}
