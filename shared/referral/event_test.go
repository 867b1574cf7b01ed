package referral_test

import (
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
)

func TestEvent_Detail(t *testing.T) {
	tests := []struct {
		name string
		make func(d *desk) referral.Change
		want string
	}{
		{"Resent", func(d *desk) referral.Change { return d.resend() }, "To Ann Lee, Harbor Housing."},
		{"AnsweredByLines", func(d *desk) referral.Change {
			a := each(housing, "rejected", transport, "closed")
			a.Note = "Try in May."
			return d.answer(a)
		}, "Housing Assistance: rejected (no capacity). Transportation: closed (service received). Try in May."},
		{"AnsweredByTelephone", func(d *desk) referral.Change {
			a := all(referral.CustomerNotResponding)
			a.Channel = referral.ByTelephone
			return d.answer(a)
		}, "Ann Lee answered by telephone. Housing Assistance: customer not responding. Transportation: customer not responding."},
		{"Corrected", func(d *desk) referral.Change {
			d.answer(all(referral.Rejected))
			return d.answer(each(housing, "accepted"))
		}, "Housing Assistance: accepted. Before: Housing Assistance rejected."},
		{"Canceled", func(d *desk) referral.Change { return d.cancel() }, "Found another way."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.make(sent(t, housing, transport)).Event().Detail(); got != tt.want {
				t.Errorf("detail is %q, want %q", got, tt.want)
			}
		})
	}
}

// The stream's consumers see one item at a time: the event says all that they need.
func TestEvent_Whole(t *testing.T) {
	d := sent(t, housing)
	d.by = referral.Actor{Name: "Ann Lee"}
	d.wait(60e9)
	cmd := d.cmd()
	got := d.do(d.state.Answer(cmd, all(referral.Closed))).Event()
	if got.ID != cmd.ID || got.At != cmd.At || got.By != d.by || got.Program != "ceja" || got.Grantee != "lincoln-land" ||
		got.ReferralID != referralID || got.Reference != d.state.Reference || got.CustomerID != "c1" || got.OrganizationID != "o1" ||
		got.Version != 2 || got.Status != referral.Closed || got.Send != 1 || got.Type != referral.AnsweredClosed {
		t.Errorf("event is %+v", got)
	}
	want := referral.Decided{Service: housing, Label: "Housing Assistance", Status: referral.Closed, Outcome: "service-received"}
	if len(got.Lines) != 1 || got.Lines[0] != want {
		t.Errorf("lines are %+v", got.Lines)
	}
}

func TestEvent_BusType(t *testing.T) {
	for kind, want := range map[referral.EventType]string{
		referral.WasSent: "ReferralSent", referral.Resent: "ReferralResent", referral.WasCanceled: "ReferralCanceled",
		referral.ConsentWithdrawn: "ReferralCanceled", referral.AnsweredPending: "ReferralAnswered",
		referral.AnsweredAccepted: "ReferralAnswered", referral.AnsweredRejected: "ReferralAnswered",
		referral.AnsweredNoReply: "ReferralAnswered", referral.AnsweredClosed: "ReferralAnswered",
		referral.Corrected: "ReferralCorrected", referral.BecameOverdue: "ReferralOverdue", referral.Reminded: "ReminderDue",
		referral.WasErased: "ReferralErased", referral.Drafted: "", referral.ConsentGiven: "",
	} {
		if got := (referral.Event{Type: kind}).BusType(); got != want {
			t.Errorf("%s goes to the bus as %q, want %q", kind, got, want)
		}
	}
}

func TestStatus(t *testing.T) {
	for _, s := range referral.Statuses() {
		if s.Label() == "" {
			t.Errorf("%q has no label", s)
		}
		if s.Open() && s.Ended() || s.Awaiting() && !s.Open() || s == referral.Draft && (s.Open() || s.Ended()) {
			t.Errorf("%q: open %t, ended %t, awaiting %t", s, s.Open(), s.Ended(), s.Awaiting())
		}
		isDecision := false
		for _, d := range referral.Decisions() {
			isDecision = isDecision || d == s
		}
		if s.Decision() != isDecision {
			t.Errorf("%q is a decision: %t", s, s.Decision())
		}
	}
	if len(referral.Statuses()) != 8 || len(referral.Decisions()) != 5 {
		t.Errorf("%d statuses, %d decisions", len(referral.Statuses()), len(referral.Decisions()))
	}
	if referral.Status("").Decision() || referral.Status("yes").Open() {
		t.Error("an unknown word passes for a status")
	}
}
