package store_test

import (
	"sync"
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

const (
	codeTries      = 5 // of one code
	codesPerWindow = 5 // in an hour
)

// sensitive is a referral whose page asks for a code.
func (f *fixture) sensitive(t *testing.T) referral.State {
	t.Helper()
	return f.read(t, f.sentWithConsent(t, "2027-12-31", "mental-health")).State
}

func (f *fixture) issue(t *testing.T, s referral.State) {
	t.Helper()
	f.must(t, f.IssueCode(ctx, f.command(), s))
}

func TestIssueCode(t *testing.T) {
	f := setUp(t)
	s := f.sensitive(t)
	if n := f.Requests(func() { f.issue(t, s) }); n != 2 {
		t.Errorf("the first code made %d requests, want 2", n)
	}
	if n := f.Requests(func() { f.issue(t, s) }); n != 1 {
		t.Errorf("the second code made %d requests, want 1", n)
	}
	m := f.mail(t, s.ID, referral.MailCode)
	nonce, err := f.TryCode(ctx, s, f.at())
	f.must(t, err)
	if m.State != referral.MailQueued || m.Nonce == "" || nonce != m.Nonce {
		t.Errorf("the code that is tried is of %q, the mail brings that of %q", nonce, m.Nonce)
	}
	if record := f.read(t, s.ID); record.State.Version != s.Version || len(record.Events) != 1 {
		t.Error("a code counted as a command")
	}
}

// A later code replaces the one before, in the mail too if that has not gone out.
func TestIssueCodeAgain(t *testing.T) {
	f := setUp(t)
	s := f.sensitive(t)
	f.issue(t, s)
	first := f.claim(t, f.mail(t, s.ID, referral.MailCode))
	f.issue(t, s)
	second := f.mail(t, s.ID, referral.MailCode)
	if second.State != referral.MailQueued || second.Nonce == first.Nonce {
		t.Errorf("the second code's mail is %+v", second)
	}
	if nonce, _ := f.TryCode(ctx, s, f.at()); nonce != second.Nonce {
		t.Error("the first code still works")
	}
	if err := f.finishing(first, store.MailResult{State: referral.MailHandedOver}); err != store.ErrMailMoved {
		t.Errorf("the sender of the first code finished the second one's mail: %v", err)
	}
	// Both are now a first attempt that is under way: only what they bring tells them apart.
	claimed := f.claim(t, second)
	f.must(t, f.ReturnMail(ctx, first, f.at(), f.at()))
	if err := f.finishing(first, store.MailResult{State: referral.MailHandedOver}); err != store.ErrMailMoved {
		t.Errorf("the sender of the first code finished the second one's mail while it went out: %v", err)
	}
	f.finish(t, claimed, store.MailResult{State: referral.MailHandedOver})
}

// Five codes an hour: then the link's holder waits, and nobody is mailed.
func TestIssueCodeTooOften(t *testing.T) {
	f := setUp(t)
	s := f.sensitive(t)
	for range codesPerWindow {
		f.issue(t, s)
		f.now = f.now.Add(10 * time.Minute)
	}
	before := f.snapshot(t)
	f.now = f.now.Add(10*time.Minute - time.Millisecond)
	if err := f.IssueCode(ctx, f.command(), s); kindOf(err) != referral.TooMany {
		t.Errorf("the sixth code: %v, want too many", err)
	}
	wantSame(t, f.snapshot(t), before)
	f.now = f.now.Add(time.Millisecond)
	f.issue(t, s)
	if _, err := f.TryCode(ctx, s, f.at()); err != nil {
		t.Errorf("a code of the next hour does not work: %v", err)
	}
	for range codesPerWindow - 1 {
		f.issue(t, s)
	}
	if err := f.IssueCode(ctx, f.command(), s); kindOf(err) != referral.TooMany {
		t.Errorf("the sixth code of the next hour: %v, want too many", err)
	}
}

// However many ask at once, five are mailed, and the others are told to wait.
func TestIssueCodeRaced(t *testing.T) {
	f := setUp(t)
	s := f.sensitive(t)
	const clients = 16
	errs := make([]error, clients)
	var wg sync.WaitGroup
	for i := range clients {
		wg.Go(func() { errs[i] = f.IssueCode(ctx, f.command(), s) })
	}
	wg.Wait()
	issued := 0
	for _, err := range errs {
		switch {
		case err == nil:
			issued++
		case kindOf(err) != referral.TooMany:
			t.Errorf("a client heard %v", err)
		}
	}
	if issued != codesPerWindow {
		t.Errorf("%d codes were issued, want %d", issued, codesPerWindow)
	}
}

func TestTryCode(t *testing.T) {
	f := setUp(t)
	s := f.sensitive(t)
	if _, err := f.TryCode(ctx, s, f.at()); kindOf(err) != referral.Invalid {
		t.Errorf("a code that was never asked for: %v, want invalid", err)
	}
	f.issue(t, s)
	for try := range codeTries {
		if n := f.Requests(func() {
			if _, err := f.TryCode(ctx, s, f.at()); err != nil {
				t.Errorf("try %d: %v", try+1, err)
			}
		}); n != 1 {
			t.Errorf("a try made %d requests, want 1", n)
		}
	}
	if _, err := f.TryCode(ctx, s, f.at()); kindOf(err) != referral.Invalid {
		t.Errorf("a sixth try: %v, want invalid", err)
	}
	f.issue(t, s)
	if _, err := f.TryCode(ctx, s, f.at()); err != nil {
		t.Errorf("a new code has new tries: %v", err)
	}
}

func TestTryCodeTooLate(t *testing.T) {
	f := setUp(t)
	s := f.sensitive(t)
	f.issue(t, s)
	f.now = f.now.Add(store.CodeLife - time.Millisecond)
	if _, err := f.TryCode(ctx, s, f.at()); err != nil {
		t.Errorf("within ten minutes: %v", err)
	}
	f.now = f.now.Add(time.Millisecond)
	if _, err := f.TryCode(ctx, s, f.at()); kindOf(err) != referral.Invalid {
		t.Errorf("after ten minutes: %v, want invalid", err)
	}
}

// A code belongs to the link of its send: a resend makes another link.
func TestTryCodeOfAnotherSend(t *testing.T) {
	f := setUp(t)
	s := f.sensitive(t)
	f.issue(t, s)
	s.Sends++
	if _, err := f.TryCode(ctx, s, f.at()); kindOf(err) != referral.Invalid {
		t.Errorf("the next send's link: %v, want invalid", err)
	}
}

// 32 tries at once are five tries.
func TestTryCodeRaced(t *testing.T) {
	f := setUp(t)
	s := f.sensitive(t)
	f.issue(t, s)
	const clients = 32
	errs := make([]error, clients)
	var wg sync.WaitGroup
	for i := range clients {
		wg.Go(func() { _, errs[i] = f.TryCode(ctx, s, f.at()) })
	}
	wg.Wait()
	tried := 0
	for _, err := range errs {
		if err == nil {
			tried++
		} else if kindOf(err) != referral.Invalid {
			t.Error(err)
		}
	}
	if tried != codeTries {
		t.Errorf("%d tries counted, want %d", tried, codeTries)
	}
}
