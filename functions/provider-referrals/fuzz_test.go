package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
)

func FuzzProviderReferrals(f *testing.F) {
	functiontest.Fuzz(f, "provider-referrals", functiontest.InKansas(f, open, functiontest.FormDraft, functiontest.FormSent, functiontest.FormAccepted, functiontest.FormCanceled))
}
