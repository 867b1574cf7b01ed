package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
)

func FuzzProgress(f *testing.F) {
	functiontest.Fuzz(f, "progress", func(w *functiontest.World) *api.API { return newAPI(w.Desk, w.Log) })
}
