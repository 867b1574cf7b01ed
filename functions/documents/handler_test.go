package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
)

func open(w *functiontest.World) *api.API { return newAPI(w.Desk, w.Cursors, w.Log) }

func inKansas(t *testing.T) func(*functiontest.World) *api.API {
	return functiontest.InKansas(t, open, functiontest.FormDraft, functiontest.FormSent, functiontest.FormAccepted, functiontest.FormRejected)
}

func TestDocuments(t *testing.T) {
	functiontest.Cases(t, "documents", inKansas(t), map[string]int{
		"list":               200,
		"page":               200,
		"list-unknown":       200,
		"list-other-program": 200,
		"list-by-provider":   403,
		"list-no-number":     404,
	})
}
