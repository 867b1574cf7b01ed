package referral_test

import (
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
)

// shortConsent is a desk with a sensitive referral, sent on March 2, whose consent ends with the given day.
func shortConsent(t *testing.T, until referral.Date) *desk {
	d := open(t)
	req := request(mental)
	req.Consent = &referral.Consent{By: "John Jones", Method: "written", Date: "2026-03-01", Until: until}
	d.do(referral.Create(d.cmd(), referralID, parties(), req))
	return d
}

func TestDue(t *testing.T) {
	tests := []struct {
		name string
		make func(t *testing.T) *desk
		at   referral.Instant
		why  referral.Due
	}{
		{"Reminder", func(t *testing.T) *desk { return sent(t, housing) }, "2026-03-09T14:00:00.000Z", referral.DueReminder},
		{"OverdueAfterTheReminder", func(t *testing.T) *desk {
			d := sent(t, housing)
			remind(d)
			return d
		}, "2026-03-13T05:00:00.000Z", referral.DueOverdue},
		{"ConsentBeforeTheReminder", func(t *testing.T) *desk { return shortConsent(t, "2026-03-08") }, "2026-03-09T05:00:00.000Z", referral.DueConsent},
		{"ConsentAfterTheReminder", func(t *testing.T) *desk { return shortConsent(t, "2026-03-09") }, "2026-03-09T14:00:00.000Z", referral.DueReminder},
		{"ConsentOfAnAcceptedOne", func(t *testing.T) *desk {
			d := shortConsent(t, "2026-04-30")
			d.answer(all(referral.Accepted))
			return d
		}, "2026-05-01T05:00:00.000Z", referral.DueConsent},
		{"NothingRestsOnTheConsent", func(t *testing.T) *desk {
			d := sent(t, housing)
			d.do(d.state.RecordConsent(d.cmd(), *consent()))
			d.answer(all(referral.Accepted))
			return d
		}, "", ""},
		{"Closed", func(t *testing.T) *desk {
			d := shortConsent(t, "2026-04-30")
			d.answer(all(referral.Closed))
			return d
		}, "2031-03-03T06:00:00.000Z", referral.DueRetention},
		{"Canceled", func(t *testing.T) *desk {
			d := shortConsent(t, "2026-04-30")
			d.cancel()
			return d
		}, "2031-03-03T06:00:00.000Z", referral.DueRetention},
		{"Draft", func(t *testing.T) *desk { return reach(t, referral.Draft) }, "2031-03-03T06:00:00.000Z", referral.DueRetention},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if at, why := tt.make(t).state.Due(); at != tt.at || why != tt.why {
				t.Errorf("it is due at %q for %q, want %q for %q", at, why, tt.at, tt.why)
			}
		})
	}
}

// A sweep that comes late does the most telling thing first, and never asks the partner after the staff were told.
func TestSweep(t *testing.T) {
	steps := func(t *testing.T, d *desk) []referral.EventType {
		t.Helper()
		var done []referral.EventType
		for range 4 {
			change, err := d.state.Sweep(d.cmd())
			if err != nil {
				t.Fatal(err)
			}
			if change.Nothing() {
				break
			}
			d.do(change, err)
			done = append(done, change.Event().Type)
		}
		return done
	}
	tests := []struct {
		name string
		make func(t *testing.T) *desk
		at   string
		want []referral.EventType
	}{
		{"NothingDue", func(t *testing.T) *desk { return sent(t, housing) }, "2026-03-09 08:59", nil},
		{"Reminder", func(t *testing.T) *desk { return sent(t, housing) }, "2026-03-09 09:00", []referral.EventType{referral.Reminded}},
		{"OverdueInsteadOfALateReminder", func(t *testing.T) *desk { return sent(t, housing) }, "2026-03-13 00:00", []referral.EventType{referral.BecameOverdue}},
		{"EndOfConsentInsteadOfAll", func(t *testing.T) *desk { return shortConsent(t, "2026-03-12") }, "2026-03-13 00:00", []referral.EventType{referral.ConsentWithdrawn}},
		{"EndOfConsentOnceOverdue", func(t *testing.T) *desk {
			d := shortConsent(t, "2026-03-20")
			d.clock("2026-03-13 00:00")
			d.do(d.state.Sweep(d.cmd()))
			return d
		}, "2026-03-21 00:00", []referral.EventType{referral.ConsentWithdrawn}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := tt.make(t)
			d.clock(tt.at)
			done := steps(t, d)
			if len(done) != len(tt.want) || len(done) > 0 && done[0] != tt.want[0] {
				t.Errorf("the sweep does %q, want %q", done, tt.want)
			}
			if at := d.state.NextDue(); at != "" && at <= d.now {
				t.Errorf("it is still due at %s", at)
			}
		})
	}
}
