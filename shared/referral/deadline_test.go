package referral_test

import (
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/referral"
)

// Due 5 business days after the day of the send; overdue once the later of that day and the 10th calendar day is over.
// All by Illinois' calendar and the clocks of Chicago: 6 hours behind UTC in winter, 5 in summer.
func TestDeadlines(t *testing.T) {
	tests := []struct {
		name      string
		sent      string
		due       referral.Date
		remindAt  referral.Instant
		overdueOn referral.Date
		overdueAt referral.Instant
	}{
		{"PlainWeek", "2026-01-05 10:00", "2026-01-12", "2026-01-12T15:00:00.000Z", "2026-01-16", "2026-01-16T06:00:00.000Z"},
		{"ThanksgivingMovesDueBehindTheTenDays", "2026-11-20 14:00", "2026-12-01", "2026-12-01T15:00:00.000Z", "2026-12-02", "2026-12-02T06:00:00.000Z"},
		{"LateEveningIsStillItsDay", "2026-11-20 23:59", "2026-12-01", "2026-12-01T15:00:00.000Z", "2026-12-02", "2026-12-02T06:00:00.000Z"},
		{"Midnight", "2026-11-21 00:00", "2026-12-01", "2026-12-01T15:00:00.000Z", "2026-12-02", "2026-12-02T06:00:00.000Z"},
		{"SentOnSaturday", "2026-01-10 10:00", "2026-01-16", "2026-01-16T15:00:00.000Z", "2026-01-21", "2026-01-21T06:00:00.000Z"},
		{"SentOnSunday", "2026-01-11 10:00", "2026-01-16", "2026-01-16T15:00:00.000Z", "2026-01-22", "2026-01-22T06:00:00.000Z"},
		{"IndependenceDayOnSaturday", "2026-06-26 10:00", "2026-07-06", "2026-07-06T14:00:00.000Z", "2026-07-07", "2026-07-07T05:00:00.000Z"},
		{"ElectionDay", "2026-10-30 10:00", "2026-11-09", "2026-11-09T15:00:00.000Z", "2026-11-10", "2026-11-10T06:00:00.000Z"},
		{"YearsEnd", "2026-12-24 10:00", "2027-01-04", "2027-01-04T15:00:00.000Z", "2027-01-05", "2027-01-05T06:00:00.000Z"},
		{"NewYearObservedInTheYearBefore", "2027-12-27 10:00", "2028-01-04", "2028-01-04T15:00:00.000Z", "2028-01-07", "2028-01-07T06:00:00.000Z"},
		{"LeapDay", "2028-02-25 10:00", "2028-03-03", "2028-03-03T15:00:00.000Z", "2028-03-07", "2028-03-07T06:00:00.000Z"},
		{"OverTheSpringNight", "2026-03-03 10:00", "2026-03-10", "2026-03-10T14:00:00.000Z", "2026-03-14", "2026-03-14T05:00:00.000Z"},
		{"OverdueOnTheSpringDay", "2027-03-03 10:00", "2027-03-10", "2027-03-10T15:00:00.000Z", "2027-03-14", "2027-03-14T06:00:00.000Z"},
		{"OverdueOnTheDayAfter", "2027-03-04 10:00", "2027-03-11", "2027-03-11T15:00:00.000Z", "2027-03-15", "2027-03-15T05:00:00.000Z"},
		{"SentInTheSpringNight", "2027-03-14 03:00", "2027-03-19", "2027-03-19T14:00:00.000Z", "2027-03-25", "2027-03-25T05:00:00.000Z"},
		{"OverTheAutumnNight", "2026-10-26 10:00", "2026-11-02", "2026-11-02T15:00:00.000Z", "2026-11-06", "2026-11-06T06:00:00.000Z"},
		{"OverdueOnTheAutumnDay", "2026-10-21 10:00", "2026-10-28", "2026-10-28T14:00:00.000Z", "2026-11-01", "2026-11-01T05:00:00.000Z"},
		{"SentInTheAutumnNight", "2026-11-01 01:30", "2026-11-09", "2026-11-09T15:00:00.000Z", "2026-11-12", "2026-11-12T06:00:00.000Z"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := open(t)
			d.clock(tt.sent)
			d.send(housing)
			s := d.state
			if s.ResponseDueOn != tt.due || s.RemindAt != tt.remindAt {
				t.Errorf("due on %s, reminder at %s; want %s, %s", s.ResponseDueOn, s.RemindAt, tt.due, tt.remindAt)
			}
			if s.OverdueOn != tt.overdueOn || s.OverdueAt != tt.overdueAt {
				t.Errorf("overdue on %s at %s; want %s, %s", s.OverdueOn, s.OverdueAt, tt.overdueOn, tt.overdueAt)
			}
			if s.Overdue(tt.overdueAt.Add(-time.Millisecond)) || !s.Overdue(tt.overdueAt) {
				t.Error("it is not overdue from 00:00 of that day on")
			}
		})
	}
}

func TestDeadlines_PendingRestartsTheTenDays(t *testing.T) {
	d := open(t)
	d.clock("2026-11-20 14:00")
	d.send(housing)
	d.clock("2026-11-25 09:00")
	d.answer(all(referral.Pending))
	if d.state.OverdueOn != "2026-12-06" || d.state.ResponseDueOn != "2026-12-01" || d.state.RemindAt != "" {
		t.Errorf("overdue on %s, due on %s, reminder at %q", d.state.OverdueOn, d.state.ResponseDueOn, d.state.RemindAt)
	}
	t.Run("NeverBeforeTheDueDay", func(t *testing.T) {
		d := open(t)
		d.clock("2026-11-20 14:00")
		d.send(housing)
		d.answer(all(referral.Pending)) // ten days from here end on November 30, before the due day
		if d.state.OverdueOn != "2026-12-02" {
			t.Errorf("overdue on %s, want 2026-12-02", d.state.OverdueOn)
		}
	})
}

func TestDeadlines_PartialAnswers(t *testing.T) {
	d := sent(t, housing, transport)
	overdueOn, remindAt := d.state.OverdueOn, d.state.RemindAt
	if overdueOn != "2026-03-13" {
		t.Fatalf("overdue on %s", overdueOn)
	}
	d.clock("2026-03-04 10:00")
	d.answer(each(housing, "accepted"))
	if d.state.OverdueOn != overdueOn || d.state.RemindAt != remindAt {
		t.Error("the line without an answer lost its deadlines")
	}
	d.clock("2026-03-05 10:00")
	d.answer(each(housing, "pending"))
	if d.state.OverdueOn != overdueOn || d.state.RemindAt != remindAt {
		t.Error("the earlier line no longer decides")
	}
	d.answer(each(transport, "rejected"))
	if d.state.OverdueOn != "2026-03-16" || d.state.RemindAt != "" {
		t.Errorf("overdue on %s, reminder at %q; want the pending line's day, and none", d.state.OverdueOn, d.state.RemindAt)
	}
	d.answer(each(housing, "customer-not-responding"))
	if d.state.OverdueOn != "" || d.state.OverdueAt != "" || d.state.NextDue() != "" {
		t.Errorf("overdue on %q, though the partner has answered", d.state.OverdueOn)
	}
}

func TestDeadlines_Settings(t *testing.T) {
	t.Run("DeadlinesOff", func(t *testing.T) {
		d := open(t)
		d.rules.ResponseDays = 0
		d.send(housing)
		if d.state.ResponseDueOn != "" || d.state.RemindAt != "" || d.state.OverdueOn != "2026-03-13" {
			t.Errorf("state is %+v", d.state)
		}
	})
	t.Run("OverdueOff", func(t *testing.T) {
		d := open(t)
		d.rules.OverdueDays = 0
		d.send(housing)
		if d.state.OverdueOn != "" || d.state.OverdueAt != "" || d.state.ResponseDueOn != "2026-03-09" {
			t.Errorf("state is %+v", d.state)
		}
	})
	t.Run("ReminderOff", func(t *testing.T) {
		d := open(t)
		d.rules.Reminder = false
		d.send(housing)
		if d.state.RemindAt != "" || d.state.NextDue() != d.state.OverdueAt {
			t.Errorf("reminder at %q, next due %q", d.state.RemindAt, d.state.NextDue())
		}
	})
	t.Run("OtherDaysAndHour", func(t *testing.T) {
		d := open(t)
		d.rules.ResponseDays, d.rules.OverdueDays, d.rules.ReminderHour = 3, 21, 16
		d.send(housing)
		if d.state.ResponseDueOn != "2026-03-05" || d.state.RemindAt != "2026-03-05T22:00:00.000Z" || d.state.OverdueOn != "2026-03-24" {
			t.Errorf("due %s, reminder %s, overdue %s", d.state.ResponseDueOn, d.state.RemindAt, d.state.OverdueOn)
		}
	})
}

// "No reminder goes, it is never overdue and stands in no waiting row."
func TestDeadlines_ReceivesOnly(t *testing.T) {
	d := open(t)
	p := parties()
	p.Organization.ReceivesOnly = true
	d.do(referral.Create(d.cmd(), referralID, p, request(housing)))
	if d.state.ResponseDueOn != "" || d.state.NextDue() != "" || d.state.OverdueOn != "" || d.state.Awaiting() {
		t.Errorf("state is %+v", d.state)
	}
	d.wait(1000 * time.Hour)
	if d.state.Overdue(d.now) {
		t.Error("it is overdue")
	}
}

func TestDeadlines_Draft(t *testing.T) {
	d := reach(t, referral.Draft)
	if d.state.ResponseDueOn != "" || d.state.NextDue() != d.state.RetainUntil || d.state.OverdueOn != "" {
		t.Errorf("a draft has deadlines: %+v", d.state)
	}
	d.clock("2026-11-20 14:00")
	d.do(d.state.Submit(d.cmd(), parties()))
	if d.state.ResponseDueOn != "2026-12-01" {
		t.Errorf("due on %s: the clocks do not start with the send", d.state.ResponseDueOn)
	}
}
