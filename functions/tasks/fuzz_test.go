package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
)

func FuzzTasks(f *testing.F) {
	functiontest.Fuzz(f, "tasks", functiontest.InKansas(f, open, functiontest.FormDraft, functiontest.FormSent, functiontest.FormAccepted, functiontest.FormCanceled))
}
