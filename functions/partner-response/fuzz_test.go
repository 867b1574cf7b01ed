package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
)

func FuzzPartnerResponse(f *testing.F) { functiontest.Fuzz(f, "partner-response", open) }
