package store_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// dueCustomer is John Jones as the index of what is due names him now; nil when it does not.
func (f *fixture) dueCustomer(t *testing.T) *store.DueCustomer {
	t.Helper()
	for shard := range store.DueShards {
		page, err := f.Due(ctx, shard, f.at(), "")
		f.must(t, err)
		for _, due := range page.Items {
			if due.Customer != nil {
				return due.Customer
			}
		}
	}
	return nil
}

func (f *fixture) retire(t *testing.T, s *store.Store, due store.DueCustomer) bool {
	t.Helper()
	done, err := s.RetireCustomer(ctx, f.command(), due, f.newID, f.catalog(t))
	f.must(t, err)
	return done
}

// A customer is due the program's days after the last load or assessment; what is changed meanwhile begins them anew.
func TestRetireCustomer(t *testing.T) {
	f := setUp(t)
	f.rules.RetentionDays = 30
	moved := john
	moved.Phone = "217-555-0199"
	f.must(t, f.put(moved)) // on November 20
	f.clock(t, "2026-12-01 09:00")
	assess(t, f, "referral-for-legal-aid")
	f.clock(t, "2026-12-31 23:59")
	if due := f.dueCustomer(t); due != nil {
		t.Fatalf("he is due too early: %+v", due)
	}
	f.clock(t, "2027-01-01 00:00")
	due := f.dueCustomer(t)
	if due == nil || *due != (store.DueCustomer{Program: ceja, ID: john.ID}) {
		t.Fatalf("due is %+v", due)
	}
	if !f.retire(t, f.Store, *due) {
		t.Error("he was kept")
	}
	wantUnmarked(t, f.snapshot(t), marks)
	if f.dueCustomer(t) != nil {
		t.Error("he is still due")
	}
}

// Who is written about between the look at the index and the erasure is kept.
func TestRetireCustomer_Races(t *testing.T) {
	moved := john
	moved.Phone = "217-555-0199"
	for name, write := range map[string]func(*testing.T, *fixture){
		"Load":       func(t *testing.T, f *fixture) { f.must(t, f.put(moved)) },
		"Assessment": func(t *testing.T, f *fixture) { assess(t, f, "referral-for-legal-aid") },
		"Hold": func(t *testing.T, f *fixture) {
			_, err := f.HoldCustomer(ctx, f.command(), john.ID, "Litigation.")
			f.must(t, err)
		},
	} {
		for _, nth := range []int{1, 2} { // before it is read; before it is written
			t.Run(name, func(t *testing.T) {
				f := setUp(t)
				f.now = f.now.AddDate(6, 0, 0)
				due := f.dueCustomer(t)
				if due == nil {
					t.Fatal("he is not due")
				}
				if f.retire(t, store.New(f.once(nth, func() { write(t, f) }), f.Name), *due) {
					t.Error("he was erased")
				}
				if c, err := f.Customer(ctx, ceja, john.ID); err != nil || c.Erased() {
					t.Errorf("%+v, %v", c, err)
				}
				if name != "Hold" && f.dueCustomer(t) != nil {
					t.Error("he is still due")
				}
			})
		}
	}
}

// The hold is checked where a referral is erased, not before.
func TestRetireReferral_RacesAHold(t *testing.T) {
	f := setUp(t)
	id := f.written(t, "transportation")
	_, err := f.cancel(id)
	f.must(t, err)
	f.now = f.now.AddDate(6, 0, 0)
	held := store.New(f.once(2, func() {
		_, err := f.HoldCustomer(ctx, f.command(), john.ID, "Litigation.")
		f.must(t, err)
	}), f.Name)
	done, err := held.RetireReferral(ctx, f.command(), f.read(t, id).State)
	if err != nil || done || f.read(t, id).State.Customer.Erased() {
		t.Errorf("erased: %v, %v", done, err)
	}
	for shard := range store.DueShards { // put off by a month
		page, err := f.Due(ctx, shard, f.at().Add(29*24*time.Hour), "")
		f.must(t, err)
		for _, due := range page.Items {
			if due.State != nil {
				t.Errorf("it is due: %+v", due.State)
			}
		}
	}
}

// What has ended waits in the index for years: it names nobody there.
func TestRetentionIndexNamesNobody(t *testing.T) {
	c, rejected := served(t)
	due, err := json.Marshal(c.item(t, "ks-dcf#REF#"+rejected, "META")["due"])
	c.must(t, err)
	for _, mark := range clientMarks {
		if strings.Contains(strings.ToLower(string(due)), strings.TrimSpace(mark)) {
			t.Errorf("%q stands in %s", mark, due)
		}
	}
	var state referral.State
	c.must(t, json.Unmarshal(due, &state))
	if state.ID != rejected || state.RetainUntil == "" || state.Customer.ID != ana.ID || state.Version == 0 {
		t.Errorf("due is %s", due)
	}
}
