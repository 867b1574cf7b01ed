package main

import (
	"context"
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/referral"
)

// opener makes the function, in a world in which everybody is counted.
func opener(t *testing.T) func(w *functiontest.World) *api.API {
	return func(w *functiontest.World) *api.API {
		p, _ := w.Desk.Programs.Get(functiontest.Ceja)
		for _, c := range []referral.Customer{functiontest.John, functiontest.Renee, functiontest.Jane} {
			if err := w.Tally(context.Background(), p.Key, c.ID, p.Standings()); err != nil {
				t.Error(err)
			}
		}
		return newAPI(w.Desk, w.Cursors, w.Log)
	}
}

func TestDashboard(t *testing.T) {
	functiontest.Cases(t, "dashboard", opener(t), map[string]int{
		"own":            200,
		"own-named":      200,
		"all":            200,
		"one":            200,
		"by-navigator":   403,
		"by-integration": 403,
		"another":        404,
		"none":           404,

		"grantees":                 200,
		"grantees-by-case-manager": 403,

		"row":               200,
		"rollup":            200,
		"attention":         200,
		"unclassified":      200,
		"row-of-all":        200,
		"row-of-one":        200,
		"csv":               200,
		"page":              200,
		"wrong-cursor":      400,
		"list-by-navigator": 403,
		"row-of-another":    404,
		"neither":           422,
		"both":              422,
		"wrong-row":         422,
		"wrong-rollup":      422,
		"wrong-limit":       422,
	})
}
