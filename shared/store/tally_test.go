package store_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
	"github.com/referral-tool/referrals/shared/store"
)

// catalog is what the guide's program judges its customers by.
func catalog(t *testing.T) *standing.Catalog {
	t.Helper()
	programs, err := program.Load()
	if err != nil {
		t.Fatal(err)
	}
	p, _ := programs.Get(ceja)
	return p.Standings()
}

// members are the ids in a list, sorted.
func (f *fixture) members(t *testing.T, grantee string, list standing.List) []string {
	t.Helper()
	page, err := f.Members(ctx, ceja, grantee, list, "", store.Whole)
	f.must(t, err)
	var ids []string
	for _, m := range page.Items {
		ids = append(ids, m.ID)
	}
	slices.Sort(ids)
	return ids
}

func (f *fixture) tally(t *testing.T, customer string) {
	t.Helper()
	f.must(t, f.Tally(ctx, ceja, customer, catalog(t)))
}

func (f *fixture) figures(t *testing.T, grantee string) store.Figures {
	t.Helper()
	figures, err := f.Figures(ctx, ceja, grantee)
	f.must(t, err)
	return figures
}

func TestTally(t *testing.T) {
	f := setUp(t)
	f.tally(t, john.ID)
	if got := f.figures(t, john.Grantee); got.Customers() != 1 || got.Lists[standing.Unclassified] != 1 || got.Referrals != 0 {
		t.Errorf("once he is loaded: %+v", got)
	}
	id := f.sent(t, "transportation")
	f.tally(t, john.ID)
	got := f.figures(t, john.Grantee)
	if got.Lists[standing.AwaitingResponse] != 1 || got.Lists["transportation"] != 1 || got.Lists[standing.Unclassified] != 0 || got.Referrals != 1 {
		t.Errorf("once he is referred: %+v", got)
	}
	if _, err := f.cancel(id); err != nil {
		t.Fatal(err)
	}
	f.tally(t, john.ID)
	got = f.figures(t, john.Grantee)
	if got.Lists[standing.AwaitingResponse] != 0 || got.Lists["transportation"] != 0 || got.Lists[standing.Unclassified] != 1 || got.Referrals != 0 {
		t.Errorf("once it is canceled: %+v", got)
	}
}

// TestTallyOfAReplacedRejection: who was rejected asks for attention until another referral for the service is under way,
// and again when that one ends with nothing; figure, list, page and a recount agree. The list of referrals keeps the
// rejected one: it lists referrals, not customers.
func TestTallyOfAReplacedRejection(t *testing.T) {
	f := setUp(t)
	want := func(asks bool) {
		t.Helper()
		f.tally(t, john.ID)
		figure := f.figures(t, john.Grantee).Lists[standing.InAttention]
		if listed := len(f.members(t, john.Grantee, standing.InAttention)); figure != listed || (figure == 1) != asks {
			t.Errorf("%d need attention, %d are listed; want him among them: %v", figure, listed, asks)
		}
		file, err := f.CustomerFile(ctx, ceja, john.ID)
		f.must(t, err)
		shown := slices.ContainsFunc(catalog(t).Progress(file.Latest, file.Referrals(f.at())).OtherReferrals,
			func(o standing.Other) bool { return o.Attention != "" })
		if shown != asks {
			t.Errorf("the page asks for attention: %v", shown)
		}
		if recounted, err := f.Recount(ctx, ceja, john.Grantee, catalog(t)); err != nil || !recounted.Right() {
			t.Errorf("the recount corrects %+v, %v", recounted, err)
		}
	}
	first := f.sent(t, "transportation")
	f.answerLine(t, first, "transportation", referral.Rejected)
	want(true)
	f.clock(t, "2026-11-20 11:00")
	second := f.sent(t, "transportation")
	want(false)
	f.answerLine(t, second, "transportation", referral.Accepted)
	want(false)
	if listed := f.attention(t); len(listed) != 1 || listed[0].ID != first {
		t.Errorf("of the referrals are listed %+v", listed)
	}
	cmd := f.command()
	_, err := f.change(second, store.Idempotency{}, func(r store.Record) (referral.Change, error) {
		return r.State.Answer(cmd, referral.Answer{Decision: referral.Closed, Name: "Dana Ruiz", Channel: referral.ByLink, Outcome: "customer-declined"})
	})
	f.must(t, err)
	want(true)
}

// TestTallyOfWhoIsUnknown writes nothing.
func TestTallyOfWhoIsUnknown(t *testing.T) {
	f := setUp(t)
	before := f.Items(t)
	f.tally(t, "nobody")
	if after := f.Items(t); after != before {
		t.Errorf("%d items became %d", before, after)
	}
}

// TestTallyAgain changes no figure, and still raises the versions: see the next test for what would happen otherwise.
func TestTallyAgain(t *testing.T) {
	f := setUp(t)
	f.sent(t, "transportation")
	f.tally(t, john.ID)
	before := f.snapshot(t)
	f.tally(t, john.ID)
	after := f.snapshot(t)
	for _, at := range []string{"ceja#CUST#c01 / CUST#S", "ceja#COUNTS / lincoln-land"} {
		was, is := before[at]["version"].(float64), after[at]["version"].(float64)
		if is != was+1 {
			t.Errorf("the version of %s went from %v to %v", at, was, is)
		}
		after[at]["version"] = was
	}
	wantSame(t, after, before)
}

// TestTallyRace: many tallies at once behind a status that goes to and fro leave what a single one would.
func TestTallyRace(t *testing.T) {
	f := setUp(t)
	id := f.sent(t, "transportation")
	for _, decision := range []referral.Status{referral.Accepted, referral.CustomerNotResponding, referral.Accepted, referral.Pending} {
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				if err := f.Tally(ctx, ceja, john.ID, catalog(t)); err != nil {
					t.Error(err)
				}
			})
		}
		if _, err := f.answerWith(id, decision, "Dana Ruiz"); err != nil {
			t.Fatal(err)
		}
		for range 4 {
			wg.Go(func() {
				if err := f.Tally(ctx, ceja, john.ID, catalog(t)); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
	}
	if recounted, err := f.Recount(ctx, ceja, john.Grantee, catalog(t)); err != nil || !recounted.Right() {
		t.Errorf("the recount corrects %+v, %v", recounted, err)
	}
	if got := f.members(t, john.Grantee, standing.AwaitingResponse); !slices.Equal(got, []string{john.ID}) {
		t.Errorf("awaiting are %v", got)
	}
}

// TestTallyFollowsTheName: a list is by name and shows it, so a change of the name is a change of the list.
func TestTallyFollowsTheName(t *testing.T) {
	f := setUp(t)
	f.tally(t, john.ID)
	renamed := john
	renamed.FirstName, renamed.LastName = "Johnny", "Abel"
	f.must(t, f.put(renamed))
	f.tally(t, john.ID)
	page, err := f.Members(ctx, ceja, john.Grantee, standing.Unclassified, "", store.Whole)
	f.must(t, err)
	want := store.Member{ID: john.ID, FirstName: "Johnny", LastName: "Abel", Group: john.Group, Grantee: john.Grantee}
	if len(page.Items) != 1 || page.Items[0] != want {
		t.Errorf("the list shows %+v", page.Items)
	}
	// A name that sorts alike is at the same place, and still another.
	renamed.LastName = "ABEL"
	f.must(t, f.put(renamed))
	f.tally(t, john.ID)
	page, err = f.Members(ctx, ceja, john.Grantee, standing.Unclassified, "", store.Whole)
	f.must(t, err)
	if len(page.Items) != 1 || page.Items[0].LastName != "ABEL" {
		t.Errorf("the list shows %+v", page.Items)
	}
}

// TestTallyFollowsTheGrantee: a customer who goes from one grantee to another is counted at the other alone, with the
// referrals.
func TestTallyFollowsTheGrantee(t *testing.T) {
	f := setUp(t)
	f.sent(t, "transportation")
	f.tally(t, john.ID)
	moved := john
	moved.Grantee = "prairie-works"
	f.must(t, f.put(moved))
	f.tally(t, john.ID)
	was, is := f.figures(t, "lincoln-land"), f.figures(t, "prairie-works")
	if was.Customers() != 0 || was.Referrals != 0 || is.Customers() != 1 || is.Referrals != 1 {
		t.Errorf("counted are %+v and %+v", was, is)
	}
	if left, there := f.members(t, "lincoln-land", standing.Everybody), f.members(t, "prairie-works", "transportation"); left != nil || len(there) != 1 {
		t.Errorf("listed are %v and %v", left, there)
	}
	if sum := f.figures(t, ""); sum.Customers() != 1 || sum.Referrals != 1 {
		t.Errorf("the program's sum is %+v", sum)
	}
}

// TestTallyRequests: whatever the number of referrals.
func TestTallyRequests(t *testing.T) {
	f := setUp(t)
	for range 2 {
		if n := f.Requests(func() { f.tally(t, john.ID) }); n != 2 {
			t.Errorf("a tally made %d requests, want 2", n)
		}
		if n := f.Requests(func() { f.figures(t, john.Grantee) }); n != 1 {
			t.Errorf("the dashboard made %d requests, want 1", n)
		}
		if n := f.Requests(func() { f.figures(t, "") }); n != 1 {
			t.Errorf("the program's dashboard made %d requests, want 1", n)
		}
		if n := f.Requests(func() { f.members(t, john.Grantee, standing.Everybody) }); n != 1 {
			t.Errorf("a list made %d requests, want 1", n)
		}
		for range 10 {
			id := f.sent(t, "transportation")
			_, err := f.cancel(id)
			f.must(t, err)
		}
	}
}

// TestTallyHearsOfAnUnreachedCustomer: when the mail that did not arrive counts again, because the reminder after it
// never went, the stream brings an event of the customer: no event of the referral tells of it.
func TestTallyHearsOfAnUnreachedCustomer(t *testing.T) {
	f := setUp(t)
	id, m := f.mailed(t)
	f.became(t, m, store.MailResult{State: referral.MailBounced, DeadEmail: dana.Email})
	f.clock(t, "2026-12-01 09:00")
	f.sweep(t)
	f.tally(t, john.ID)
	if got := f.figures(t, john.Grantee).Lists[standing.InAttention]; got != 0 {
		t.Errorf("while the reminder is on its way %d need attention", got)
	}
	_, err := f.answerWith(id, referral.Pending, "Dana Ruiz")
	f.must(t, err)
	f.became(t, f.mail(t, id, referral.MailReminder), store.MailResult{State: referral.MailSuperseded})
	heard := false
	for _, record := range f.records(t) {
		appended, err := store.ReadStream(record)
		f.must(t, err)
		if appended.Customer != nil && appended.Customer.Type == store.CustomerUnreached {
			heard = true
			f.tally(t, appended.Customer.CustomerID)
		}
	}
	if got := f.figures(t, john.Grantee).Lists[standing.InAttention]; !heard || got != 1 {
		t.Errorf("heard of it: %t; %d need attention, want 1", heard, got)
	}
}

// A second service is noted on a form whose mail came back; the mail that tells of it goes to the corrected address, and
// arrives. Whatever of this reaches the tally, a recount finds nothing to correct.
func TestTallyOfANotedService(t *testing.T) {
	c := setUpKansas(t)
	programs, err := program.Load()
	c.must(t, err)
	p, _ := programs.Get(ks)
	tallied, counted := talliedTypes(t), map[string]bool{}
	id := c.distributed(t, "Job Readiness", "Workplace Skills")
	stream := func() { // what has happened since
		for _, e := range c.record(t, id).Events {
			if key := e.ID + string(e.Type); slices.Contains(tallied, string(e.Type)) && !counted[key] {
				counted[key] = true
				c.must(t, c.Tally(ctx, ks, ana.ID, p.Standings()))
			}
		}
	}
	finish := func(kind referral.MailKind, states ...referral.MailState) {
		mails := c.record(t, id).Mails
		at := slices.IndexFunc(mails, func(m referral.Mail) bool { return m.Kind == kind })
		m, _, err := c.ClaimMail(ctx, store.MailIDOf(mails[at]), c.at())
		c.must(t, err)
		for _, state := range states {
			c.must(t, c.FinishMail(ctx, c.command(), c.record(t, id).State, m, store.MailResult{State: state}))
			m.State, m.Claim = state, ""
			stream()
		}
	}
	c.must(t, c.Tally(ctx, ks, ana.ID, p.Standings()))
	finish(referral.MailFormSent, referral.MailBounced)
	if figures, err := c.Figures(ctx, ks, "dcf"); err != nil || figures.Lists[standing.InAttention] != 1 {
		t.Fatalf("after the bounce %+v, %v", figures, err)
	}
	corrected := intake
	corrected.Email = "dee@heartland.referrals.test"
	c.must(t, c.decide(id, func(cmd referral.Command, r store.Record) (referral.Change, error) {
		return r.State.FollowContact(cmd, corrected)
	}))
	stream()
	c.must(t, c.decide(id, func(cmd referral.Command, r store.Record) (referral.Change, error) {
		form, _ := r.Form()
		return r.State.NoteService(cmd, form, "Resume help", "")
	}))
	stream()
	finish(referral.MailFormAmended, referral.MailHandedOver, referral.MailDelivered)
	recounted, err := c.Recount(ctx, ks, "dcf", p.Standings())
	c.must(t, err)
	if !recounted.Right() {
		t.Errorf("the recount corrects %+v", recounted)
	}
}
