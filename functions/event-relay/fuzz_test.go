package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
)

// FuzzBatch: a batch is published up to a record of its own.
func FuzzBatch(f *testing.F) {
	functiontest.FuzzBatch(f, "event-relay", open(f, &wire{}).handle)
}
