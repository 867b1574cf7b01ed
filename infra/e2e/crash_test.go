package e2e

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/referral-tool/referrals/infra/local/system"
)

// step is a moment on the way from the request to the record of the mail's fate, in the function that is then at work.
type step struct {
	name     string // a call's name where it is one of DynamoDB
	function string
	// window is where SES has the mail and we have no record of it: the mail may go out a second time. SES knows no
	// idempotency token, so this cannot be closed.
	window bool
}

func steps() []step {
	var all []step
	for _, call := range []string{
		"referral-create/BatchGetItem", "referral-create/TransactWriteItems", "mail-send/UpdateItem", "mail-send/BatchGetItem",
		"mail-send/TransactWriteItems", "mail-feedback/BatchGetItem", "mail-feedback/TransactWriteItems",
	} {
		function, _, _ := strings.Cut(call, "/")
		for _, point := range []string{"before", "after"} {
			name := call + "/" + point
			all = append(all, step{name, function, name == "mail-send/TransactWriteItems/before"})
		}
	}
	return append(all,
		step{"stream", "event-relay", false},
		step{"bus", "event-relay", false},
		step{"ses/before", "mail-send", false},
		step{"ses/after", "mail-send", true},
	)
}

// TestCrashes kills with SIGKILL, at each step, the function that is at work, and the engine below it. What was
// acknowledged is not lost, and one mail goes out.
func TestCrashes(t *testing.T) {
	// The engine has to have a file: in memory, it would come back empty.
	s := start(t, system.Options{Data: t.TempDir()})
	for _, victim := range []string{"Function", "Engine"} {
		for i, at := range steps() {
			t.Run(victim+"/"+at.name, func(t *testing.T) {
				kill := func() { s.Functions.Kill(at.function) }
				if victim == "Engine" {
					kill = s.Engine.Kill
				}
				crash(t, s, at, victim, kill, fmt.Sprintf("crash-%s-%d", strings.ToLower(victim), i))
			})
		}
	}
}

func crash(t *testing.T, s *system.System, at step, victim string, kill func(), name string) {
	t.Helper()
	p := settleIn(t, s, name, nil)
	settle(t, s)
	happened := disturb(t, s, at, victim, kill)
	sent := createUntilDone(t, s, p, name)
	settle(t, s)
	if !happened() {
		t.Fatal("nothing was killed: no call came by this step")
	}
	quiet(s)
	// What a lease or a lost event held up is taken up by the sweep.
	for _, later := range []time.Duration{3 * time.Minute, 10 * time.Minute} {
		sweep(t, s, time.Now().Add(later))
	}

	rows := read[list[struct{ ID string }]](as(t, s, "case-manager").get("/v1/customers/" + p.customer + "/referrals").want(200)).Items
	if len(rows) != 1 || rows[0].ID != sent.ID {
		t.Errorf("the customer has the referrals %v, acknowledged was %s", rows, sent.ID)
	}
	got := view(t, s, sent.ID)
	if want := []string{"sent", "delivered"}; got.Status != "sent" || got.Delivery != "delivered" || !slices.Equal(got.types(), want) {
		t.Errorf("the referral is %s, its mail %s, the timeline tells %v", got.Status, got.Delivery, got.types())
	}
	most := 1
	if at.window {
		most = 2
	}
	if mails := kinds(s, p.address); len(mails) < 1 || len(mails) > most {
		t.Errorf("the contact has %v", mails)
	}
	wantUnchanged(t, s, func() { sweep(t, s, time.Now().Add(time.Hour)) })
}

// disturb makes the victim die when the step is next come by, once. happened tells whether it was.
func disturb(t *testing.T, s *system.System, at step, victim string, kill func()) (happened func() bool) {
	t.Helper()
	t.Cleanup(func() { quiet(s) })
	var done atomic.Bool
	once := func() bool {
		if !done.CompareAndSwap(false, true) {
			return false
		}
		kill()
		return true
	}
	switch at.name {
	case "stream":
		s.Stream.SetDeliver(func(batch []system.Record) [][]system.Record {
			once()
			return [][]system.Record{batch}
		})
	case "bus":
		s.Bus.Inject(func(d system.Delivery) system.Fault {
			if d.Function == "mail-send" {
				once() // the relay waits for PutEvents, which waits for this
			}
			return system.Fault{}
		})
	case "ses/before":
		s.Mailbox.SetHooks(system.Hooks{Before: hook(once, victim)})
	case "ses/after":
		s.Mailbox.SetHooks(system.Hooks{After: hook(once, victim)})
	default:
		s.Proxy.SetFault(func(call system.Call) (action system.Action) {
			if call.Name() == at.name && once() && victim == "Function" {
				action.Outcome = system.Cut // whoever asked is no more
			}
			return action
		})
	}
	return done.Load
}

// hook cuts the connection of a sender that is no more.
func hook(once func() bool, victim string) func(system.Mail) error {
	return func(system.Mail) error {
		if once() && victim == "Function" {
			return errors.New("the sender is dead")
		}
		return nil
	}
}

func quiet(s *system.System) {
	s.Proxy.SetFault(nil)
	s.Bus.Inject(nil)
	s.Stream.SetDeliver(nil)
	s.Mailbox.SetHooks(system.Hooks{})
}

// createUntilDone does what a careful client does: the same call with the same key until it is answered.
func createUntilDone(t *testing.T, s *system.System, p place, key string) referral {
	t.Helper()
	const tries = 20
	var r *reply
	for range tries {
		if r = as(t, s, "case-manager").post("/v1/referrals", p.request("transportation"), "Idempotency-Key", key); r.status == 201 {
			return read[referral](r)
		}
		if r.status < 500 {
			break
		}
	}
	t.Fatalf("the referral is not made: %d %s", r.status, r.body)
	return referral{}
}
