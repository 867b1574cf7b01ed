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
