package store_test

import (
	"errors"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
	"github.com/referral-tool/referrals/shared/view"
)

// What the store promises about mails.
const (
	mailPatience = 2 * time.Minute // before the sweep takes a queued mail up
	mailLease    = time.Minute     // of a sender
)

// mailed sends a referral and returns its mail.
func (f *fixture) mailed(t *testing.T) (id string, m referral.Mail) {
	t.Helper()
	id = f.sent(t, "transportation")
	return id, f.mail(t, id, referral.MailSent)
}

// mail is the newest mail of a kind.
func (f *fixture) mail(t *testing.T, id string, kind referral.MailKind) referral.Mail {
	t.Helper()
	var found referral.Mail
	for _, m := range f.read(t, id).Mails {
		if m.Kind == kind {
			found = m
		}
	}
	if found.Kind == "" {
		t.Fatalf("there is no %s", kind)
	}
	return found
}

func (f *fixture) claim(t *testing.T, m referral.Mail) referral.Mail {
	t.Helper()
	claimed, ok, err := f.ClaimMail(ctx, store.MailIDOf(m), f.at())
	f.must(t, err)
	if !ok {
		t.Fatal("a mail that is queued could not be claimed")
	}
	return claimed
}

// finishing writes what became of a mail, by the referral as it stands.
func (f *fixture) finishing(m referral.Mail, result store.MailResult) error {
	_, state, err := f.MailRecord(ctx, store.MailIDOf(m))
	if err != nil {
		return err
	}
	return f.FinishMail(ctx, f.command(), state, m, result)
}

func (f *fixture) finish(t *testing.T, m referral.Mail, result store.MailResult) {
	t.Helper()
	f.must(t, f.finishing(m, result))
}

// became is finish for a mail that nobody has claimed yet.
func (f *fixture) became(t *testing.T, m referral.Mail, result store.MailResult) {
	t.Helper()
	f.finish(t, f.claim(t, m), result)
}

// wantTrueCard compares what the customer's page shows with the referral and its mails, and whether the attention list
// has it with whether something needs attention.
func (f *fixture) wantTrueCard(t *testing.T, id string) {
	t.Helper()
	record := f.read(t, id)
	delivery := referral.Delivery(record.Mails)
	want := view.RowOf(record.State, delivery).At(f.at())
	for _, row := range f.rows(t, record.State.Customer.ID) {
		if row.ID == id && !reflect.DeepEqual(row, want) {
			t.Errorf("the page shows %+v, want %+v", row, want)
		}
	}
	needed := record.State.AttentionSince != "" || want.Overdue || record.State.Open() && delivery.Undeliverable()
	listed := slices.ContainsFunc(f.attention(t), func(row view.Row) bool { return row.ID == id })
	if listed != needed {
		t.Errorf("on the attention list: %v, want %v", listed, needed)
	}
}

// attention is the list of what staff should look at.
func (f *fixture) attention(t *testing.T) []view.Row {
	t.Helper()
	page, err := f.Outgoing(ctx, ceja, []string{john.Grantee}, store.OutgoingFilter{Attention: true}, f.at(), "", store.Whole)
	f.must(t, err)
	return page.Items
}

func (f *fixture) contact(t *testing.T) referral.Contact {
	t.Helper()
	parties, err := f.Parties(ctx, ceja, whom)
	f.must(t, err)
	return parties.Contact
}

func TestClaimMail(t *testing.T) {
	f := setUp(t)
	_, m := f.mailed(t)
	var claimed referral.Mail
	if n := f.Requests(func() { claimed = f.claim(t, m) }); n != 1 {
		t.Errorf("a claim made %d requests, want 1", n)
	}
	if claimed.State != referral.MailSending || claimed.Attempts != 1 || claimed.ContactID != dana.ID {
		t.Errorf("claimed %+v", claimed)
	}
	if _, ok, err := f.ClaimMail(ctx, store.MailIDOf(m), f.at()); ok || !errors.Is(err, store.ErrMailTaken) {
		t.Errorf("a second claim under the lease: %v, %v, want ErrMailTaken", ok, err)
	}
	f.now = f.now.Add(mailLease)
	if _, ok, err := f.ClaimMail(ctx, store.MailIDOf(m), f.at()); ok || !errors.Is(err, store.ErrMailTaken) {
		t.Errorf("a claim at the last moment of the lease: %v, %v, want ErrMailTaken", ok, err)
	}
	f.now = f.now.Add(time.Millisecond)
	if again := f.claim(t, m); again.Attempts != 2 {
		t.Errorf("after the lease the claim is attempt %d, want 2", again.Attempts)
	}
}

func TestClaimMailThatIsDone(t *testing.T) {
	f := setUp(t)
	_, m := f.mailed(t)
	f.became(t, m, store.MailResult{State: referral.MailHandedOver})
	unknown := store.MailIDOf(m)
	unknown.Version = 7
	before := f.snapshot(t)
	for name, id := range map[string]store.MailID{"sent": store.MailIDOf(m), "unknown": unknown} {
		if _, ok, err := f.ClaimMail(ctx, id, f.at()); ok || err != nil {
			t.Errorf("%s: claimed %v, %v, want nothing to do", name, ok, err)
		}
	}
	wantSame(t, f.snapshot(t), before)
}

// Of 16 deliveries of one event at once, one sends.
func TestClaimMailRaced(t *testing.T) {
	f := setUp(t)
	_, m := f.mailed(t)
	const senders = 16
	claims, errs := make([]bool, senders), make([]error, senders)
	var wg sync.WaitGroup
	for i := range senders {
		wg.Go(func() { _, claims[i], errs[i] = f.ClaimMail(ctx, store.MailIDOf(m), f.at()) })
	}
	wg.Wait()
	won := 0
	for i := range senders {
		if claims[i] {
			won++
		} else if !errors.Is(errs[i], store.ErrMailTaken) {
			t.Errorf("a loser heard %v", errs[i])
		}
	}
	if won != 1 {
		t.Errorf("%d senders claimed one mail", won)
	}
}

// What an attempt to send, or SES, makes of a mail; what the referral page then shows; and whom it concerns.
func TestFinishMail(t *testing.T) {
	for _, outcome := range []struct {
		result   store.MailResult
		delivery referral.MailState // on the card and in the view
		event    referral.EventType // in the timeline
		told     bool               // staff
		dead     bool               // the contact's address
	}{
		{result: store.MailResult{State: referral.MailHandedOver, MessageID: "ses-1", To: dana.Email}, delivery: referral.MailHandedOver},
		{result: store.MailResult{State: referral.MailWaiting, RetryAt: "2026-11-20T16:05:00.000Z"}, delivery: referral.MailQueued},
		{result: store.MailResult{State: referral.MailDelivered}, delivery: referral.MailDelivered, event: referral.Delivered},
		{result: store.MailResult{State: referral.MailBounced, DeadEmail: dana.Email}, delivery: referral.MailBounced,
			event: referral.Undelivered, told: true, dead: true},
		{result: store.MailResult{State: referral.MailComplained, DeadEmail: dana.Email}, delivery: referral.MailComplained,
			event: referral.Undelivered, told: true, dead: true},
		{result: store.MailResult{State: referral.MailSuppressed}, delivery: referral.MailSuppressed, event: referral.Undelivered, told: true},
	} {
		t.Run(string(outcome.result.State), func(t *testing.T) {
			f := setUp(t)
			id, m := f.mailed(t)
			claimed := f.claim(t, m)
			f.now = f.now.Add(time.Second)
			_, state, err := f.MailRecord(ctx, store.MailIDOf(m))
			f.must(t, err)
			if n := f.Requests(func() { err = f.FinishMail(ctx, f.command(), state, claimed, outcome.result) }); n != 1 || err != nil {
				t.Fatalf("%d requests (%v), want 1", n, err)
			}
			record := f.read(t, id)
			if got := record.Mails[0]; got.State != outcome.result.State || got.StateAt != f.at() ||
				got.MessageID != outcome.result.MessageID || got.To != outcome.result.To {
				t.Errorf("the mail is %+v", got)
			}
			if record.State.Version != 1 {
				t.Error("a mail's fate counted as a command")
			}
			row := f.rows(t, john.ID)[0]
			if row.Delivery != outcome.delivery || row.Undeliverable != outcome.told || referral.Delivery(record.Mails) != outcome.delivery {
				t.Errorf("the page shows %s, undeliverable %v", row.Delivery, row.Undeliverable)
			}
			if got := lastType(record); got != outcome.event {
				t.Errorf("the timeline tells %q, want %q", got, outcome.event)
			}
			if (len(record.Mails) == 2) != outcome.told || outcome.told && record.Mails[1].About != outcome.result.State {
				t.Errorf("mails to staff: %+v", record.Mails[1:])
			}
			if dead := f.contact(t).DeadEmail == dana.Email; dead != outcome.dead {
				t.Errorf("the contact's address counts as dead: %v", dead)
			}
			if n := len(f.attention(t)); (n == 1) != outcome.told {
				t.Errorf("%d referrals need attention", n)
			}
			f.wantTrueCard(t, id)
		})
	}
}

// lastType is the newest report in a timeline that began with one command; empty when there is none.
func lastType(r store.Record) referral.EventType {
	if len(r.Events) < 2 {
		return ""
	}
	return r.Events[len(r.Events)-1].Type
}

// What SES reports can overtake our own record of the sending: then the report stands.
func TestReportBeforeOurOwnRecord(t *testing.T) {
	f := setUp(t)
	id, m := f.mailed(t)
	claimed := f.claim(t, m)
	reported, _, err := f.MailRecord(ctx, store.MailIDOf(m))
	f.must(t, err)
	f.finish(t, reported, store.MailResult{State: referral.MailDelivered, MessageID: "ses-1"})
	before := f.snapshot(t)
	err = f.finishing(claimed, store.MailResult{State: referral.MailHandedOver, MessageID: "ses-1"})
	if !errors.Is(err, store.ErrMailMoved) {
		t.Errorf("our own record came second: %v, want ErrMailMoved", err)
	}
	wantSame(t, f.snapshot(t), before)
	if record := f.read(t, id); record.Mails[0].State != referral.MailDelivered {
		t.Errorf("the mail is %s", record.Mails[0].State)
	}
}

// Of the same report twice at once, one is written.
func TestReportTwice(t *testing.T) {
	f := setUp(t)
	id, m := f.mailed(t)
	f.became(t, m, store.MailResult{State: referral.MailHandedOver})
	reported, state, err := f.MailRecord(ctx, store.MailIDOf(m))
	f.must(t, err)
	const reports = 8
	errs := make([]error, reports)
	var wg sync.WaitGroup
	for i := range reports {
		wg.Go(func() {
			errs[i] = f.FinishMail(ctx, f.command(), state, reported, store.MailResult{State: referral.MailBounced, DeadEmail: dana.Email})
		})
	}
	wg.Wait()
	written := 0
	for _, err := range errs {
		switch {
		case err == nil:
			written++
		case !errors.Is(err, store.ErrMailMoved):
			t.Error(err)
		}
	}
	if record := f.read(t, id); written != 1 || len(record.Events) != 2 || len(record.Mails) != 2 {
		t.Errorf("%d reports were written: %d events, %d mails", written, len(record.Events), len(record.Mails))
	}
}

// Each state that a mail comes to leaves one event, in the order in which the reports came.
func TestReportsOneAfterTheOther(t *testing.T) {
	f := setUp(t)
	id, m := f.mailed(t)
	f.claim(t, m)
	for _, became := range []referral.MailState{referral.MailHandedOver, referral.MailDelivered, referral.MailComplained} {
		f.now = f.now.Add(time.Minute)
		stands, _, err := f.MailRecord(ctx, store.MailIDOf(m))
		f.must(t, err)
		f.finish(t, stands, store.MailResult{State: became})
	}
	record := f.read(t, id)
	if len(record.Events) != 3 || record.Mails[0].State != referral.MailComplained || len(record.Mails) != 2 {
		t.Errorf("%d events, mails %+v", len(record.Events), record.Mails)
	}
}

// A report on the mail of an earlier send is kept with that mail, and does not touch what the page shows of the newer.
func TestReportAfterAResend(t *testing.T) {
	f := setUp(t)
	id, first := f.mailed(t)
	f.became(t, first, store.MailResult{State: referral.MailHandedOver})
	_, err := f.resend(id)
	f.must(t, err)
	stands, _, err := f.MailRecord(ctx, store.MailIDOf(first))
	f.must(t, err)
	f.finish(t, stands, store.MailResult{State: referral.MailBounced})
	record := f.read(t, id)
	if record.Mails[0].State != referral.MailBounced {
		t.Errorf("the first mail is %s", record.Mails[0].State)
	}
	if row := f.rows(t, john.ID)[0]; row.Delivery != referral.MailQueued || row.Undeliverable {
		t.Errorf("the page shows %s of the second mail", row.Delivery)
	}
	f.wantTrueCard(t, id)
	if len(f.attention(t)) != 0 {
		t.Error("the bounce of a mail that was sent anew asks for attention")
	}
}

// A resend while a bounce is reported: whichever is written first, the page shows the newer mail.
func TestResendAgainstABounce(t *testing.T) {
	f := setUp(t)
	id, m := f.mailed(t)
	f.became(t, m, store.MailResult{State: referral.MailHandedOver})
	stands, state, err := f.MailRecord(ctx, store.MailIDOf(m))
	f.must(t, err)
	var resent, reported error
	var wg sync.WaitGroup
	wg.Go(func() { _, resent = f.resend(id) })
	wg.Go(func() {
		reported = f.FinishMail(ctx, f.command(), state, stands, store.MailResult{State: referral.MailBounced})
	})
	wg.Wait()
	f.must(t, errors.Join(resent, reported))
	f.wantTrueCard(t, id)
}

// A command that was decided before a bounce was reported decides again: else it would hide the need for attention.
func TestChangeWhileABounceIsReported(t *testing.T) {
	f := setUp(t)
	id, m := f.mailed(t)
	cmd := f.command()
	tries := 0
	_, err := f.change(id, store.Idempotency{}, func(r store.Record) (referral.Change, error) {
		if tries++; tries == 1 {
			f.became(t, m, store.MailResult{State: referral.MailBounced})
		}
		return r.State.Answer(cmd, referral.Answer{Decision: referral.Pending, Name: "Dana Ruiz", Channel: referral.ByTelephone})
	})
	f.must(t, err)
	if row := f.rows(t, john.ID)[0]; tries != 2 || !row.Undeliverable {
		t.Errorf("decided %d times; undeliverable %v", tries, row.Undeliverable)
	}
	f.wantTrueCard(t, id)
	if len(f.attention(t)) != 1 {
		t.Error("the answer hid that the mail came back")
	}
}

// A bounce that was judged by the referral as it stood before a command puts nothing on the attention list that the
// command took off it, and leaves nothing off it that the command put back to work.
func TestBounceOvertakenByACommand(t *testing.T) {
	answer := func(decision referral.Status, reason string) func(*fixture, string) error {
		return func(f *fixture, id string) error {
			cmd := f.command()
			_, err := f.change(id, store.Idempotency{}, func(r store.Record) (referral.Change, error) {
				return r.State.Answer(cmd, referral.Answer{Decision: decision, Reason: reason, Name: "Dana Ruiz", Channel: referral.ByTelephone})
			})
			return err
		}
	}
	for name, test := range map[string]struct{ before, overtaking func(*fixture, string) error }{
		"Canceled":  {answer(referral.Pending, ""), func(f *fixture, id string) error { _, err := f.cancel(id); return err }},
		"Corrected": {answer(referral.Rejected, "no-capacity"), answer(referral.Accepted, "")},
	} {
		t.Run(name, func(t *testing.T) {
			f := setUp(t)
			id, m := f.mailed(t)
			f.became(t, m, store.MailResult{State: referral.MailHandedOver})
			f.must(t, test.before(f, id))
			stands, state, err := f.MailRecord(ctx, store.MailIDOf(m))
			f.must(t, err)
			f.must(t, test.overtaking(f, id))
			f.must(t, f.FinishMail(ctx, f.command(), state, stands, store.MailResult{State: referral.MailBounced}))
			f.wantTrueCard(t, id)
		})
	}
}

// A bounce concerns the address that the mail went to: one that was corrected meanwhile stays alive.
func TestDeadAddressThatWasCorrected(t *testing.T) {
	f := setUp(t)
	id, m := f.mailed(t)
	corrected := dana
	corrected.Email = "dana.ruiz@o3.referrals.test"
	_, err := f.PutContact(ctx, f.command(), rides.ID, corrected)
	f.must(t, err)
	f.became(t, m, store.MailResult{State: referral.MailBounced, DeadEmail: dana.Email})
	if now := f.contact(t); now != corrected {
		t.Errorf("the contact is %+v", now)
	}
	if row := f.rows(t, john.ID)[0]; !row.Undeliverable {
		t.Error("the page does not show that the mail came back")
	}
	if len(f.read(t, id).Events) != 2 {
		t.Error("the bounce is not in the timeline")
	}
}

// A dead address and a newer mail at once: both hints are left out, the mail's own fate is kept.
func TestDeadAddressAfterAResendToTheCorrectedOne(t *testing.T) {
	f := setUp(t)
	id, m := f.mailed(t)
	corrected := dana
	corrected.Email = "dana.ruiz@o3.referrals.test"
	_, err := f.PutContact(ctx, f.command(), rides.ID, corrected)
	f.must(t, err)
	_, err = f.resend(id)
	f.must(t, err)
	f.became(t, m, store.MailResult{State: referral.MailBounced, DeadEmail: dana.Email})
	if now := f.contact(t); now != corrected {
		t.Errorf("the contact is %+v", now)
	}
	if row := f.rows(t, john.ID)[0]; row.Undeliverable || row.Delivery != referral.MailQueued {
		t.Errorf("the page shows %s", row.Delivery)
	}
	if f.read(t, id).Mails[0].State != referral.MailBounced {
		t.Error("the first mail's fate was lost")
	}
}

// A reminder that had nothing to ask any more leaves the referral as the mail before it did: shown so, and open to the
// next command.
func TestSupersededReminder(t *testing.T) {
	f := setUp(t)
	id, m := f.mailed(t)
	f.became(t, m, store.MailResult{State: referral.MailDelivered})
	f.clock(t, "2026-12-01 09:00")
	f.sweep(t)
	reminder := f.mail(t, id, referral.MailReminder)
	_, err := f.answerWith(id, referral.Accepted, "Dana Ruiz")
	f.must(t, err)
	f.became(t, reminder, store.MailResult{State: referral.MailSuperseded})
	if row := f.rows(t, john.ID)[0]; row.Delivery != referral.MailDelivered {
		t.Errorf("the page shows %s of a mail that never went", row.Delivery)
	}
	f.wantTrueCard(t, id)
	if n := f.Requests(func() { _, err = f.cancel(id) }); n != 2 || err != nil {
		t.Errorf("a cancel afterwards took %d requests: %v", n, err)
	}
}

// A mail that was the first, and never went: there is no delivery to show.
func TestSupersededFirstMail(t *testing.T) {
	f := setUp(t)
	id, m := f.mailed(t)
	_, err := f.cancel(id)
	f.must(t, err)
	f.became(t, m, store.MailResult{State: referral.MailSuperseded})
	if row := f.rows(t, john.ID)[0]; row.Delivery != "" {
		t.Errorf("the page shows %s of a mail that never went", row.Delivery)
	}
	_, err = f.resend(id)
	f.must(t, err)
	f.wantTrueCard(t, id)
}

// A mail whose answer was lost, and which had lost its point when its turn came again, had gone all the same, as SES
// reports in the end: pages, lists and commands agree that it has.
func TestReportOnASupersededMail(t *testing.T) {
	for name, became := range map[string]referral.MailState{
		"Delivered": referral.MailDelivered, "Bounced": referral.MailBounced,
	} {
		t.Run(name, func(t *testing.T) {
			f := setUp(t)
			id, m := f.mailed(t)
			f.became(t, m, store.MailResult{State: referral.MailBounced})
			f.clock(t, "2026-12-01 09:00")
			f.sweep(t)
			_, err := f.answerWith(id, referral.Accepted, "Dana Ruiz")
			f.must(t, err)
			f.became(t, f.mail(t, id, referral.MailReminder), store.MailResult{State: referral.MailSuperseded})
			f.finish(t, f.mail(t, id, referral.MailReminder), store.MailResult{State: became})
			f.wantTrueCard(t, id)
			if n := f.Requests(func() { _, err = f.cancel(id) }); n != 2 || err != nil {
				t.Errorf("a cancel afterwards took %d requests: %v", n, err)
			}
		})
	}
}

// The same, where it was the only mail, and where a newer one stands.
func TestReportOnASupersededFirstMail(t *testing.T) {
	f := setUp(t)
	id, m := f.mailed(t)
	_, err := f.cancel(id)
	f.must(t, err)
	f.became(t, m, store.MailResult{State: referral.MailSuperseded})
	f.finish(t, f.mail(t, id, referral.MailSent), store.MailResult{State: referral.MailDelivered})
	f.wantTrueCard(t, id)
	_, err = f.resend(id)
	f.must(t, err)
	f.finish(t, f.mail(t, id, referral.MailSent), store.MailResult{State: referral.MailComplained})
	f.wantTrueCard(t, id)
}

// A mail turns out to have gone while the newer one, which the page shows, turns out to be superseded.
func TestReportOnASupersededMailAgainstTheNext(t *testing.T) {
	for range 8 {
		f := setUp(t)
		id, m := f.mailed(t)
		f.clock(t, "2026-12-01 09:00")
		f.sweep(t)
		_, err := f.answerWith(id, referral.Accepted, "Dana Ruiz")
		f.must(t, err)
		f.became(t, m, store.MailResult{State: referral.MailSuperseded})
		first := f.mail(t, id, referral.MailSent)
		reminder := f.claim(t, f.mail(t, id, referral.MailReminder))
		errs := make([]error, 2)
		var wg sync.WaitGroup
		wg.Go(func() { errs[0] = f.finishing(first, store.MailResult{State: referral.MailDelivered}) })
		wg.Go(func() { errs[1] = f.finishing(reminder, store.MailResult{State: referral.MailSuperseded}) })
		wg.Wait()
		f.must(t, errors.Join(errs...))
		f.wantTrueCard(t, id)
	}
}

// A mail that a resend made pointless says nothing of the newer one.
func TestSupersededByAResend(t *testing.T) {
	f := setUp(t)
	id, m := f.mailed(t)
	_, err := f.resend(id)
	f.must(t, err)
	f.became(t, f.mail(t, id, referral.MailResent), store.MailResult{State: referral.MailDelivered})
	f.became(t, m, store.MailResult{State: referral.MailSuperseded})
	f.wantTrueCard(t, id)
}

// A report on the mail before, and a command, while a reminder turns out to be superseded: the card shows what all of
// them left.
func TestSupersededAgainstAReportAndACommand(t *testing.T) {
	for range 8 {
		f := setUp(t)
		id, m := f.mailed(t)
		f.became(t, m, store.MailResult{State: referral.MailDelivered})
		f.clock(t, "2026-12-01 09:00")
		f.sweep(t)
		reminder := f.claim(t, f.mail(t, id, referral.MailReminder))
		_, err := f.answerWith(id, referral.Pending, "Dana Ruiz")
		f.must(t, err)
		errs := make([]error, 3)
		var wg sync.WaitGroup
		wg.Go(func() { errs[0] = f.finishing(reminder, store.MailResult{State: referral.MailSuperseded}) })
		wg.Go(func() {
			stands, _, err := f.MailRecord(ctx, store.MailIDOf(m))
			errs[1] = errors.Join(err, f.finishing(stands, store.MailResult{State: referral.MailComplained}))
		})
		wg.Go(func() { _, errs[2] = f.answerWith(id, referral.Accepted, "Dana Ruiz") })
		wg.Wait()
		f.must(t, errors.Join(errs...))
		f.wantTrueCard(t, id)
	}
}

func TestMailParties(t *testing.T) {
	f := setUp(t)
	id, m := f.mailed(t)
	var state referral.State
	var person referral.Contact
	var err error
	if n := f.Requests(func() { state, person, err = f.MailParties(ctx, m) }); n != 1 || err != nil {
		t.Fatalf("%d requests (%v), want 1", n, err)
	}
	if state.ID != id || person != dana {
		t.Errorf("read %s and %+v", state.ID, person)
	}
	m.ContactID = "nobody"
	if _, person, err := f.MailParties(ctx, m); err != nil || person != (referral.Contact{}) {
		t.Errorf("a contact that is gone: %+v, %v", person, err)
	}
}

func TestMailRecordOfWhatIsUnknown(t *testing.T) {
	f := setUp(t)
	id, m := f.mailed(t)
	for _, unknown := range []store.MailID{
		{Program: ceja, ReferralID: id, Version: 2, Kind: m.Kind},
		{Program: "ks-dcf", ReferralID: id, Version: m.Version, Kind: m.Kind},
	} {
		if _, _, err := f.MailRecord(ctx, unknown); kindOf(err) != referral.NotFound {
			t.Errorf("%+v answered %v, want not found", unknown, err)
		}
	}
}

// A claim whose answer is lost on the way is sent again by the SDK, and is still ours: else nobody would send the mail
// before its lease runs out.
func TestClaimWhoseAnswerIsLost(t *testing.T) {
	f := setUp(t)
	m := f.read(t, f.sent(t, "transportation")).Mails[0]
	lossy, client := f.losing("UpdateItem", func() {})
	claimed, ours, err := store.New(client, f.Name).ClaimMail(ctx, store.MailIDOf(m), referral.At(f.now))
	if err != nil || !ours || lossy.lost != 1 || claimed.State != referral.MailSending || claimed.ReferralID != m.ReferralID {
		t.Errorf("claimed %+v: %v, %v after %d lost answers", claimed, ours, err, lossy.lost)
	}
	if _, _, err := f.ClaimMail(ctx, store.MailIDOf(m), referral.At(f.now)); !errors.Is(err, store.ErrMailTaken) {
		t.Errorf("another claim answered %v", err)
	}
}

// A mail that is given back can be claimed at once, and is due at the sweep until then.
func TestReturnMail(t *testing.T) {
	f := setUp(t)
	claimed := f.claim(t, f.read(t, f.sent(t, "transportation")).Mails[0])
	f.must(t, f.ReturnMail(ctx, claimed, f.at(), f.at().Add(mailPatience)))
	if early := f.dueNow(t, f.now.Add(mailPatience-time.Second)); len(early) != 0 {
		t.Errorf("due before their time are %+v", early)
	}
	if due := f.dueNow(t, f.now.Add(mailPatience)); len(due) != 1 || due[0].Mail == nil {
		t.Errorf("due are %+v, want the mail", due)
	}
	again := f.claim(t, claimed)
	if again.Attempts != claimed.Attempts+1 {
		t.Errorf("attempts are %d, want %d", again.Attempts, claimed.Attempts+1)
	}

	// Failing again, it waits: queued, the stream would bring it back at once, and so on in circles.
	f.must(t, f.ReturnMail(ctx, again, f.at(), f.at().Add(mailPatience)))
	if _, ours, err := f.ClaimMail(ctx, store.MailIDOf(claimed), f.at()); ours || err != nil {
		t.Errorf("a mail that failed twice can be claimed at once: %v", err)
	}
	if state := f.read(t, claimed.ReferralID).Mails[0].State; state != referral.MailWaiting {
		t.Errorf("a mail that failed twice is %s", state)
	}
	if due := f.dueNow(t, f.now.Add(mailPatience)); len(due) != 1 {
		t.Fatalf("due are %+v, want the mail", due)
	} else if _, err := f.RequeueMail(ctx, *due[0].Mail, f.at().Add(mailPatience)); err != nil {
		t.Fatal(err)
	}
	f.claim(t, claimed)

	// Whoever comes back late does not take the mail out of the hands of the next sender.
	f.must(t, f.ReturnMail(ctx, claimed, f.at(), f.at()))
	if _, _, err := f.ClaimMail(ctx, store.MailIDOf(claimed), f.at()); !errors.Is(err, store.ErrMailTaken) {
		t.Errorf("a claim on a mail in other hands answered %v", err)
	}
}
