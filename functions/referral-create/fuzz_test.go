package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
)

func FuzzReferralCreate(f *testing.F) { functiontest.Fuzz(f, "referral-create", open) }
