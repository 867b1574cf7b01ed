package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
)

func open(w *functiontest.World) *api.API { return newAPI(w.Desk, w.Log) }

func TestReference(t *testing.T) {
	functiontest.Cases(t, "reference", open, map[string]int{
		"me":                  200,
		"me-provider":         200,
		"services":            200,
		"services-employment": 200,
		"me-unknown-program":  403,
		"me-unknown-role":     403,
		"unknown-route":       404,
	})
}
