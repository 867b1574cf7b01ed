package store_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
	"github.com/referral-tool/referrals/shared/store"
)

// marks are what tells who John Jones is, and what was written freely about him. All are searched without case: words
// and sort names are folded.
var marks = []string{"john", "jones", "306 e adams", "217-303-5859", "noemail", "secret"}

// lived is a table in which John Jones has a referral in each state that has ended, and a draft, and all that can be
// written freely about him: his erasure is possible.
func lived(t *testing.T) *fixture {
	t.Helper()
	f := setUp(t)
	assess(t, f, "referral-for-housing-assistance")
	rejected := f.written(t, "housing-assistance")
	f.say(t, rejected, referral.Answer{Decision: referral.Rejected, Reason: "other", Note: "secret reason", Name: "Dana Ruiz", Channel: referral.ByLink})
	closed := f.written(t, "transportation")
	f.say(t, closed, referral.Answer{Decision: referral.Accepted, Note: "secret plan", Name: "Dana Ruiz", Channel: referral.ByTelephone})
	f.say(t, closed, referral.Answer{Decision: referral.Closed, Outcome: "enrolled", Note: "secret end", Name: "Dana Ruiz", Channel: referral.ByLink})
	canceled := f.written(t, "legal-aid")
	cmd := f.command()
	_, err := f.change(canceled, store.Idempotency{Hash: "h1", BodyHash: "b1"}, func(r store.Record) (referral.Change, error) {
		return r.State.WithdrawConsent(cmd, "John Jones", "secret change of mind")
	})
	f.must(t, err)
	f.drafted(t, "dependent-care")
	_, err = f.HoldCustomer(ctx, f.command(), john.ID, "Jones v. Smith, a secret")
	f.must(t, err)
	_, err = f.ReleaseCustomer(ctx, f.command(), john.ID, "The secret is out.")
	f.must(t, err)
	f.must(t, f.RecordSeen(ctx, ceja, "n1", store.Seen{Customer: john.ID, What: "customer", At: f.at(), By: staff}))
	f.tally(t, john.ID)
	return f
}

func assess(t *testing.T, f *fixture, options ...string) {
	t.Helper()
	cmd := f.command()
	_, err := f.AddAssessment(ctx, cmd, john.ID, store.Idempotency{}, func(referral.Customer) (standing.Assessment, error) {
		return standing.Assess(cmd, cmd.ID, "2026-11-20", options, catalog(t))
	}, func(standing.Assessment) store.Reply { return store.Reply{} })
	f.must(t, err)
}

// written is the id of a sent referral with a note, a consent and a reason for its repetition.
func (f *fixture) written(t *testing.T, service string) string {
	t.Helper()
	return f.create(t, referral.Create, referral.Request{
		Services: []string{service}, Note: "secret note of John", AllowRepeat: "secret cause",
		Consent: &referral.Consent{By: "John Jones", Method: "written", Date: "2026-11-01", Until: "2027-11-01"},
	})
}

func (f *fixture) drafted(t *testing.T, service string) string {
	t.Helper()
	return f.create(t, referral.CreateDraft, referral.Request{Services: []string{service}, Note: "secret draft"})
}

type making func(referral.Command, string, referral.Parties, referral.Request) (referral.Change, error)

func (f *fixture) create(t *testing.T, made making, req referral.Request) string {
	t.Helper()
	cmd := f.command()
	reply, err := f.Create(ctx, ceja, whom, cmd.At, store.Idempotency{}, func(parties referral.Parties) (referral.Change, error) {
		return made(cmd, f.newID(), parties, req)
	}, answer(201))
	f.must(t, err)
	return stateIn(t, reply).ID
}

func (f *fixture) say(t *testing.T, id string, a referral.Answer) {
	t.Helper()
	cmd := f.command()
	_, err := f.change(id, store.Idempotency{}, func(r store.Record) (referral.Change, error) { return r.State.Answer(cmd, a) })
	f.must(t, err)
}

// admin is who erases.
var admin = referral.Actor{Sub: "u9", Name: "Ada Admin", Email: "ada@ceja.referrals.test", Role: referral.ProgramAdmin}

func (f *fixture) erase(t *testing.T, s *store.Store) error {
	t.Helper()
	cmd := f.command()
	cmd.By = admin
	programs := map[string]string{ceja: john.ID, ks: ana.ID}
	_, err := s.EraseCustomer(ctx, cmd, programs[f.rules.Program], f.newID, f.catalog(t))
	return err
}

// wantUnmarked fails the test where an item of the table holds a mark.
func wantUnmarked(t *testing.T, items snapshot, marks []string) {
	t.Helper()
	for at, it := range items {
		text, err := json.Marshal(it)
		if err != nil {
			t.Fatal(err)
		}
		for _, mark := range marks {
			if strings.Contains(strings.ToLower(at+string(text)), mark) {
				t.Errorf("%q stands in %s: %s", mark, at, text)
			}
		}
	}
}

// wantMarked fails the test where a mark stands nowhere: its absence would show nothing.
func wantMarked(t *testing.T, items snapshot, marks []string) {
	t.Helper()
	text, err := json.Marshal(items)
	if err != nil {
		t.Fatal(err)
	}
	for _, mark := range marks {
		if !strings.Contains(strings.ToLower(string(text)), mark) {
			t.Errorf("%q stands nowhere", mark)
		}
	}
}

// After an erasure no item names the customer, figures are as they were, and what happened is told, with who erased.
func TestEraseCustomer(t *testing.T) {
	f := lived(t)
	wantMarked(t, f.snapshot(t), marks)
	before, rows := f.figures(t, john.Grantee), f.rows(t, john.ID)
	f.must(t, f.erase(t, f.Store))
	wantUnmarked(t, f.snapshot(t), marks)

	after := f.figures(t, john.Grantee)
	for list, n := range before.Lists {
		if after.Lists[list] != n {
			t.Errorf("%s was %d, is %d", list, n, after.Lists[list])
		}
	}
	if after.Referrals != before.Referrals || before.Referrals != 2 {
		t.Errorf("%d referrals were counted, now %d", before.Referrals, after.Referrals)
	}
	recounted, err := f.Recount(ctx, ceja, john.Grantee, catalog(t))
	if err != nil || !recounted.Right() {
		t.Errorf("a recount tells %+v, %v", recounted, err)
	}
	for i, row := range f.rows(t, john.ID) {
		want := rows[i].Status
		if want == referral.Draft {
			want = referral.Canceled
		}
		if row.Status != want || row.Customer.Name != "Erased customer" || row.Reference != rows[i].Reference {
			t.Errorf("row is %+v", row)
		}
		record := f.read(t, row.ID)
		last := record.Events[len(record.Events)-1]
		if last.Type != referral.WasErased || last.By != admin {
			t.Errorf("the last event is %+v", last)
		}
	}
	if seen, err := f.SeenBy(ctx, ceja, john.ID, "", store.Whole); err != nil || len(seen.Items) != 1 || seen.Items[0].By != staff {
		t.Errorf("access records are %+v, %v", seen.Items, err)
	}
	export, err := f.Export(ctx, ceja, john.ID)
	f.must(t, err)
	if last := export.Events[len(export.Events)-1]; last.Type != store.CustomerErased || last.By != admin {
		t.Errorf("the customer's last event is %+v", last)
	}
}

// Lists show an anonymous entry; no search finds the name.
func TestEraseCustomer_Search(t *testing.T) {
	f := lived(t)
	f.must(t, f.erase(t, f.Store))
	for _, q := range []string{"john", "jones", "erased"} {
		page, err := f.Customers(ctx, ceja, []string{john.Grantee}, q, "", "", store.Whole)
		if err != nil || len(page.Items) != 0 {
			t.Errorf("%q finds %+v, %v", q, page.Items, err)
		}
	}
	page, err := f.Customers(ctx, ceja, []string{john.Grantee}, "", "", "", store.Whole)
	if err != nil || len(page.Items) != 1 || page.Items[0].Name() != "Erased customer" || page.Items[0].ErasedAt != f.at() {
		t.Errorf("all are %+v, %v", page.Items, err)
	}
	out, err := f.Outgoing(ctx, ceja, []string{john.Grantee}, store.OutgoingFilter{Query: "jones"}, f.at(), "", store.Whole)
	if err != nil || len(out.Items) != 0 {
		t.Errorf("the outgoing list finds %+v, %v", out.Items, err)
	}
	members, err := f.Members(ctx, ceja, john.Grantee, standing.Everybody, "", store.Whole)
	if err != nil || len(members.Items) != 1 || members.Items[0].FirstName != "Erased" {
		t.Errorf("members are %+v, %v", members.Items, err)
	}
}

// Six requests, one for the texts, two for each referral; an export reads two and one for each referral; erased once,
// nothing is written any more.
func TestEraseCustomer_Requests(t *testing.T) {
	f := lived(t)
	if n := f.Requests(func() { _, err := f.Export(ctx, ceja, john.ID); f.must(t, err) }); n != 2+4 {
		t.Errorf("an export of 4 referrals made %d requests", n)
	}
	if n := f.Requests(func() { f.must(t, f.erase(t, f.Store)) }); n != 7+2*4 {
		t.Errorf("an erasure of 4 referrals made %d requests", n)
	}
	before := f.snapshot(t)
	if n := f.Requests(func() { f.must(t, f.erase(t, f.Store)) }); n != 1 {
		t.Errorf("the second made %d requests", n)
	}
	wantSame(t, f.snapshot(t), before)
}

func TestEraseCustomer_Refused(t *testing.T) {
	t.Run("Unknown", func(t *testing.T) {
		f := setUp(t)
		_, err := f.EraseCustomer(ctx, f.command(), "nobody", f.newID, catalog(t))
		wantKind(t, err, referral.NotFound)
	})
	t.Run("Held", func(t *testing.T) {
		f := lived(t)
		_, err := f.HoldCustomer(ctx, f.command(), john.ID, "Litigation.")
		f.must(t, err)
		before := f.snapshot(t)
		wantKind(t, f.erase(t, f.Store), referral.Conflict)
		wantSame(t, f.snapshot(t), before)
	})
	t.Run("Open", func(t *testing.T) {
		f := lived(t)
		f.written(t, "health-care")
		before := f.snapshot(t)
		wantKind(t, f.erase(t, f.Store), referral.Conflict)
		wantSame(t, f.snapshot(t), before)
	})
}

// Nothing new is written about who is erased, and nothing is loaded over it.
func TestEraseCustomer_Final(t *testing.T) {
	f := lived(t)
	f.must(t, f.erase(t, f.Store))
	before := f.snapshot(t)
	wantKind(t, f.put(john), referral.Conflict)
	_, err := f.send(store.Idempotency{}, "transportation")
	wantKind(t, err, referral.Conflict)
	_, err = f.HoldCustomer(ctx, f.command(), john.ID, "Too late.")
	wantKind(t, err, referral.Conflict)
	_, err = f.AddAssessment(ctx, f.command(), john.ID, store.Idempotency{}, nil, nil)
	wantKind(t, err, referral.Conflict)
	_, err = f.AddActivity(ctx, f.command(), john.ID, referral.Activity{ID: "a1"}, store.Idempotency{}, nil, nil)
	wantKind(t, err, referral.Conflict)
	wantSame(t, f.snapshot(t), before)
}

// A referral with more events than a transaction holds is erased as well.
func TestEraseCustomer_LongTimeline(t *testing.T) {
	f := setUp(t)
	id := f.written(t, "transportation")
	for i := range 120 {
		f.now = f.now.Add(time.Minute)
		decision := []referral.Status{referral.Pending, referral.Accepted}[i%2]
		f.say(t, id, referral.Answer{Decision: decision, Note: "secret", Name: "Dana Ruiz", Channel: referral.ByTelephone})
	}
	_, err := f.cancel(id)
	f.must(t, err)
	f.must(t, f.erase(t, f.Store))
	wantUnmarked(t, f.snapshot(t), marks)
	if record := f.read(t, id); len(record.Events) != 123 || record.State.Version != 123 {
		t.Errorf("%d events, version %d", len(record.Events), record.State.Version)
	}
}

func TestHoldCustomer(t *testing.T) {
	f := setUp(t)
	held, err := f.HoldCustomer(ctx, f.command(), john.ID, "Litigation.")
	if err != nil || held.Hold == nil || held.Hold.Reason != "Litigation." || held.Hold.By != staff.Name {
		t.Errorf("held: %+v, %v", held, err)
	}
	before := f.snapshot(t)
	_, err = f.HoldCustomer(ctx, f.command(), john.ID, "Litigation.")
	f.must(t, err)
	wantSame(t, f.snapshot(t), before)
	moved := john
	moved.Phone = "217-555-0199"
	f.must(t, f.put(moved)) // a load does not end it
	if held, err = f.HeldCustomer(ctx, ceja, john.ID); err != nil || held.Hold == nil || held.Phone != moved.Phone {
		t.Errorf("after a load: %+v, %v", held, err)
	}
	if held, err = f.ReleaseCustomer(ctx, f.command(), john.ID, "Settled."); err != nil || held.Hold != nil {
		t.Errorf("released: %+v, %v", held, err)
	}
	export, err := f.Export(ctx, ceja, john.ID)
	f.must(t, err)
	var told []string
	for _, e := range export.Events {
		told = append(told, e.Type+" "+e.Reason)
	}
	if got := strings.Join(told, ", "); got != "customer-loaded , customer-held Litigation., customer-changed , customer-released Settled." {
		t.Errorf("the events are %s", got)
	}
	_, err = f.HoldCustomer(ctx, f.command(), "nobody", "Litigation.")
	wantKind(t, err, referral.NotFound)
}

func wantKind(t *testing.T, err error, kind referral.ErrorKind) {
	t.Helper()
	var refused *referral.Error
	if !errors.As(err, &refused) || refused.Kind != kind {
		t.Errorf("refused with %v, want %s", err, kind)
	}
}

// catalog is what the program of the fixture judges its customers by.
func (f *fixture) catalog(t *testing.T) *standing.Catalog {
	t.Helper()
	programs, err := program.Load()
	f.must(t, err)
	p, _ := programs.Get(f.rules.Program)
	return p.Standings()
}
