package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
)

func open(w *functiontest.World) *api.API { return newAPI(w.Desk, w.Cursors, w.Log) }

func TestReferralList(t *testing.T) {
	functiontest.Cases(t, "referral-list", open, map[string]int{
		"all":              200,
		"attention":        200,
		"by-navigator":     200,
		"by-program-admin": 200,
		"csv":              200,
		"overdue":          200,
		"page":             200,
		"search":           200,
		"status":           200,
		"twice":            400,
		"wrong-cursor":     400,
		"by-provider":      403,
		"wrong-flag":       422,
		"wrong-limit":      422,
		"wrong-status":     422,
	})
}

func TestPages(t *testing.T) { functiontest.Paging(t, "referral-list", "page", open, 6) }
