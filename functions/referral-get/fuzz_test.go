package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
)

func FuzzReferralGet(f *testing.F) {
	functiontest.Fuzz(f, "referral-get", functiontest.InKansas(f, open, functiontest.FormDraft, functiontest.FormSent, functiontest.FormAccepted, functiontest.FormCanceled))
}
