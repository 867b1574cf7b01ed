package main

import (
	"context"
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
	"github.com/referral-tool/referrals/shared/store"
)

// TestProgress: John, whose referrals are at all points of their lives, was assessed; the others were not.
func TestProgress(t *testing.T) {
	open := func(w *functiontest.World) *api.API {
		p, _ := w.Desk.Programs.Get(functiontest.Ceja)
		cmd := w.Command(t, functiontest.Casey)
		_, err := w.AddAssessment(context.Background(), cmd, functiontest.John.ID, store.Idempotency{},
			func(referral.Customer) (standing.Assessment, error) {
				return standing.Assess(cmd, cmd.ID, "2026-11-20", []string{
					"referral-for-housing-assistance", "referral-for-legal-aid", "referral-for-dependent-care",
					"referral-for-health-care-services-counseling",
				}, p.Standings())
			},
			func(standing.Assessment) store.Reply { return store.Reply{} })
		if err != nil {
			t.Error(err)
		}
		return newAPI(w.Desk, w.Log)
	}
	functiontest.Cases(t, "progress", open, map[string]int{
		"assessed":         200,
		"not-assessed":     200,
		"by-program-admin": 200,
		"by-integration":   403,
		"by-provider":      403,
		"foreign":          404,
		"unknown":          404,
		"other-program":    404,
	})
}
