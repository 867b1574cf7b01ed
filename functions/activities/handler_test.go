package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
)

func open(w *functiontest.World) *api.API { return newAPI(w.Desk, w.Log) }

func inKansas(t *testing.T) func(*functiontest.World) *api.API {
	return functiontest.InKansas(t, open, functiontest.FormDraft)
}

func TestActivities(t *testing.T) {
	functiontest.Cases(t, "activities", inKansas(t), map[string]int{
		"catalog":                     200,
		"catalog-of-support-services": 200,
		"list":                        200,
		"list-empty":                  200,
		"list-unknown":                404,
		"list-other-program":          404,
		"list-by-case-manager":        403,
		"list-by-provider":            403,
		"get":                         200,
		"get-unknown":                 404,
		"get-of-another":              404,
		"get-other-program":           404,
		"add":                         201,
		"add-with-warnings":           201,
		"add-wrong":                   422,
		"add-session-of-another":      422,
		"add-provider-of-another":     422,
		"add-without-block":           422,
		"add-empty":                   422,
		"add-unknown-field":           422,
		"add-wrong-type":              400,
		"add-no-json":                 400,
		"add-content-type":            415,
		"add-unknown":                 404,
		"add-other-program":           404,
		"add-by-provider":             403,
		"change":                      200,
		"change-same":                 200,
		"change-comments-of-a-draft":  200,
		"change-session-of-a-draft":   409,
		"change-wrong":                422,
		"change-unknown":              404,
		"change-by-integration":       403,
	})
}

func TestReplay_Add(t *testing.T) {
	functiontest.Replay(t, "activities", "add", inKansas(t))
}
