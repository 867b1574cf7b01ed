package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
)

// FuzzBatch: a batch is counted up to a record of its own.
func FuzzBatch(f *testing.F) {
	w := functiontest.New(f)
	functiontest.FuzzBatch(f, "dashboard-tally", tally{desk: w.Desk, log: w.Log}.handle)
}
