package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
)

func FuzzCustomerData(f *testing.F) { functiontest.Fuzz(f, "customer-data", open) }
