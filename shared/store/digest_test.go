package store_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// digests gives the fixture a program whose staff want one mail a day.
func digests(t *testing.T) *fixture {
	f := setUp(t)
	rules := *f.rules
	rules.Digest = true
	f.rules = &rules
	return f
}

// dueNow is all that is due at a time.
func (f *fixture) dueNow(t *testing.T, now time.Time) (items []store.DueItem) {
	t.Helper()
	for shard := range store.DueShards {
		page, err := f.Due(ctx, shard, referral.At(now), "")
		f.must(t, err)
		items = append(items, page.Items...)
	}
	return items
}

func (f *fixture) dueDigests(t *testing.T, now time.Time) (digests []store.DueDigest) {
	t.Helper()
	for _, due := range f.dueNow(t, now) {
		if due.Digest != nil {
			digests = append(digests, *due.Digest)
		}
	}
	return digests
}

// digestMail is the mail of the digest that is due at a time.
func (f *fixture) digestMail(t *testing.T, now time.Time) *referral.Mail {
	t.Helper()
	for _, due := range f.dueNow(t, now.Add(time.Hour)) {
		if due.Mail != nil && due.Mail.Kind == referral.MailDigest {
			return &due.Mail.Mail
		}
	}
	return nil
}

// Answers of a day come in one mail, at nine the next morning, and in no mail of their own.
func TestDigest(t *testing.T) {
	f := digests(t)
	for i, service := range []string{"transportation", "housing-assistance"} {
		id := f.sent(t, service)
		_, err := f.answerWith(id, referral.Accepted, fmt.Sprintf("Person %d", i))
		f.must(t, err)
		if mails := f.read(t, id).Mails; len(mails) != 1 || mails[0].Kind != referral.MailSent {
			t.Errorf("mails: %+v, want the one to the contact", mails)
		}
	}
	before, nine := time.Date(2026, 11, 21, 14, 59, 0, 0, time.UTC), time.Date(2026, 11, 21, 15, 0, 0, 0, time.UTC)
	if due := f.dueDigests(t, before); len(due) != 0 {
		t.Fatalf("before nine these are due: %+v", due)
	}
	due := f.dueDigests(t, nine)
	if len(due) != 1 || due[0].Staff.Sub != staff.Sub {
		t.Fatalf("at nine these are due: %+v", due)
	}
	var done bool
	var err error
	if n := f.Requests(func() { done, err = f.SendDigest(ctx, due[0], referral.At(nine)) }); n != 2 || !done || err != nil {
		t.Errorf("sending made %d requests: %v %v", n, done, err)
	}
	m := f.digestMail(t, nine)
	if m == nil || len(m.Digest.Lines) != 2 || m.State != referral.MailQueued || m.Digest.Staff.Email != staff.Email {
		t.Fatalf("the digest is %+v", m)
	}
	if due := f.dueDigests(t, nine.Add(24*time.Hour)); len(due) != 0 {
		t.Errorf("the digest is due again: %+v", due)
	}
}

// What happens just before the sweep comes does not put the whole digest off by a day: it goes with it.
func TestDigestIsNotPutOff(t *testing.T) {
	f := digests(t)
	first, second := f.sent(t, "transportation"), f.sent(t, "housing-assistance")
	_, err := f.answerWith(first, referral.Accepted, "Person")
	f.must(t, err)
	nine := time.Date(2026, 11, 21, 15, 0, 0, 0, time.UTC)
	f.now = nine.Add(30 * time.Second)
	_, err = f.answerWith(second, referral.Accepted, "Person")
	f.must(t, err)
	due := f.dueDigests(t, nine.Add(3*time.Minute))
	if len(due) != 1 {
		t.Fatalf("at three past nine these are due: %+v", due)
	}
	_, err = f.SendDigest(ctx, due[0], referral.At(nine.Add(3*time.Minute)))
	f.must(t, err)
	if m := f.digestMail(t, nine); m == nil || len(m.Digest.Lines) != 2 {
		t.Errorf("the digest is %+v", m)
	}
}

// A sweep that reads an index behind its table does not send what has come since: that is due tomorrow.
func TestDigestOfAStaleIndex(t *testing.T) {
	f := digests(t)
	first, second := f.sent(t, "transportation"), f.sent(t, "housing-assistance")
	_, err := f.answerWith(first, referral.Accepted, "Person")
	f.must(t, err)
	nine := time.Date(2026, 11, 21, 15, 0, 0, 0, time.UTC)
	due := f.dueDigests(t, nine)[0]
	_, err = f.SendDigest(ctx, due, referral.At(nine))
	f.must(t, err)
	f.now = nine.Add(10 * time.Second)
	_, err = f.answerWith(second, referral.Accepted, "Person")
	f.must(t, err)
	if done, err := f.SendDigest(ctx, due, referral.At(nine)); done || err != nil {
		t.Errorf("a second digest of the same morning: %v, %v", done, err)
	}
	if due := f.dueDigests(t, nine.Add(24*time.Hour)); len(due) != 1 {
		t.Errorf("the next morning these are due: %+v", due)
	}
}

// Two sweeps at once send one digest, and an answer that comes meanwhile is in this one or the next, never in none.
func TestDigestRaced(t *testing.T) {
	f := digests(t)
	var sent []string
	services := []string{"transportation", "housing-assistance", "legal-aid", "dependent-care", "uniforms", "mentorship"}
	for _, service := range services {
		sent = append(sent, f.sent(t, service))
	}
	_, err := f.answerWith(sent[0], referral.Accepted, "Person")
	f.must(t, err)
	nine := time.Date(2026, 11, 21, 15, 0, 0, 0, time.UTC)
	due := f.dueDigests(t, nine)[0]
	var wg sync.WaitGroup
	for _, id := range sent[1:] {
		wg.Go(func() {
			if _, err := f.answerWith(id, referral.Accepted, "Person"); err != nil {
				t.Error(err)
			}
		})
		wg.Go(func() {
			if _, err := f.SendDigest(ctx, due, referral.At(nine)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for range f.dueDigests(t, nine.Add(24*time.Hour)) {
		_, err := f.SendDigest(ctx, due, referral.At(nine.Add(time.Minute)))
		f.must(t, err)
	}
	var told []string
	for _, item := range f.dueNow(t, nine.Add(48*time.Hour)) {
		if item.Mail != nil && item.Mail.Kind == referral.MailDigest {
			for _, line := range item.Mail.Digest.Lines {
				told = append(told, line.Reference)
			}
		}
	}
	slices.Sort(told)
	if len(told) != len(services) || len(slices.Compact(told)) != len(services) {
		t.Errorf("%d answers are told in %d lines: %v", len(services), len(told), told)
	}
}
