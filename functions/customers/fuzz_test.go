package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
)

func FuzzCustomers(f *testing.F) { functiontest.Fuzz(f, "customers", open) }
