package referral_test

import (
	"strings"
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/referral"
)

// Every command in every state of a referral for employment services, after the time for corrections; as the table of
// support services.
const formTransitions = `
from                     accepted  rejected  pending  customer-not-responding  closed  cancel    resend    send  edit   note                     sweep
draft                    -         -         -        -                        -       canceled  -         sent  draft  draft                    .
sent                     accepted  rejected  pending  customer-not-responding  closed  canceled  sent      -     -      sent                     .
pending                  accepted  rejected  pending  customer-not-responding  closed  canceled  sent      -     -      pending                  .
accepted                 accepted  rejected  pending  customer-not-responding  closed  canceled  accepted  -     -      accepted                 .
customer-not-responding  accepted  rejected  pending  customer-not-responding  closed  canceled  sent      -     -      customer-not-responding  .
rejected                 -         -         -        -                        -       -         -         -     -      -                        .
closed                   -         -         -        -                        -       -         -         -     -      -                        .
canceled                 -         -         -        -                        -       -         sent      -     -      -                        .
`

func TestFormTransitions(t *testing.T) {
	rows := strings.Split(strings.TrimSpace(formTransitions), "\n")
	commands := strings.Fields(rows[0])[1:]
	for _, row := range rows[1:] {
		cells := strings.Fields(row)
		from := referral.Status(cells[0])
		for i, command := range commands {
			t.Run(string(from)+"/"+command, func(t *testing.T) {
				f := reachForm(t, from)
				f.wait(49 * time.Hour)
				before := frozen(t, f.state)
				change, err := f.run(command)
				switch want := cells[i+1]; want {
				case "-":
					wantRefused(t, f.state, change, err)
				case ".":
					if err != nil || !change.Nothing() {
						t.Errorf("it is %q (%v), want nothing", change.Event().Type, err)
					}
				default:
					f.do(change, err)
					wantStatus(t, f.state, referral.Status(want))
				}
				if prev, ok := change.Prev(); ok && frozen(t, prev) != before {
					t.Errorf("the state before is told as %s, was %s", frozen(t, prev), before)
				}
			})
		}
	}
}

// reachForm brings a form into a state.
func reachForm(t *testing.T, status referral.Status) *formDesk {
	t.Helper()
	if status == referral.Draft {
		return generated(t)
	}
	f := distributed(t)
	switch status {
	case referral.Sent:
	case referral.Canceled:
		f.do(f.state.Cancel(f.cmd(), ""))
	default:
		f.do(f.run(string(status)))
	}
	wantStatus(t, f.state, status)
	return f
}

func (f *formDesk) run(command string) (referral.Change, error) {
	switch command {
	case "cancel":
		return f.state.Cancel(f.cmd(), "")
	case "resend":
		return f.state.Resend(f.cmd(), provider())
	case "send":
		return f.state.SendForm(f.cmd(), f.form, f.state.Contact)
	case "edit":
		return f.state.EditForm(f.cmd(), f.form, []referral.FormEdit{{Key: "notes", Value: "Changed."}})
	case "note":
		return f.state.NoteService(f.cmd(), f.form, "Another", "")
	case "sweep":
		return f.state.Sweep(f.cmd())
	}
	a := all(referral.Status(command))
	a.Channel = referral.ByPortal
	a.Name = "Kim " + string(f.state.Status) // not the one who answered before
	return f.state.Answer(f.cmd(), a)
}
