package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// due is all that is due now, in all shards.
func (f *fixture) due(t *testing.T) []store.DueItem {
	t.Helper()
	var all []store.DueItem
	for shard := range store.DueShards {
		page, err := f.Due(ctx, shard, f.at(), "")
		f.must(t, err)
		if page.Next != "" {
			t.Fatal("a few items fill more than a page")
		}
		all = append(all, page.Items...)
	}
	return all
}

// dueReferrals are the ids of the referrals that are due now.
func (f *fixture) dueReferrals(t *testing.T) []string {
	t.Helper()
	var ids []string
	for _, item := range f.due(t) {
		if item.State != nil {
			ids = append(ids, item.State.ID)
		}
	}
	return ids
}

// sweep does what is due, with the ids of commands that the fixture counts.
func (f *fixture) sweep(t *testing.T) {
	t.Helper()
	for _, item := range f.due(t) {
		if item.Mail != nil {
			_, err := f.RequeueMail(ctx, *item.Mail, f.at())
			f.must(t, err)
			continue
		}
		change, err := item.State.Sweep(f.command())
		f.must(t, err)
		done, err := f.CommitDue(ctx, change)
		f.must(t, err)
		if !done {
			t.Error("the sweep lost a race against nobody")
		}
	}
}

// settle hands all queued mails over and reports them delivered, so that no mail is due.
func (f *fixture) settle(t *testing.T, id string) {
	t.Helper()
	for _, m := range f.read(t, id).Mails {
		if m.State == referral.MailQueued {
			f.became(t, m, store.MailResult{State: referral.MailHandedOver, MessageID: "ses-1", To: dana.Email})
		}
	}
}

func TestDue(t *testing.T) {
	f := setUp(t)
	var sent []string
	for _, service := range []string{"transportation", "housing-assistance", "legal-aid", "health-care", "dependent-care", "other-phone"} {
		id := f.sent(t, service)
		f.settle(t, id)
		sent = append(sent, id)
	}
	_, err := f.answerWith(sent[0], referral.Accepted, "Dana Ruiz")
	f.must(t, err)
	f.settle(t, sent[0])
	_, err = f.cancel(sent[1])
	f.must(t, err)
	f.settle(t, sent[1])

	f.clock(t, "2026-12-01 08:59")
	if n := len(f.due(t)); n != 0 {
		t.Errorf("%d items are due a minute early", n)
	}
	f.clock(t, "2026-12-01 09:00")
	if ids := f.dueReferrals(t); len(ids) != 4 || len(f.due(t)) != 4 {
		t.Errorf("due are %v, want the four that nobody answered", ids)
	}
	for _, item := range f.due(t) {
		if item.State.Customer.FirstName != "" || item.State.Contact.Email != "" || item.State.Organization.Name != "" {
			t.Errorf("the index of what is due holds a name or an address: %+v", item.State)
		}
	}
}

// What cannot be read is told, and keeps nothing else from being swept.
func TestDueWithWhatCannotBeRead(t *testing.T) {
	f := setUp(t)
	id := f.sent(t, "transportation")
	f.settle(t, id)
	f.clock(t, "2026-12-01 09:00")
	for shard := range store.DueShards {
		_, err := f.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &f.Name, Item: map[string]types.AttributeValue{
			"PK": &types.AttributeValueMemberS{Value: "ceja#REF#broken"}, "SK": &types.AttributeValueMemberS{Value: fmt.Sprintf("META%d", shard)},
			"GSI3PK": &types.AttributeValueMemberS{Value: fmt.Sprintf("DUE#%d", shard)}, "GSI3SK": &types.AttributeValueMemberS{Value: "2026"},
		}})
		f.must(t, err)
	}
	broken, read := 0, 0
	for _, due := range f.due(t) {
		switch {
		case due.Broken != nil:
			broken++
		case due.State != nil && due.State.ID == id:
			read++
		}
	}
	if broken != store.DueShards || read != 1 {
		t.Errorf("%d broken ones and %d referrals are due, want %d and 1", broken, read, store.DueShards)
	}
}

// A shard is read by one request, however much is not due yet.
func TestDueReadsNothingElse(t *testing.T) {
	f := setUp(t)
	for _, service := range []string{"transportation", "housing-assistance", "legal-aid", "health-care"} {
		f.settle(t, f.sent(t, service))
	}
	if n := f.Requests(func() { f.due(t) }); n != store.DueShards {
		t.Errorf("a sweep of nothing made %d requests, want one a shard", n)
	}
}

// A second sweep finds nothing to do: not one item of the table is other than the first left it.
func TestSweepTwice(t *testing.T) {
	f := setUp(t)
	ending := f.sentWithConsent(t, "2026-12-01", "mental-health")
	late := f.sent(t, "transportation")
	for _, now := range []string{"2026-12-01 09:00", "2026-12-02 00:00"} {
		f.clock(t, now)
		before := f.snapshot(t)
		f.sweep(t)
		after := f.snapshot(t)
		if len(after) == len(before) {
			t.Errorf("at %s the first sweep did nothing", now)
		}
		f.sweep(t)
		wantSame(t, f.snapshot(t), after)
	}
	if s := f.read(t, ending).State; s.Status != referral.Canceled {
		t.Errorf("a referral whose consent has ended is %s", s.Status)
	}
	if s := f.read(t, late).State; !s.MarkedOverdue {
		t.Error("a referral is overdue and not marked")
	}
}

func TestCommitDueInOneRequest(t *testing.T) {
	f := setUp(t)
	id := f.sent(t, "transportation")
	f.settle(t, id)
	f.clock(t, "2026-12-01 09:00")
	change, err := f.due(t)[0].State.Sweep(f.command())
	f.must(t, err)
	if n := f.Requests(func() { _, err = f.CommitDue(ctx, change) }); n != 1 || err != nil {
		t.Errorf("a reminder made %d requests (%v), want 1", n, err)
	}
	record := f.read(t, id)
	if last := record.Events[len(record.Events)-1]; last.Type != referral.Reminded || len(record.Mails) != 2 {
		t.Errorf("the reminder left %s and %d mails", last.Type, len(record.Mails))
	}
}

// What somebody else changed first is left to the next sweep.
func TestCommitDueAfterALostRace(t *testing.T) {
	f := setUp(t)
	id := f.sent(t, "transportation")
	f.settle(t, id)
	f.clock(t, "2026-12-01 09:00")
	change, err := f.due(t)[0].State.Sweep(f.command())
	f.must(t, err)
	_, err = f.answerWith(id, referral.Accepted, "Dana Ruiz")
	f.must(t, err)
	before := f.snapshot(t)
	if done, err := f.CommitDue(ctx, change); done || err != nil {
		t.Errorf("a reminder on top of an answer: done %v, %v", done, err)
	}
	wantSame(t, f.snapshot(t), before)
}

// The sweep writes from the index alone, without having read the referral. Whatever happened before, it must leave
// exactly what the whole command would have left.
func TestCommitDueStoresWhatTheWholeCommandWould(t *testing.T) {
	bounced := func(t *testing.T, f *fixture, id string) {
		f.became(t, f.read(t, id).Mails[0], store.MailResult{State: referral.MailBounced, DeadEmail: dana.Email})
	}
	for _, history := range []struct {
		name    string
		now     string
		consent referral.Date
		before  func(*testing.T, *fixture, string)
		want    referral.EventType
	}{
		{name: "Reminder", now: "2026-12-01 09:00", want: referral.Reminded},
		{name: "ReminderAfterABounce", now: "2026-12-01 09:00", want: referral.Reminded, before: bounced},
		{name: "ReminderAfterAPartialAnswer", now: "2026-12-01 09:00", want: referral.Reminded, before: func(t *testing.T, f *fixture, id string) {
			f.answerLine(t, id, "transportation", referral.Rejected)
		}},
		{name: "Overdue", now: "2026-12-02 00:00", want: referral.BecameOverdue},
		{name: "OverdueAfterABounce", now: "2026-12-02 00:00", want: referral.BecameOverdue, before: bounced},
		{name: "OverdueAfterAReminder", now: "2026-12-02 00:00", want: referral.BecameOverdue, before: func(t *testing.T, f *fixture, id string) {
			f.clock(t, "2026-12-01 09:00")
			f.change(id, store.Idempotency{}, func(r store.Record) (referral.Change, error) { return r.State.Sweep(f.command()) })
		}},
		{name: "OverdueAfterAPendingAnswer", now: "2026-12-15 00:00", want: referral.BecameOverdue, before: func(t *testing.T, f *fixture, id string) {
			_, err := f.answerWith(id, referral.Pending, "Dana Ruiz")
			f.must(t, err)
		}},
		{name: "ConsentEnded", now: "2026-11-25 00:00", consent: "2026-11-24", want: referral.ConsentWithdrawn},
		{name: "ConsentEndedAfterABounce", now: "2026-11-25 00:00", consent: "2026-11-24", want: referral.ConsentWithdrawn, before: bounced},
		{name: "ConsentEndedAfterAnAnswer", now: "2026-11-25 00:00", consent: "2026-11-24", want: referral.ConsentWithdrawn,
			before: func(t *testing.T, f *fixture, id string) {
				_, err := f.answerWith(id, referral.Accepted, "Dana Ruiz")
				f.must(t, err)
			}},
		{name: "ConsentEndedAfterABounceAndAnAnswer", now: "2026-11-25 00:00", consent: "2026-11-24", want: referral.ConsentWithdrawn,
			before: func(t *testing.T, f *fixture, id string) {
				bounced(t, f, id)
				_, err := f.answerWith(id, referral.Accepted, "Dana Ruiz")
				f.must(t, err)
			}},
	} {
		t.Run(history.name, func(t *testing.T) {
			prepared := func() (*fixture, string) {
				f := setUp(t)
				id := ""
				if history.consent != "" {
					f.rules.Consent = referral.ConsentRequired
					id = f.sentWithConsent(t, history.consent, "transportation", "housing-assistance")
				} else {
					id = f.sent(t, "transportation", "housing-assistance")
				}
				if history.before != nil {
					history.before(t, f, id)
				}
				f.clock(t, history.now)
				return f, id
			}
			swept, id := prepared()
			whole, _ := prepared()
			cmd := swept.command()
			for _, item := range swept.due(t) {
				if item.State == nil {
					continue
				}
				change, err := item.State.Sweep(cmd)
				swept.must(t, err)
				if change.Event().Type != history.want {
					t.Fatalf("the sweep would record %q, want %q", change.Event().Type, history.want)
				}
				_, err = swept.CommitDue(ctx, change)
				swept.must(t, err)
			}
			_, err := whole.change(id, store.Idempotency{}, func(r store.Record) (referral.Change, error) { return r.State.Sweep(cmd) })
			whole.must(t, err)
			wantSame(t, swept.snapshot(t), whole.snapshot(t))
		})
	}
}

// dueMail is the one mail that is due now.
func (f *fixture) dueMail(t *testing.T) store.DueMail {
	t.Helper()
	due := f.due(t)
	if len(due) != 1 || due[0].Mail == nil {
		t.Fatalf("due are %+v, want a mail", due)
	}
	return *due[0].Mail
}

func TestRequeueMail(t *testing.T) {
	f := setUp(t)
	id := f.sent(t, "transportation")
	f.now = f.now.Add(mailPatience - 1)
	if due := f.due(t); len(due) > 0 {
		t.Errorf("what the bus may still bring is due: %+v", due)
	}
	f.now = f.now.Add(1)
	m := f.dueMail(t)
	var done bool
	var err error
	if n := f.Requests(func() { done, err = f.RequeueMail(ctx, m, f.at()) }); !done || err != nil || n != 1 {
		t.Errorf("a forgotten mail: queued %v, %v, in %d requests, want 1", done, err, n)
	}
	if again := f.read(t, id).Mails[0]; again.State != referral.MailQueued || again.StateAt != f.at() {
		t.Errorf("queued again as %+v", again)
	}
	if done, _ := f.RequeueMail(ctx, m, f.at()); done {
		t.Error("two sweeps queued one mail")
	}

	f.now = f.now.Add(mailPatience)
	m = f.dueMail(t)
	claimed := f.claim(t, m.Mail)
	if done, _ := f.RequeueMail(ctx, m, f.at()); done {
		t.Error("a mail was taken from a sender who holds its lease")
	}
	f.now = f.now.Add(mailLease)
	m = f.dueMail(t)
	if done, _ := f.RequeueMail(ctx, m, f.at()); !done {
		t.Error("a mail whose sender died was not taken up")
	}
	if err := f.finishing(claimed, store.MailResult{State: referral.MailHandedOver}); !errors.Is(err, store.ErrMailMoved) {
		t.Errorf("the sender came back from the dead and finished: %v", err)
	}
	f.became(t, m.Mail, store.MailResult{State: referral.MailHandedOver})
	f.now = f.now.Add(24 * mailPatience)
	if done, _ := f.RequeueMail(ctx, m, f.at()); done {
		t.Error("a mail was queued again after it was sent")
	}
}

// The SDK repeats an update whose answer was lost. By then a sender may hold what the first one queued: not even a sweep
// whose clock is days ahead takes it away and has it sent a second time.
func TestRequeueMailWhoseAnswerIsLost(t *testing.T) {
	f := setUp(t)
	f.sent(t, "transportation")
	f.now = f.now.Add(mailPatience)
	m := f.dueMail(t)
	var claimed referral.Mail
	lossy, client := f.losing("UpdateItem", func() { claimed = f.claim(t, m.Mail) })
	_, err := store.New(client, f.Name).RequeueMail(ctx, m, f.at().Add(9*24*time.Hour))
	f.must(t, err)
	if lossy.lost != 1 {
		t.Fatalf("%d answers were lost, want 1", lossy.lost)
	}
	f.finish(t, claimed, store.MailResult{State: referral.MailHandedOver})
}

// A mail that waits stands in the index of what is due at the time of its next try.
func TestRequeueMailThatWaits(t *testing.T) {
	f := setUp(t)
	m := f.claim(t, f.read(t, f.sent(t, "transportation")).Mails[0])
	retry := f.now.Add(5 * mailPatience)
	f.finish(t, m, store.MailResult{State: referral.MailWaiting, RetryAt: referral.At(retry), Error: "throttled"})
	f.now = retry.Add(-1e6)
	if n := len(f.due(t)); n != 0 {
		t.Errorf("%d items are due before the time of the next try", n)
	}
	f.now = retry
	due := f.dueMail(t)
	if store.MailIDOf(due.Mail) != store.MailIDOf(m) {
		t.Fatalf("due is %+v, want the mail", due)
	}
	if done, err := f.RequeueMail(ctx, due, f.at()); !done || err != nil {
		t.Errorf("queued %v, %v", done, err)
	}
	if again := f.claim(t, m); again.Attempts != 2 {
		t.Errorf("the second try counts as attempt %d", again.Attempts)
	}
}
