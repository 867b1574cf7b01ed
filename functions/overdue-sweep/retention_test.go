package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/run"
	"github.com/referral-tool/referrals/shared/store"
)

// yearsLater is when everything that has ended has been kept for long enough.
func yearsLater(w *functiontest.World) tick { return tick{Time: w.Time.AddDate(6, 0, 0)} }

// What ended is erased, and the customer without a referral; what is open stays with its customer, who is looked at
// again a month later. A second sweep writes nothing.
func TestRetention(t *testing.T) {
	w, h := open(t)
	sweepAt(t, h, tick{Time: w.Time.AddDate(0, 1, 0)}) // overdue marks, so that nothing else is due
	done := sweepAt(t, h, yearsLater(w))
	// The draft, the canceled and the rejected one, and Renée Johnson; John Jones and Jane Doe have open ones.
	if done.Erased != 4 || done.Kept != 2 || done.Lost != 0 {
		t.Errorf("the sweep did %+v", done)
	}
	for id, erased := range map[string]bool{
		functiontest.Draft: true, functiontest.Canceled: true, functiontest.Rejected: true,
		functiontest.Accepted: false, functiontest.Sent: false, functiontest.Foreign: false,
	} {
		if got := w.Record(t, id).State.Customer.Erased(); got != erased {
			t.Errorf("referral %s erased: %v", id, got)
		}
	}
	for id, erased := range map[string]bool{functiontest.John.ID: false, functiontest.Renee.ID: true, functiontest.Jane.ID: false} {
		if c, err := w.Customer(t.Context(), functiontest.Ceja, id); err != nil || c.Erased() != erased {
			t.Errorf("customer %s: %+v, %v", id, c, err)
		}
	}
	after := w.Stored(t)
	if again := sweepAt(t, h, yearsLater(w)); again != (report{}) {
		t.Errorf("the second sweep did %+v", again)
	}
	if stored := w.Stored(t).Since(after); len(stored) > 0 {
		t.Errorf("the second sweep stored %v", stored)
	}
}

// An erasure that was cut off is completed, and the log says of whom, by id: nobody else has told. infra/RESTORE.md looks
// there for whom to erase again.
func TestErasureCutOffIsLogged(t *testing.T) {
	w, h := open(t)
	var log bytes.Buffer
	h.log = run.Logger(&log, "overdue-sweep")
	cutOff(t, w, functiontest.John.ID)
	if done := sweepAt(t, h, tick{Time: w.Time.Add(time.Hour)}); done.Erased != 1 {
		t.Fatalf("the sweep did %+v", done)
	}
	if want := `"message":"erased","function":"overdue-sweep","program":"ceja","customer":"` + functiontest.John.ID + `"`; strings.Count(log.String(), want) != 1 {
		t.Errorf("the log is %s, want %s in it", log.String(), want)
	}
}

// cutOff begins to erase a customer, and is cut off at the first referral.
func cutOff(t *testing.T, w *functiontest.World, customer string) {
	t.Helper()
	p, _ := w.Desk.Programs.Get(functiontest.Ceja)
	ctx, stop := context.WithCancel(t.Context())
	atTheReferral := func() string {
		stop()
		return w.Desk.NewID()
	}
	if err := w.RepeatErasure(ctx, w.Command(t, functiontest.Robin), customer, atTheReferral, p.Standings()); err == nil {
		t.Fatal("the erasure was not cut off")
	}
}

// Two requests for each referral.
func TestRetentionRequests(t *testing.T) {
	w, h := open(t)
	due := dueYearsLater(t, w, functiontest.Rejected)
	var r report
	n := w.Requests(func() {
		if err := h.item(t.Context(), due, referral.At(yearsLater(w).Time), &r); err != nil {
			t.Fatal(err)
		}
	})
	if n != 2 || r.Erased != 1 {
		t.Errorf("%d requests for %+v", n, r)
	}
}

// While a hold stands, nothing of the customer is erased; once it is released, the next look a month later does it.
func TestRetentionOnHold(t *testing.T) {
	w, h := open(t)
	sweepAt(t, h, tick{Time: w.Time.AddDate(0, 1, 0)})
	hold(t, w, functiontest.John.ID, "Litigation.")
	done := sweepAt(t, h, yearsLater(w))
	if done.Erased != 1 || done.Kept != 5 {
		t.Errorf("on hold the sweep did %+v", done)
	}
	if w.Record(t, functiontest.Rejected).State.Customer.Erased() {
		t.Error("a referral of a customer on hold was erased")
	}
	if again := sweepAt(t, h, yearsLater(w)); again != (report{}) {
		t.Errorf("the second sweep did %+v", again)
	}
	if _, err := w.ReleaseCustomer(t.Context(), w.Command(t, functiontest.Robin), functiontest.John.ID, "Settled."); err != nil {
		t.Fatal(err)
	}
	if done := sweepAt(t, h, tick{Time: yearsLater(w).Time.AddDate(0, 0, 30)}); done.Erased != 3 {
		t.Errorf("after the hold the sweep did %+v", done)
	}
}

// A resend that reopens a referral keeps it, even when the index has named it already.
func TestRetentionRacesAResend(t *testing.T) {
	w, h := open(t)
	due := dueYearsLater(t, w, functiontest.Canceled)
	w.Time = yearsLater(w).Time
	w.Change(t, functiontest.Canceled, func(s referral.State) (referral.Change, error) {
		return s.Resend(w.Command(t, functiontest.Casey), referral.Parties{Organization: s.Organization, Contact: s.Contact})
	})
	var r report
	if err := h.item(t.Context(), due, w.Desk.Clock(), &r); err != nil || r.Erased != 0 {
		t.Errorf("%+v, %v", r, err)
	}
	if s := w.Record(t, functiontest.Canceled).State; s.Customer.Erased() || !s.Open() {
		t.Errorf("state is %+v", s)
	}
}

// dueYearsLater is a referral as the index of what is due names it then.
func dueYearsLater(t *testing.T, w *functiontest.World, id string) store.DueItem {
	t.Helper()
	for shard := range store.DueShards {
		page, err := w.Due(t.Context(), shard, referral.At(yearsLater(w).Time), "")
		if err != nil {
			t.Fatal(err)
		}
		for _, due := range page.Items {
			if due.State != nil && due.State.ID == id {
				return due
			}
		}
	}
	t.Fatalf("referral %s is not due", id)
	return store.DueItem{}
}

func hold(t *testing.T, w *functiontest.World, customer, reason string) {
	t.Helper()
	if _, err := w.HoldCustomer(t.Context(), w.Command(t, functiontest.Robin), customer, reason); err != nil {
		t.Fatal(err)
	}
}
