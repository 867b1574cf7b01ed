package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
)

func FuzzActivities(f *testing.F) {
	functiontest.Fuzz(f, "activities", functiontest.InKansas(f, open, functiontest.FormDraft, functiontest.FormSent, functiontest.FormAccepted, functiontest.FormCanceled))
}
