package referral_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
)

// "All lines rejected: rejected; all ended, at least one closed: closed; else the furthest of accepted, customer not
// responding, pending, sent that any line has reached."
func TestAnswer_StatusFollowsFromLines(t *testing.T) {
	tests := []struct {
		housing, transport, legal string // "" for a line without an answer
		want                      referral.Status
	}{
		{"rejected", "", "", referral.Sent},
		{"closed", "", "", referral.Sent},
		{"pending", "", "", referral.Pending},
		{"pending", "rejected", "closed", referral.Pending},
		{"customer-not-responding", "pending", "", referral.CustomerNotResponding},
		{"accepted", "customer-not-responding", "pending", referral.Accepted},
		{"accepted", "rejected", "rejected", referral.Accepted},
		{"rejected", "closed", "accepted", referral.Accepted},
		{"rejected", "rejected", "rejected", referral.Rejected},
		{"rejected", "closed", "rejected", referral.Closed},
		{"closed", "closed", "closed", referral.Closed},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%s,%s,%s", tt.housing, tt.transport, tt.legal), func(t *testing.T) {
			d := sent(t, housing, transport, legal)
			var pairs []string
			for service, decision := range map[string]string{housing: tt.housing, transport: tt.transport, legal: tt.legal} {
				if decision != "" {
					pairs = append(pairs, service, decision)
				}
			}
			d.answer(each(pairs...))
			wantStatus(t, d.state, tt.want)
			if got, want := d.state.EndedAt != "", tt.want.Ended(); got != want {
				t.Errorf("it has an end: %t, want %t", got, want)
			}
			for service, decision := range map[string]string{housing: tt.housing, transport: tt.transport, legal: tt.legal} {
				if decision == "" {
					decision = "sent"
				}
				if got := d.line(service).Status; string(got) != decision {
					t.Errorf("%s is %q, want %q", service, got, decision)
				}
			}
		})
	}
}

func TestAnswer_Lines(t *testing.T) {
	t.Run("NamedLineOverridesTheGeneralDecision", func(t *testing.T) {
		d := sent(t, housing, transport, legal)
		a := all(referral.Accepted)
		a.Lines = each(transport, "rejected").Lines
		change := d.answer(a)
		if d.line(housing).Status != referral.Accepted || d.line(transport).Status != referral.Rejected || d.line(legal).Status != referral.Accepted {
			t.Errorf("lines are %+v", d.state.Lines)
		}
		if got := d.line(transport).Reason; got != "no-capacity" {
			t.Errorf("reason is %q", got)
		}
		if got := change.Event().Type; got != referral.AnsweredAccepted {
			t.Errorf("the event is %q, want the furthest decision", got)
		}
	})
	t.Run("GeneralDecisionLeavesEndedLines", func(t *testing.T) {
		d := sent(t, housing, transport)
		d.answer(each(housing, "rejected"))
		change := d.answer(all(referral.Accepted))
		if d.line(housing).Status != referral.Rejected || d.line(transport).Status != referral.Accepted {
			t.Errorf("lines are %+v", d.state.Lines)
		}
		if got := change.Event(); got.Type != referral.AnsweredAccepted || len(got.Lines) != 1 {
			t.Errorf("event is %+v, want one accepted line", got)
		}
	})
	t.Run("GeneralReasonServesTheLinesWithoutOne", func(t *testing.T) {
		d := sent(t, housing, transport)
		a := referral.Answer{Name: "Ann", Reason: "not-eligible", Outcome: "enrolled", Lines: []referral.LineAnswer{
			{Service: housing, Decision: referral.Rejected}, {Service: transport, Decision: referral.Closed},
		}}
		d.answer(a)
		if got := d.line(housing); got.Reason != "not-eligible" || got.Outcome != "" {
			t.Errorf("line is %+v", got)
		}
		if got := d.line(transport); got.Reason != "" || got.Outcome != "enrolled" {
			t.Errorf("line is %+v", got)
		}
	})
	t.Run("ReasonGoesWhenALaterAnswerNeedsNone", func(t *testing.T) {
		d := sent(t, housing)
		d.answer(all(referral.Rejected))
		d.answer(all(referral.Accepted))
		if got := d.line(housing); got.Reason != "" {
			t.Errorf("an accepted line has the reason %q", got.Reason)
		}
	})
	t.Run("UntouchedChoicesOfAFormAreNotKept", func(t *testing.T) {
		d := sent(t, housing)
		a := all(referral.Accepted)
		a.Reason, a.Outcome = "anything", "anything"
		a.Lines = []referral.LineAnswer{{Service: housing, Decision: referral.Accepted, Reason: "anything", Outcome: "anything"}}
		d.answer(a)
		if got := frozen(t, d.state); strings.Contains(got, "anything") {
			t.Errorf("state keeps an unchecked text: %s", got)
		}
	})
}

func TestAnswer_Invalid(t *testing.T) {
	tests := []struct {
		name   string
		change func(a *referral.Answer)
		fields []string
	}{
		{"NoName", func(a *referral.Answer) { a.Name = " " }, []string{"name"}},
		{"NameTooLong", func(a *referral.Answer) { a.Name = strings.Repeat("ä", 201) }, []string{"name"}},
		{"NoteTooLong", func(a *referral.Answer) { a.Note = strings.Repeat("ä", 4001) }, []string{"note"}},
		{"NoDecision", func(a *referral.Answer) { *a = referral.Answer{Name: "Ann"} }, []string{"decision"}},
		{"RejectedWithoutReason", func(a *referral.Answer) { a.Decision = referral.Rejected }, []string{"reason"}},
		{"RejectedForNoKnownReason", func(a *referral.Answer) { a.Decision, a.Reason = referral.Rejected, "bad-day" }, []string{"reason"}},
		{"RejectedForAnOutcome", func(a *referral.Answer) { a.Decision, a.Reason = referral.Rejected, "enrolled" }, []string{"reason"}},
		{"OtherReasonWithoutNote", func(a *referral.Answer) { a.Decision, a.Reason = referral.Rejected, "other" }, []string{"note"}},
		{"ClosedWithoutOutcome", func(a *referral.Answer) { a.Decision = referral.Closed }, []string{"outcome"}},
		{"ClosedWithNoKnownOutcome", func(a *referral.Answer) { a.Decision, a.Outcome = referral.Closed, "fine" }, []string{"outcome"}},
		{"LineOfAnother", func(a *referral.Answer) { a.Lines = each(legal, "accepted").Lines }, []string{"services[0].key"}},
		{"LineTwice", func(a *referral.Answer) { a.Lines = each(housing, "accepted", housing, "pending").Lines }, []string{"services[1].key"}},
		{"LineWithoutDecision", func(a *referral.Answer) { a.Lines = each(housing, "").Lines }, []string{"services[0].decision"}},
		{"LineRejectedWithoutReason", func(a *referral.Answer) {
			a.Lines = []referral.LineAnswer{{Service: housing, Decision: referral.Rejected}}
		}, []string{"services[0].reason"}},
		{"LineClosedWithoutOutcome", func(a *referral.Answer) {
			a.Lines = []referral.LineAnswer{{Service: housing, Decision: referral.Closed}}
		}, []string{"services[0].outcome"}},
		{"LineRejectedForOtherWithoutNote", func(a *referral.Answer) {
			a.Lines = []referral.LineAnswer{{Service: housing, Decision: referral.Rejected, Reason: "other"}}
		}, []string{"note"}},
		{"AllAtOnce", func(a *referral.Answer) { *a = referral.Answer{Decision: "maybe"} }, []string{"name", "decision"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := sent(t, housing, transport)
			a := all(referral.Accepted)
			tt.change(&a)
			change, err := d.state.Answer(d.cmd(), a)
			wantFields(t, err, tt.fields...)
			if !change.Nothing() {
				t.Error("a wrong answer changed something")
			}
		})
	}
}

func TestAnswer_OtherReasonWithNote(t *testing.T) {
	d := sent(t, housing)
	a := all(referral.Rejected)
	a.Reason, a.Note = "other", " The house burnt down. "
	change := d.answer(a)
	if got := change.Event().Note; got != "The house burnt down." {
		t.Errorf("note is %q", got)
	}
}

// Staff hear of what the partner said by link or portal; what they recorded themselves they know.
func TestAnswer_TellsStaff(t *testing.T) {
	for channel, want := range map[referral.Channel]string{
		referral.ByLink: "[referral-answered]", referral.ByPortal: "[referral-answered]",
		referral.ByTelephone: "[]", referral.ByEmail: "[]", referral.InPerson: "[]",
	} {
		d := sent(t, housing)
		a := all(referral.Accepted)
		a.Channel = channel
		change := d.answer(a)
		if got := mails(change); got != want {
			t.Errorf("%s: mails are %s, want %s", channel, got, want)
		}
		if got := change.Event(); got.Channel != channel || got.By != staff {
			t.Errorf("event is %+v", got)
		}
	}
}

// "A domestic-violence provider may not lawfully report back": the page has no form, but staff may note what they heard.
func TestAnswer_ReceivesOnly(t *testing.T) {
	d := open(t)
	p := parties()
	p.Organization.ReceivesOnly = true
	d.do(referral.Create(d.cmd(), referralID, p, request(housing)))
	change, err := d.state.Answer(d.cmd(), all(referral.Accepted))
	wantRefused(t, d.state, change, err)
	told := all(referral.Closed)
	told.Channel = referral.ByTelephone
	d.answer(told)
	wantStatus(t, d.state, referral.Closed)
}

func TestAnswer_ShowsWhoAnswered(t *testing.T) {
	d := sent(t, housing)
	d.clock("2026-03-03 11:00")
	d.answer(all(referral.Pending))
	last := d.state.LastAnswer
	if last == nil || last.Name != "Ann Lee" || last.At != d.now || last.Decision != referral.Pending || d.state.AnsweredAt != d.now {
		t.Errorf("last answer is %+v, answered at %s", last, d.state.AnsweredAt)
	}
}

// Whoever holds the link cannot make the timeline endless; the next send takes answers again, and staff always record theirs.
func TestAnswer_HasABound(t *testing.T) {
	d := sent(t, housing)
	for n := range 100 {
		d.answer(all([]referral.Status{referral.Accepted, referral.Pending}[n%2]))
	}
	change, err := d.state.Answer(d.cmd(), all(referral.Accepted))
	wantRefused(t, d.state, change, err)
	told := all(referral.CustomerNotResponding)
	told.Channel = referral.ByTelephone
	d.answer(told)
	d.resend()
	d.answer(all(referral.Pending))
}
