package e2e

import (
	"io"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/referral-tool/referrals/infra/local/system"
	"github.com/referral-tool/referrals/shared/metric"
	"github.com/referral-tool/referrals/shared/metric/metrictest"
)

// recordings keep apart what each process prints, so that no line is torn by another's.
type recordings struct {
	mu  sync.Mutex
	all []*recording
}

func (r *recordings) add(string) io.Writer {
	r.mu.Lock()
	defer r.mu.Unlock()
	of := &recording{}
	r.all = append(r.all, of)
	return of
}

func (r *recordings) bytes() (text []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, of := range r.all {
		text = append(text, of.bytes()...)
	}
	return text
}

// TestMetrics: what the functions print is what CloudWatch takes, counts each thing once, and leaves no metric out.
func TestMetrics(t *testing.T) {
	var printed recordings
	s := start(t, system.Options{Output: printed.add})
	p, silent := settleIn(t, s, "measured", nil), settleIn(t, s, "silent", nil)

	// Created twice, one of them asked for twice over, and once against another transaction.
	staff := as(t, s, "case-manager")
	staff.post("/v1/referrals", p.request("transportation"), "Idempotency-Key", "once").want(201)
	staff.post("/v1/referrals", p.request("transportation"), "Idempotency-Key", "once").want(201)
	var collided atomic.Bool
	s.Proxy.SetFault(func(c system.Call) system.Action {
		if c.Function == "referral-create" && c.Operation == "TransactWriteItems" && c.Status == 0 && collided.CompareAndSwap(false, true) {
			return system.Action{Outcome: system.Conflict}
		}
		return system.Action{}
	})
	late := silent.refer(t, s, "transportation")
	s.Proxy.SetFault(nil)
	settle(t, s)

	anybody(t, s).post(p.linkOf(t, s), answered("accepted"), asJSON...).want(200)
	settle(t, s)
	bounce(t, s, silent)
	s.Mailbox.Fail(1)
	sweep(t, s, localTime(t, overdueOn(t, s, late), 0)) // the mail to staff about it has to wait
	sweep(t, s, time.Now().Add(2*time.Hour))

	all := metrictest.Read(t, printed.bytes())
	none := metric.Label{}
	for _, want := range []struct {
		name  metric.Name
		label metric.Label
		total float64
	}{
		{"ReferralsCreated", none, 2},
		{"ReferralsCreated", metric.Label{Name: metric.Program, Value: "ceja"}, 2},
		{"ReferralsAnswered", metric.Label{Name: metric.Program, Value: "ceja"}, 1},
		{"ReferralsOverdue", metric.Label{Name: metric.Program, Value: "ceja"}, 1},
		{"Mails", metric.Label{Name: metric.Outcome, Value: "bounced"}, 1},
		{"Mails", metric.Label{Name: metric.Outcome, Value: "waiting"}, 1},
		{"Replays", none, 1},
		{"Conflicts", metric.Label{Name: metric.Cause, Value: "collision"}, 1},
	} {
		if got := metrictest.Total(all, want.name, want.label); got != want.total {
			t.Errorf("%s %v is %v, want %v", want.name, want.label, got, want.total)
		}
	}
	measured := map[metric.Name]bool{}
	for _, d := range all {
		measured[d.Name] = true
	}
	for _, d := range metric.Definitions() {
		if !measured[d.Name] {
			t.Errorf("%s was not measured", d.Name)
		}
	}
}
