package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
)

func FuzzReferralList(f *testing.F) { functiontest.Fuzz(f, "referral-list", open) }
