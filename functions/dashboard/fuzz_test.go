package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
)

func FuzzDashboard(f *testing.F) {
	functiontest.Fuzz(f, "dashboard", func(w *functiontest.World) *api.API { return newAPI(w.Desk, w.Cursors, w.Log) })
}
