package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
	"github.com/referral-tool/referrals/shared/view"
)

// outgoing are the ids of a whole list of the fixture's grantee.
func (f *fixture) outgoing(t *testing.T, filter store.OutgoingFilter) []string {
	t.Helper()
	page, err := f.Outgoing(ctx, ceja, []string{john.Grantee}, filter, f.at(), "", store.Whole)
	f.must(t, err)
	return rowIDs(page.Items)
}

func rowIDs(rows []view.Row) []string {
	var ids []string
	for _, row := range rows {
		ids = append(ids, row.ID)
	}
	return ids
}

func TestOutgoing(t *testing.T) {
	f := setUp(t)
	first := f.sent(t, "transportation")
	second := f.sent(t, "housing-assistance")
	third := f.sent(t, "legal-aid")
	_, err := f.answerWith(second, referral.Accepted, "Dana Ruiz")
	f.must(t, err)
	f.answerLine(t, third, "legal-aid", referral.Rejected)
	for _, list := range []struct {
		name   string
		filter store.OutgoingFilter
		want   []string
	}{
		{"newest first", store.OutgoingFilter{}, []string{third, second, first}},
		{"sent", store.OutgoingFilter{Status: referral.Sent}, []string{first}},
		{"accepted", store.OutgoingFilter{Status: referral.Accepted}, []string{second}},
		{"canceled", store.OutgoingFilter{Status: referral.Canceled}, nil},
		{"attention", store.OutgoingFilter{Attention: true}, []string{third}},
		{"attention of a status", store.OutgoingFilter{Attention: true, Status: referral.Sent}, nil},
		{"overdue", store.OutgoingFilter{Overdue: true}, nil},
		{"words", store.OutgoingFilter{Query: "jones sanga"}, []string{third, second, first}},
		{"a reference", store.OutgoingFilter{Query: referral.ReferenceOf(first)}, []string{first}},
		{"no such word", store.OutgoingFilter{Query: "smith"}, nil},
		{"not inside a word", store.OutgoingFilter{Query: "ones"}, nil},
		{"words of a status", store.OutgoingFilter{Query: "john", Status: referral.Accepted}, []string{second}},
	} {
		if got := f.outgoing(t, list.filter); !slices.Equal(got, list.want) {
			t.Errorf("%s: %v, want %v", list.name, got, list.want)
		}
	}
	foreign, err := f.Outgoing(ctx, ceja, []string{"prairie-works"}, store.OutgoingFilter{}, f.at(), "", store.Whole)
	f.must(t, err)
	program, err := f.Outgoing(ctx, "ks-dcf", []string{john.Grantee}, store.OutgoingFilter{}, f.at(), "", store.Whole)
	f.must(t, err)
	if len(foreign.Items)+len(program.Items) != 0 {
		t.Error("another grantee or program sees them")
	}
}

// Overdue is found by the clock before any sweep has run, and by the mark after.
func TestOutgoingOverdue(t *testing.T) {
	f := setUp(t)
	late := f.sent(t, "transportation")
	answered := f.sent(t, "housing-assistance")
	_, err := f.answerWith(answered, referral.Accepted, "Dana Ruiz")
	f.must(t, err)
	wantOverdue := func(when string, want ...string) {
		t.Helper()
		for _, filter := range []store.OutgoingFilter{{Overdue: true}, {Attention: true}, {Overdue: true, Status: referral.Sent}} {
			if got := f.outgoing(t, filter); !slices.Equal(got, want) {
				t.Errorf("%s: %+v lists %v, want %v", when, filter, got, want)
			}
		}
	}
	f.clock(t, "2026-12-01 23:59")
	wantOverdue("the evening before")
	f.clock(t, "2026-12-02 00:00")
	wantOverdue("by the clock", late)
	if rows := f.attention(t); !rows[0].Overdue {
		t.Error("the row does not say that it is overdue")
	}
	f.sweep(t)
	wantOverdue("by the mark", late)
	_, err = f.answerWith(late, referral.Accepted, "Dana Ruiz")
	f.must(t, err)
	wantOverdue("answered")
}

// What the sweep has marked stands after what the clock alone tells: read downwards, the latest to become overdue first.
func TestOutgoingAttentionHasEveryReasonOnce(t *testing.T) {
	f := setUp(t)
	services := []string{"transportation", "housing-assistance", "legal-aid", "health-care"}
	var ids []string
	for _, service := range services {
		ids = append(ids, f.sent(t, service))
		f.now = f.now.Add(time.Hour)
	}
	f.answerLine(t, ids[0], services[0], referral.Rejected)
	f.answerLine(t, ids[1], services[1], referral.CustomerNotResponding)
	f.became(t, f.mail(t, ids[2], referral.MailSent), store.MailResult{State: referral.MailBounced})
	f.clock(t, "2026-12-02 00:00")
	for _, when := range []string{"before", "after"} {
		got := f.outgoing(t, store.OutgoingFilter{Attention: true})
		slices.Sort(got)
		if !slices.Equal(got, ids) {
			t.Errorf("%s the sweep: %v, want all four", when, got)
		}
		f.sweep(t)
	}
}

func TestOutgoingPaged(t *testing.T) {
	f := setUp(t)
	f.must(t, f.put(named("c02", "Jane", "Doe", "prairie-works")))
	var want []string
	for _, service := range []string{"transportation", "housing-assistance", "legal-aid", "health-care", "dependent-care"} {
		want = append(want, f.sent(t, service))
	}
	for _, filter := range []store.OutgoingFilter{{}, {Status: referral.Sent}, {Query: "john"}} {
		for limit := 1; limit <= 6; limit++ {
			var got []string
			var from store.Position
			for {
				var page store.Page[view.Row]
				var err error
				n := f.Requests(func() {
					page, err = f.Outgoing(ctx, ceja, []string{"lincoln-land", "prairie-works"}, filter, f.at(), from, limit)
				})
				f.must(t, err)
				if n != 1 || len(page.Items) > limit {
					t.Errorf("limit %d: a page of %d in %d requests", limit, len(page.Items), n)
				}
				got = append(got, rowIDs(page.Items)...)
				if from = page.Next; from == "" {
					break
				}
			}
			slices.Reverse(got)
			if !slices.Equal(got, want) {
				t.Errorf("%+v by %d: %v, want %v", filter, limit, got, want)
			}
		}
	}
}

// A position of one list is refused by every other.
func TestOutgoingFromAForeignPosition(t *testing.T) {
	f := setUp(t)
	f.sent(t, "transportation")
	f.sent(t, "housing-assistance")
	page, err := f.Outgoing(ctx, ceja, []string{john.Grantee}, store.OutgoingFilter{}, f.at(), "", 1)
	f.must(t, err)
	for name, read := range map[string]func() error{
		"a status": func() error {
			_, err := f.Outgoing(ctx, ceja, []string{john.Grantee}, store.OutgoingFilter{Status: referral.Sent}, f.at(), page.Next, 1)
			return err
		},
		"attention": func() error {
			_, err := f.Outgoing(ctx, ceja, []string{john.Grantee}, store.OutgoingFilter{Attention: true}, f.at(), page.Next, 1)
			return err
		},
		"another grantee": func() error {
			_, err := f.Outgoing(ctx, ceja, []string{"prairie-works"}, store.OutgoingFilter{}, f.at(), page.Next, 1)
			return err
		},
		"organizations": func() error { _, err := f.Organizations(ctx, ceja, "", page.Next, 1); return err },
		"contacts":      func() error { _, err := f.Contacts(ctx, ceja, rides.ID, "", page.Next, 1); return err },
	} {
		if err := read(); kindOf(err) != referral.Malformed {
			t.Errorf("%s: %v, want malformed", name, err)
		}
	}
}

// The requests of a page, of a customer's page and of the commands do not grow with what has been referred before.
func TestRequestsAtFewAndAtMany(t *testing.T) {
	for _, many := range []int{10, 300} {
		t.Run(fmt.Sprint(many), func(t *testing.T) {
			if many > 10 && testing.Short() {
				t.Skip("makes 300 referrals")
			}
			f := setUp(t)
			f.refer(t, many)
			id := f.sent(t, "transportation")
			idem := store.Idempotency{Hash: "h1", BodyHash: "b1"}
			cancel := func() error {
				cmd := f.command()
				_, err := f.change(id, idem, func(r store.Record) (referral.Change, error) { return r.State.Cancel(cmd, "") })
				return err
			}
			list := func(filter store.OutgoingFilter) func() error {
				return func() error {
					_, err := f.Outgoing(ctx, ceja, []string{john.Grantee}, filter, f.at(), "", 50)
					return err
				}
			}
			for _, budget := range []struct {
				what string
				most int
				do   func() error
			}{
				{"create", 2, func() error { _, err := f.send(store.Idempotency{}, "legal-aid"); return err }},
				{"answer", 2, func() error { _, err := f.answerWith(id, referral.Pending, "Dana Ruiz"); return err }},
				{"view", 1, func() error { _, err := f.Referral(ctx, ceja, id); return err }},
				{"customer's referrals", 1, func() error { _, _, err := f.CustomerReferrals(ctx, ceja, john.ID, f.at()); return err }},
				{"outgoing", 1, list(store.OutgoingFilter{})},
				{"outgoing of a status", 1, list(store.OutgoingFilter{Status: referral.Sent})},
				{"outgoing by word", 1, list(store.OutgoingFilter{Query: "john"})},
				{"overdue", 1, list(store.OutgoingFilter{Overdue: true})},
				{"attention", 1, list(store.OutgoingFilter{Attention: true})},
				{"cancel", 2, cancel},
				{"replay", 1, cancel},
				{"resend", 3, func() error { _, err := f.resend(id); return err }},
			} {
				var err error
				n := f.Requests(func() { err = budget.do() })
				if _, replayed := store.Replayed(err); err != nil && !replayed {
					t.Errorf("%s: %v", budget.what, err)
				}
				if n > budget.most {
					t.Errorf("%s made %d requests, want %d", budget.what, n, budget.most)
				}
			}
		})
	}
}

// refer makes referrals of the customer, each to an organization of its own.
func (f *fixture) refer(t *testing.T, many int) {
	t.Helper()
	for i := range many {
		o := referral.Organization{ID: fmt.Sprintf("p%03d", i), Name: fmt.Sprintf("Partner %d", i)}
		cmd := f.command()
		_, err := f.Create(ctx, ceja, whom, cmd.At, store.Idempotency{}, func(parties referral.Parties) (referral.Change, error) {
			parties.Organization = o
			return referral.Create(cmd, f.newID(), parties, referral.Request{Services: []string{"transportation"}})
		}, answer(201))
		f.must(t, err)
	}
}

// A reference is found as it is read out, whole or in parts, with and without its first letter.
func TestOutgoingByReference(t *testing.T) {
	f := setUp(t)
	id := f.sent(t, "transportation")
	reference := f.read(t, id).State.Reference // R-7K3F-9QXM
	for _, typed := range []string{reference, strings.ToLower(reference), reference[2:], strings.ReplaceAll(reference, "-", ""), reference[7:]} {
		page, err := f.Outgoing(ctx, ceja, []string{john.Grantee}, store.OutgoingFilter{Query: typed}, referral.At(f.now), "", 10)
		f.must(t, err)
		if len(page.Items) != 1 || page.Items[0].ID != id {
			t.Errorf("%q finds %+v", typed, page.Items)
		}
	}
}
