package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
)

func FuzzReferralResend(f *testing.F) {
	functiontest.Fuzz(f, "referral-resend", functiontest.InKansas(f, open, functiontest.FormDraft, functiontest.FormSent, functiontest.FormAccepted, functiontest.FormCanceled))
}
