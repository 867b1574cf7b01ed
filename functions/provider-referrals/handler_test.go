package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
)

func open(w *functiontest.World) *api.API { return newAPI(w.Desk, w.Cursors, w.Log) }

func inKansas(t *testing.T) func(*functiontest.World) *api.API {
	return functiontest.InKansas(t, open, functiontest.FormDraft, functiontest.FormSent, functiontest.FormAccepted, functiontest.FormRejected, functiontest.FormCanceled)
}

func TestProviderReferrals(t *testing.T) {
	functiontest.Cases(t, "provider-referrals", inKansas(t), map[string]int{
		"list":                           200,
		"list-of-a-status":               200,
		"search":                         200,
		"search-case-number":             200,
		"page":                           200,
		"list-of-another-provider":       200,
		"list-other-program":             200,
		"list-wrong-status":              422,
		"list-by-navigator":              403,
		"sent":                           200,
		"accepted":                       200,
		"rejected":                       200,
		"canceled":                       200,
		"draft":                          404,
		"of-another-provider":            404,
		"other-program":                  404,
		"unknown":                        404,
		"by-navigator":                   403,
		"accept":                         200,
		"reject":                         200,
		"reject-with-key":                200,
		"change-of-mind":                 200,
		"change-by-colleague":            409,
		"change-by-colleague-who-saw-it": 200,
		"same-again":                     200,
		"too-late":                       409,
		"withdrawn":                      409,
		"reject-without-reason":          422,
		"reject-unknown-key":             422,
		"wrong-decision":                 422,
		"respond-stale":                  412,
		"respond-for-another":            404,
		"respond-to-a-draft":             404,
		"respond-by-navigator":           403,
		"respond-wrong-type":             400,
	})
}

func TestReplay_Accept(t *testing.T) {
	functiontest.Replay(t, "provider-referrals", "accept", inKansas(t))
}
