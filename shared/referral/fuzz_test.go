package referral_test

import (
	"errors"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/referral-tool/referrals/shared/referral"
)

// FuzzAnswer gives any text to the one command whose words come from people without an account.
func FuzzAnswer(f *testing.F) {
	f.Add("accepted", "Ann Lee", "", "", "", housing, "rejected", "no-capacity", "", uint32(0))
	f.Add("", "Ann Lee", "A note.", "", "", transport, "closed", "", "enrolled", uint32(3600))
	f.Add("rejected", "", "", "other", "", "", "", "", "", uint32(1<<31))
	f.Fuzz(func(t *testing.T, decision, name, note, reason, outcome, service, own, ownReason, ownOutcome string, seconds uint32) {
		d := sent(t, housing, transport)
		d.answer(each(housing, "rejected"))
		d.wait(time.Duration(seconds) * time.Second)
		a := referral.Answer{
			Decision: referral.Status(decision), Name: name, Note: note, Reason: reason, Outcome: outcome, Channel: referral.ByLink,
		}
		if service+own != "" {
			a.Lines = []referral.LineAnswer{{Service: service, Decision: referral.Status(own), Reason: ownReason, Outcome: ownOutcome}}
		}
		before := frozen(t, d.state)
		change, err := d.state.Answer(d.cmd(), a)
		if frozen(t, d.state) != before {
			t.Fatal("the command changed its receiver")
		}
		if err != nil {
			var e *referral.Error
			if !errors.As(err, &e) || e.Kind != referral.Conflict && e.Kind != referral.Invalid || !change.Nothing() {
				t.Fatalf("%v, %+v", err, change)
			}
			return
		}
		for _, l := range change.Next().Lines {
			if l.Status != referral.Sent && !l.Status.Decision() {
				t.Errorf("line is %+v", l)
			}
			if len(l.Reason) > 40 || len(l.Outcome) > 40 {
				t.Errorf("a text of one's own passes for a choice: %+v", l)
			}
		}
		if last := change.Next().LastAnswer; last.Name == "" || utf8.RuneCountInString(last.Name) > referral.MaxName ||
			utf8.RuneCountInString(last.Note) > referral.MaxNote {
			t.Errorf("last answer is %+v", last)
		}
	})
}
