package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
)

func open(w *functiontest.World) *api.API { return newAPI(w.Desk, w.Cursors, w.Log) }

func inKansas(t *testing.T) func(*functiontest.World) *api.API {
	return functiontest.InKansas(t, open, functiontest.FormSent, functiontest.FormAccepted, functiontest.FormRejected)
}

func TestTasks(t *testing.T) {
	functiontest.Cases(t, "tasks", inKansas(t), map[string]int{
		"list":                     200,
		"open":                     200,
		"completed":                200,
		"list-of-another":          200,
		"list-other-program":       200,
		"list-wrong-status":        422,
		"list-by-provider":         403,
		"get":                      200,
		"get-completed":            200,
		"get-of-another":           404,
		"get-other-program":        404,
		"get-unknown":              404,
		"get-no-number":            404,
		"complete":                 200,
		"complete-by-key":          200,
		"complete-again":           409,
		"complete-without":         422,
		"complete-unknown-outcome": 422,
		"complete-of-another":      404,
		"complete-unknown":         404,
		"complete-by-provider":     403,
	})
}

func TestReplay_Complete(t *testing.T) {
	functiontest.Replay(t, "tasks", "complete", inKansas(t))
}
