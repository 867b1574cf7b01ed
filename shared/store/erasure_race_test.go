package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/smithy-go/middleware"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// around is a client with something around each call; it gets the call's number, from 1.
func (f *fixture) around(do func(n int, call func() error) error) *dynamodb.Client {
	n := 0
	meddle := middleware.InitializeMiddlewareFunc("around", func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (out middleware.InitializeOutput, metadata middleware.Metadata, err error) {
		n++
		err = do(n, func() error {
			out, metadata, err = next.HandleInitialize(ctx, in)
			return err
		})
		return out, metadata, err
	})
	return dynamodb.New(f.Client.Options(), func(o *dynamodb.Options) {
		o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error { return stack.Initialize.Add(meddle, middleware.Before) })
	})
}

// once is a client that does something right before its nth call.
func (f *fixture) once(nth int, do func()) *dynamodb.Client {
	return f.around(func(n int, call func() error) error {
		if n == nth {
			do()
		}
		return call()
	})
}

var errKilled = errors.New("killed")

// killed is a client that dies at its nth call, once that is done.
func (f *fixture) killed(nth int) *dynamodb.Client {
	return f.around(func(n int, call func() error) error {
		if n < nth {
			return call()
		}
		if n == nth {
			_ = call() // whatever it answers, nobody hears it
		}
		return errKilled
	})
}

// Wherever an erasure is cut off, the same call again completes it, and so does the sweep; it is told of as done by who
// began it.
func TestEraseCustomer_Killed(t *testing.T) {
	const requests = 7 + 2*2
	for nth := 1; nth <= requests; nth++ {
		t.Run(fmt.Sprint(nth), func(t *testing.T) {
			f := livedBriefly(t)
			before := f.figures(t, john.Grantee)
			if err := f.erase(t, store.New(f.killed(nth), f.Name)); !errors.Is(err, errKilled) {
				t.Fatalf("it was not killed: %v", err)
			}
			export, err := f.Export(ctx, ceja, john.ID)
			f.must(t, err)
			if export.Erasure == nil || nth%2 == 0 {
				f.must(t, f.erase(t, f.Store))
			} else {
				f.now = f.now.Add(5 * time.Minute)
				f.sweepCustomers(t)
			}
			wantUnmarked(t, f.snapshot(t), marks)
			f.wantErasedBy(t, admin)
			if after := f.figures(t, john.Grantee); after.Referrals != before.Referrals || after.Customers() != before.Customers() {
				t.Errorf("the figures were %+v, are %+v", before, after)
			}
			settled := f.snapshot(t)
			f.sweepCustomers(t)
			f.must(t, f.erase(t, f.Store))
			wantSame(t, f.snapshot(t), settled)
		})
	}
}

// livedBriefly is lived with one referral that has ended and a draft.
func livedBriefly(t *testing.T) *fixture {
	t.Helper()
	f := setUp(t)
	closed := f.written(t, "transportation")
	f.say(t, closed, referral.Answer{Decision: referral.Closed, Outcome: "enrolled", Note: "secret end", Name: "Dana Ruiz", Channel: referral.ByLink})
	f.drafted(t, "dependent-care")
	_, err := f.HoldCustomer(ctx, f.command(), john.ID, "Jones v. Smith, a secret")
	f.must(t, err)
	_, err = f.ReleaseCustomer(ctx, f.command(), john.ID, "The secret is out.")
	f.must(t, err)
	f.tally(t, john.ID)
	return f
}

func (f *fixture) wantErasedBy(t *testing.T, who referral.Actor) {
	t.Helper()
	for _, row := range f.rows(t, john.ID) {
		events := f.read(t, row.ID).Events
		if last := events[len(events)-1]; last.Type != referral.WasErased || last.By != who {
			t.Errorf("the last event is %+v", last)
		}
	}
}

// sweepCustomers does what is due of customers.
func (f *fixture) sweepCustomers(t *testing.T) {
	t.Helper()
	for shard := range store.DueShards {
		page, err := f.Due(ctx, shard, f.at(), "")
		f.must(t, err)
		for _, due := range page.Items {
			if due.Customer != nil {
				_, err := f.RetireCustomer(ctx, f.command(), *due.Customer, f.newID, f.catalog(t))
				f.must(t, err)
			}
		}
	}
}

// What is written between an erasure's look and its first write is erased too, or forbids it; a referral that opens is
// withdrawn.
func TestEraseCustomer_Races(t *testing.T) {
	const begin = 2 // the call that writes the customer
	t.Run("Create", func(t *testing.T) {
		f := livedBriefly(t)
		var id string
		f.must(t, f.erase(t, store.New(f.once(begin, func() { id = f.written(t, "health-care") }), f.Name)))
		wantUnmarked(t, f.snapshot(t), marks)
		if s := f.read(t, id).State; s.Status != referral.Canceled {
			t.Errorf("the new one is %s", s.Status)
		}
	})
	t.Run("CreateTooLate", func(t *testing.T) {
		f := livedBriefly(t)
		late := store.New(f.once(2, func() { f.must(t, f.erase(t, f.Store)) }), f.Name)
		cmd := f.command()
		_, err := late.Create(ctx, ceja, whom, cmd.At, store.Idempotency{}, func(parties referral.Parties) (referral.Change, error) {
			return referral.Create(cmd, f.newID(), parties, referral.Request{Services: []string{"health-care"}})
		}, answer(201))
		wantKind(t, err, referral.Conflict)
		wantUnmarked(t, f.snapshot(t), marks)
	})
	t.Run("Hold", func(t *testing.T) {
		f := livedBriefly(t)
		err := f.erase(t, store.New(f.once(begin, func() {
			_, err := f.HoldCustomer(ctx, f.command(), john.ID, "Litigation.")
			f.must(t, err)
		}), f.Name))
		wantKind(t, err, referral.Conflict)
		if c, err := f.Customer(ctx, ceja, john.ID); err != nil || c.Erased() {
			t.Errorf("%+v, %v", c, err)
		}
	})
	t.Run("Load", func(t *testing.T) {
		f := livedBriefly(t)
		moved := john
		moved.Phone = "217-303-5859 ext. 2"
		f.must(t, f.erase(t, store.New(f.once(begin, func() { f.must(t, f.put(moved)) }), f.Name)))
		wantUnmarked(t, f.snapshot(t), marks)
	})
	t.Run("Answer", func(t *testing.T) {
		f := livedBriefly(t)
		id := f.rows(t, john.ID)[0].ID // the draft, the newest: erased last, read by the sixth call
		f.must(t, f.erase(t, store.New(f.once(7, func() {
			cmd := f.command()
			_, err := f.change(id, store.Idempotency{}, func(r store.Record) (referral.Change, error) {
				return r.State.Submit(cmd, referral.Parties{Customer: john, Organization: rides, Contact: dana})
			})
			f.must(t, err)
			f.say(t, id, referral.Answer{Decision: referral.Accepted, Note: "secret", Name: "Dana Ruiz", Channel: referral.ByLink})
		}), f.Name)))
		wantUnmarked(t, f.snapshot(t), marks)
		if s := f.read(t, id).State; s.Status != referral.Canceled || s.Sends != 1 {
			t.Errorf("it is %s, sent %d times", s.Status, s.Sends)
		}
	})
	t.Run("Assessment", func(t *testing.T) {
		f := livedBriefly(t)
		f.must(t, f.erase(t, store.New(f.once(begin, func() { assess(t, f, "referral-for-legal-aid") }), f.Name)))
		wantUnmarked(t, f.snapshot(t), marks)
	})
	t.Run("Twice", func(t *testing.T) {
		f := livedBriefly(t)
		var all sync.WaitGroup
		errs := make([]error, 4)
		for i := range errs {
			all.Go(func() { errs[i] = f.erase(t, f.Store) })
		}
		all.Wait()
		f.must(t, errors.Join(errs...))
		wantUnmarked(t, f.snapshot(t), marks)
		for _, row := range f.rows(t, john.ID) {
			erased := 0
			for _, e := range f.read(t, row.ID).Events {
				if e.Type == referral.WasErased {
					erased++
				}
			}
			if erased != 1 {
				t.Errorf("%s was erased %d times", row.ID, erased)
			}
		}
	})
}
