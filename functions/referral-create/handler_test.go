package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
)

func open(w *functiontest.World) *api.API { return newAPI(w.Desk, w.Log) }

func TestReferralCreate(t *testing.T) {
	functiontest.Cases(t, "referral-create", open, map[string]int{
		"submit":                        201,
		"submit-with-consent":           201,
		"submit-by-program-admin":       201,
		"submit-repeat":                 201,
		"submit-no-json":                400,
		"submit-wrong-type":             400,
		"submit-by-integration":         403,
		"submit-by-navigator":           403,
		"submit-foreign-customer":       404,
		"submit-unknown-customer":       404,
		"submit-unknown-organization":   404,
		"submit-contact-elsewhere":      404,
		"submit-duplicate":              409,
		"submit-content-type":           415,
		"submit-without-consent":        422,
		"submit-sensitive-organization": 422,
		"submit-ended-consent":          422,
		"submit-no-mail":                422,
		"submit-empty":                  422,
		"submit-wrong":                  422,
		"submit-bad-ids":                422,
		"submit-unknown-field":          422,
		"draft":                         201,
		"draft-empty":                   201,
		"draft-foreign-customer":        404,

		"edit":                200,
		"edit-if-match":       200,
		"edit-foreign":        404,
		"edit-unknown":        404,
		"edit-sent":           409,
		"edit-stale":          412,
		"edit-no-etag":        412,
		"edit-other-customer": 422,
		"edit-wrong":          422,

		"send":                200,
		"send-by-integration": 403,
		"send-foreign":        404,
		"send-unknown":        404,
		"send-sent":           409,
		"send-stale":          412,
		"send-unknown-field":  422,
	})
}

func TestSubmitTwice(t *testing.T) { functiontest.Replay(t, "referral-create", "submit", open) }

func TestSaveTwice(t *testing.T) { functiontest.Replay(t, "referral-create", "draft", open) }

func TestSendTwice(t *testing.T) { functiontest.Replay(t, "referral-create", "send", open) }
