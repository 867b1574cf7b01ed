package view_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/view"
)

const (
	nine  = referral.Instant("2026-11-20T15:00:00.000Z")
	ten   = referral.Instant("2026-11-20T16:00:00.000Z")
	noon  = referral.Instant("2026-11-20T18:00:00.000Z")
	night = referral.Instant("2026-12-02T06:00:00.000Z")
)

func event(kind referral.EventType, version int, at referral.Instant) referral.Event {
	return referral.Event{Type: kind, Version: version, At: at, By: referral.Actor{Name: "Somebody"}}
}

// The timeline is in the order of its events: commands by version, whatever the clocks of two machines say, and what
// mail servers reported where its time falls between them.
func TestTimeline(t *testing.T) {
	for _, c := range []struct {
		name   string
		events []referral.Event
		want   []referral.EventType
	}{
		{"ByVersion", []referral.Event{event(referral.AnsweredAccepted, 2, ten), event(referral.WasSent, 1, nine)},
			[]referral.EventType{referral.WasSent, referral.AnsweredAccepted}},
		{"AClockThatIsLate", []referral.Event{event(referral.WasSent, 1, ten), event(referral.AnsweredAccepted, 2, nine)},
			[]referral.EventType{referral.WasSent, referral.AnsweredAccepted}},
		{"AReportBetweenCommands", []referral.Event{event(referral.WasSent, 1, nine), event(referral.AnsweredAccepted, 2, noon), event(referral.Delivered, 1, ten)},
			[]referral.EventType{referral.WasSent, referral.Delivered, referral.AnsweredAccepted}},
		{"AReportAfterAll", []referral.Event{event(referral.WasSent, 1, nine), event(referral.AnsweredAccepted, 2, ten), event(referral.Undelivered, 1, noon)},
			[]referral.EventType{referral.WasSent, referral.AnsweredAccepted, referral.Undelivered}},
		// Never before the command whose mail it is about.
		{"AReportByALateClock", []referral.Event{event(referral.WasSent, 1, ten), event(referral.Delivered, 1, nine)},
			[]referral.EventType{referral.WasSent, referral.Delivered}},
		{"TwoReports", []referral.Event{event(referral.WasSent, 1, nine), event(referral.Undelivered, 1, noon), event(referral.Delivered, 1, ten)},
			[]referral.EventType{referral.WasSent, referral.Delivered, referral.Undelivered}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []referral.EventType
			for _, e := range view.ReferralOf(referral.State{}, c.events, nil, noon).Timeline {
				got = append(got, e.Type)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

// What is read says overdue when it is marked or past the time: nobody waits for the sweep.
func TestOverdueByTheClock(t *testing.T) {
	s := referral.State{Status: referral.Sent, OverdueAt: night}
	for now, want := range map[referral.Instant]bool{"2026-12-02T05:59:59.999Z": false, night: true} {
		if got := view.ReferralOf(s, nil, nil, now).Overdue; got != want {
			t.Errorf("the view at %s: %v", now, got)
		}
		if got := view.RowOf(s, "").At(now).Overdue; got != want {
			t.Errorf("the row at %s: %v", now, got)
		}
	}
	s.MarkedOverdue = true
	if !view.RowOf(s, "").At(nine).Overdue {
		t.Error("a mark is not shown before its time")
	}
}

// What SES says of the newest mail is the referral's delivery; "sent" never stands for "delivered".
func TestDelivery(t *testing.T) {
	for state, want := range map[referral.MailState]struct {
		delivery      referral.MailState
		undeliverable bool
	}{
		referral.MailQueued:     {referral.MailQueued, false},
		referral.MailSending:    {referral.MailQueued, false},
		referral.MailWaiting:    {referral.MailQueued, false},
		referral.MailHandedOver: {referral.MailHandedOver, false},
		referral.MailDelivered:  {referral.MailDelivered, false},
		referral.MailBounced:    {referral.MailBounced, true},
		referral.MailComplained: {referral.MailComplained, true},
		referral.MailSuppressed: {referral.MailSuppressed, true},
		referral.MailSuperseded: {"", false},
	} {
		mails := []referral.Mail{{Kind: referral.MailSent, Version: 1, State: state}}
		if got := view.ReferralOf(referral.State{}, nil, mails, noon); got.Delivery != want.delivery || got.Undeliverable != want.undeliverable {
			t.Errorf("%s shows as %q, undeliverable %v", state, got.Delivery, got.Undeliverable)
		}
	}
}

// What is not there is left out or empty: null is never sent.
func TestNoNulls(t *testing.T) {
	for name, shown := range map[string]any{
		"referral": view.ReferralOf(referral.State{}, nil, nil, noon), "row": view.RowOf(referral.State{}, ""),
	} {
		encoded, err := json.Marshal(shown)
		if err != nil || strings.Contains(string(encoded), "null") {
			t.Errorf("%s: %s, %v", name, encoded, err)
		}
	}
}
