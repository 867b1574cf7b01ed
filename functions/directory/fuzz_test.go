package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
)

func FuzzDirectory(f *testing.F) { functiontest.Fuzz(f, "directory", open) }
