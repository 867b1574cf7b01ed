package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
)

func FuzzReference(f *testing.F) { functiontest.Fuzz(f, "reference", open) }
