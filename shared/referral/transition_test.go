package referral_test

import (
	"strings"
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/referral"
)

// Every command in every state, after the time for corrections: the state it leads to; "-" where it is refused with a
// conflict, "." where it changes nothing.
const transitions = `
from                     accepted  rejected  pending  customer-not-responding  closed  cancel    resend    submit  edit   withdraw  remind  overdue
draft                    -         -         -        -                        -       canceled  -         sent    draft  canceled  .       .
sent                     accepted  rejected  pending  customer-not-responding  closed  canceled  sent      -       -      canceled  .       .
pending                  accepted  rejected  pending  customer-not-responding  closed  canceled  sent      -       -      canceled  .       .
accepted                 accepted  rejected  pending  customer-not-responding  closed  canceled  accepted  -       -      canceled  .       .
customer-not-responding  accepted  rejected  pending  customer-not-responding  closed  canceled  sent      -       -      canceled  .       .
rejected                 -         -         -        -                        -       -         -         -       -      -         .       .
closed                   -         -         -        -                        -       -         -         -       -      -         .       .
canceled                 -         -         -        -                        -       -         sent      -       -      -         .       .
`

func TestTransitions(t *testing.T) {
	rows := strings.Split(strings.TrimSpace(transitions), "\n")
	commands := strings.Fields(rows[0])[1:]
	for _, row := range rows[1:] {
		cells := strings.Fields(row)
		from := referral.Status(cells[0])
		for i, command := range commands {
			t.Run(string(from)+"/"+command, func(t *testing.T) {
				d := reach(t, from)
				d.wait(49 * time.Hour)
				before := frozen(t, d.state)
				change, err := d.run(command)
				switch want := cells[i+1]; want {
				case "-":
					wantRefused(t, d.state, change, err)
				case ".":
					if err != nil || !change.Nothing() {
						t.Errorf("it is %q (%v), want nothing", change.Event().Type, err)
					}
				default:
					d.state = d.do(change, err).Next()
					wantStatus(t, d.state, referral.Status(want))
				}
				if prev, ok := change.Prev(); ok && frozen(t, prev) != before {
					t.Errorf("the state before is told as %s, was %s", frozen(t, prev), before)
				}
			})
		}
	}
}

// reach brings a referral for one service into a state, with a consent that can be withdrawn.
func reach(t *testing.T, status referral.Status) *desk {
	t.Helper()
	d := open(t)
	req := request(housing)
	req.Consent = consent()
	if status == referral.Draft {
		d.do(referral.CreateDraft(d.cmd(), referralID, parties(), req))
		return d
	}
	d.do(referral.Create(d.cmd(), referralID, parties(), req))
	switch {
	case status == referral.Canceled:
		d.cancel()
	case status != referral.Sent:
		d.answer(all(status))
	}
	wantStatus(t, d.state, status)
	return d
}

func (d *desk) run(command string) (referral.Change, error) {
	switch command {
	case "cancel":
		return d.state.Cancel(d.cmd(), "")
	case "resend":
		return d.state.Resend(d.cmd(), parties())
	case "submit":
		return d.state.Submit(d.cmd(), parties())
	case "edit":
		return d.state.Edit(d.cmd(), parties(), request(legal))
	case "withdraw":
		return d.state.WithdrawConsent(d.cmd(), "John Jones", "")
	case "remind":
		return d.state.Remind(d.cmd())
	case "overdue":
		return d.state.MarkOverdue(d.cmd())
	}
	a := all(referral.Status(command))
	a.Name = "Bea Young" // not the one who answered before
	return d.state.Answer(d.cmd(), a)
}

// An answer can be one of five; every other word is a wrong field, not a state.
func TestAnswer_DecisionsAreFive(t *testing.T) {
	for _, word := range []referral.Status{"", "sent", "draft", "canceled", "yes", "Accepted"} {
		d := sent(t, housing)
		change, err := d.state.Answer(d.cmd(), all(word))
		wantFields(t, err, "decision")
		if !change.Nothing() {
			t.Errorf("%q changed something", word)
		}
	}
	for _, word := range referral.Decisions() {
		d := sent(t, housing)
		d.answer(all(word))
		wantStatus(t, d.state, word)
	}
}
