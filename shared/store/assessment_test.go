package store_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
	"github.com/referral-tool/referrals/shared/store"
)

// assess enters an assessment of a date for John.
func (f *fixture) assess(t *testing.T, idem store.Idempotency, date referral.Date, options ...string) (store.Reply, error) {
	t.Helper()
	cmd := f.command()
	if options == nil {
		options = []string{}
	}
	return f.AddAssessment(ctx, cmd, john.ID, idem,
		func(referral.Customer) (standing.Assessment, error) {
			return standing.Assess(cmd, cmd.ID, date, options, catalog(t))
		},
		func(a standing.Assessment) store.Reply { return store.Reply{Status: 201, Body: a.ID} })
}

func (f *fixture) assessed(t *testing.T, date referral.Date, options ...string) string {
	t.Helper()
	reply, err := f.assess(t, store.Idempotency{}, date, options...)
	f.must(t, err)
	return reply.Body
}

func (f *fixture) latest(t *testing.T) *standing.Assessment {
	t.Helper()
	file, err := f.CustomerFile(ctx, ceja, john.ID)
	f.must(t, err)
	return file.Latest
}

// TestAssessment: "the most recent assessment will determine what is needed"; of two of one date the later entered.
func TestAssessment(t *testing.T) {
	f := setUp(t)
	if f.latest(t) != nil {
		t.Error("there is one before the first")
	}
	second := f.assessed(t, "2026-11-02", "referral-for-housing-assistance")
	first := f.assessed(t, "2026-11-01", "referral-for-legal-aid")
	if got := f.latest(t); got.ID != second {
		t.Errorf("the latest is that of %s", got.Date)
	}
	third := f.assessed(t, "2026-11-02", "referral-for-childcare")
	if got := f.latest(t); got.ID != third || !slices.Equal(got.Options, []string{"referral-for-childcare"}) {
		t.Errorf("the latest is %+v", got)
	}
	customer, all, err := f.Assessments(ctx, ceja, john.ID)
	f.must(t, err)
	var ids []string
	for _, a := range all {
		ids = append(ids, a.ID)
	}
	if customer.ID != john.ID || !slices.Equal(ids, []string{third, second, first}) {
		t.Errorf("%s has %v, want the newest first", customer.ID, ids)
	}
}

// TestAssessmentOutlivesALoad: loading the customer again leaves what was assessed.
func TestAssessmentOutlivesALoad(t *testing.T) {
	f := setUp(t)
	id := f.assessed(t, "2026-11-02")
	renamed := john
	renamed.FirstName = "Johnny"
	f.must(t, f.put(renamed))
	if got := f.latest(t); got == nil || got.ID != id {
		t.Errorf("the latest is %+v", got)
	}
}

func TestAssessmentRepeated(t *testing.T) {
	f := setUp(t)
	idem := store.Idempotency{Hash: "h", BodyHash: "b"}
	first, err := f.assess(t, idem, "2026-11-02")
	f.must(t, err)
	before := f.snapshot(t)
	if n := f.Requests(func() { _, err = f.assess(t, idem, "2026-11-02") }); n != 1 {
		t.Errorf("the repetition made %d requests, want 1", n)
	}
	if again, replayed := store.Replayed(err); !replayed || again.Body != first.Body {
		t.Errorf("the repetition answers %+v, %v", again, err)
	}
	wantSame(t, f.snapshot(t), before)
	var refused *referral.Error
	if _, err := f.assess(t, store.Idempotency{Hash: "h", BodyHash: "other"}, "2026-11-02"); !errors.As(err, &refused) || refused.Kind != referral.Invalid {
		t.Errorf("another body answers %v", err)
	}
}

func TestErrAssessmentOfNobody(t *testing.T) {
	f := setUp(t)
	cmd := f.command()
	_, err := f.AddAssessment(ctx, cmd, "nobody", store.Idempotency{},
		func(referral.Customer) (standing.Assessment, error) {
			t.Error("decided")
			return standing.Assessment{}, nil
		}, nil)
	_, _, errList := f.Assessments(ctx, ceja, "nobody")
	for _, err := range []error{err, errList} {
		var unknown *referral.Error
		if !errors.As(err, &unknown) || unknown.Kind != referral.NotFound {
			t.Errorf("got %v", err)
		}
	}
}

// TestAssessmentsAtOnce: all are kept, and one of them is the latest.
func TestAssessmentsAtOnce(t *testing.T) {
	f := setUp(t)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			if _, err := f.assess(t, store.Idempotency{}, referral.Date(fmt.Sprintf("2026-11-%02d", 1+i%4))); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	_, all, err := f.Assessments(ctx, ceja, john.ID)
	f.must(t, err)
	if len(all) != 8 || f.latest(t).Date != "2026-11-04" {
		t.Errorf("%d are kept, the latest of %s", len(all), f.latest(t).Date)
	}
}

// TestAssessmentOvertaken: one that was the latest when it was read, and is not when it is written, stays behind the one
// that overtook it. Losing the race costs two requests more.
func TestAssessmentOvertaken(t *testing.T) {
	f := setUp(t)
	f.assessed(t, "2026-11-01")
	cmd := f.command()
	decided := 0
	n := f.Requests(func() {
		_, err := f.AddAssessment(ctx, cmd, john.ID, store.Idempotency{}, func(referral.Customer) (standing.Assessment, error) {
			if decided++; decided == 1 {
				f.assessed(t, "2026-11-10") // two requests
			}
			return standing.Assess(cmd, cmd.ID, "2026-11-05", []string{}, catalog(t))
		}, func(standing.Assessment) store.Reply { return store.Reply{} })
		f.must(t, err)
	})
	if got := f.latest(t); got.Date != "2026-11-10" || decided != 2 || n != 2+2+2 {
		t.Errorf("the latest is of %s, decided %d times by %d requests", got.Date, decided, n)
	}
}

// An assessment of long ago decides nothing, and is still not written about who is erased meanwhile.
func TestAssessmentRacesAnErasure(t *testing.T) {
	for _, date := range []referral.Date{"2026-11-05", "2026-10-05"} {
		f := setUp(t)
		f.assessed(t, "2026-11-01")
		undisturbed := f.Store
		f.Store = store.New(f.once(2, func() {
			_, err := undisturbed.EraseCustomer(ctx, f.command(), john.ID, f.newID, f.catalog(t))
			f.must(t, err)
		}), f.Name)
		if _, err := f.assess(t, store.Idempotency{}, date); kindOf(err) != referral.Conflict {
			t.Errorf("an assessment of %s on who was erased: %v", date, err)
		}
	}
}

func TestAssessmentRequests(t *testing.T) {
	f := setUp(t)
	for range 2 {
		if n := f.Requests(func() { f.assessed(t, "2026-11-02") }); n != 2 {
			t.Errorf("an assessment made %d requests, want 2", n)
		}
		if n := f.Requests(func() { _, _, _ = f.Assessments(ctx, ceja, john.ID) }); n != 1 {
			t.Errorf("the list made %d requests, want 1", n)
		}
		if n := f.Requests(func() { f.latest(t) }); n != 1 {
			t.Errorf("the customer's file took %d requests, want 1", n)
		}
		for range 5 {
			f.sent(t, "transportation")
			_, _ = f.cancel(f.rows(t, john.ID)[0].ID)
		}
	}
}
