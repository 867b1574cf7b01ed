package main

import (
	"context"
	"testing"
	"time"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// What happened since nine o'clock comes at nine the next morning, in one mail; a second sweep makes none.
func TestSweepSendsDigest(t *testing.T) {
	w, h := open(t)
	w.AnswerForDigest(t, functiontest.Sent, referral.Answer{Decision: referral.Accepted, Name: "Maria Lopez"})
	nine := w.Time.AddDate(0, 0, 1)
	if early := sweepAt(t, h, tick{nine.Add(-time.Second)}); early.Digests != 0 {
		t.Errorf("before nine the sweep did %+v", early)
	}
	if done := sweepAt(t, h, tick{nine}); done.Digests != 1 {
		t.Errorf("at nine the sweep did %+v", done)
	}
	if again := sweepAt(t, h, tick{nine}); again.Digests != 0 {
		t.Errorf("a second sweep did %+v", again)
	}
	id := store.MailID{Program: functiontest.Ceja, Staff: functiontest.Casey.Sub, Version: 1, Kind: referral.MailDigest}
	m, claimed, err := w.ClaimMail(context.Background(), id, w.Desk.Clock())
	if err != nil || !claimed || len(m.Digest.Lines) != 1 || m.Digest.Lines[0].Status != referral.Accepted {
		t.Errorf("the digest is %+v, %v, %v", m, claimed, err)
	}
}

// What the sweep itself finds overdue is a line of the referring person's digest, where staff want one mail a day.
func TestSweepGathersWhatIsOverdue(t *testing.T) {
	w, h := open(t)
	w.Rules(t, functiontest.Ceja).Digest = true
	at := tickOf(t, "overdue")
	if done := sweepAt(t, h, at); done.Overdue == 0 {
		t.Fatalf("the sweep did %+v", done)
	}
	if mails := w.Record(t, functiontest.Sent).Mails; len(mails) != 1 {
		t.Errorf("mails: %+v, want the one to the contact", mails)
	}
	done := sweepAt(t, h, tick{at.Time.AddDate(0, 0, 1)})
	id := store.MailID{Program: functiontest.Ceja, Staff: functiontest.Casey.Sub, Version: 1, Kind: referral.MailDigest}
	m, claimed, err := w.ClaimMail(context.Background(), id, w.Desk.Clock())
	if done.Digests == 0 || err != nil || !claimed || m.Digest.Lines[0].Kind != referral.MailOverdue || m.Digest.Staff.Email != functiontest.Casey.Email {
		t.Errorf("the sweep did %+v, the digest is %+v, %v, %v", done, m, claimed, err)
	}
}
