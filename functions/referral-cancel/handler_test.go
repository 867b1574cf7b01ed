package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
)

func open(w *functiontest.World) *api.API { return newAPI(w.Desk, w.Log) }

func TestReferralCancel(t *testing.T) {
	functiontest.Cases(t, "referral-cancel", open, map[string]int{
		"cancel":               200,
		"cancel-no-body":       200,
		"cancel-draft":         200,
		"cancel-accepted":      200,
		"cancel-no-json":       400,
		"cancel-by-provider":   403,
		"cancel-foreign":       404,
		"cancel-unknown":       404,
		"cancel-canceled":      409,
		"cancel-rejected":      409,
		"cancel-stale":         412,
		"cancel-content-type":  415,
		"cancel-unknown-field": 422,
		"cancel-long-reason":   422,

		"consent":          200,
		"consent-foreign":  404,
		"consent-rejected": 409,
		"consent-ended":    422,
		"consent-empty":    422,

		"withdraw":         200,
		"withdraw-foreign": 404,
		"withdraw-none":    409,
		"withdraw-empty":   422,
	})
}

func TestCancelTwice(t *testing.T) { functiontest.Replay(t, "referral-cancel", "cancel", open) }

func TestConsentTwice(t *testing.T) { functiontest.Replay(t, "referral-cancel", "consent", open) }

func TestWithdrawTwice(t *testing.T) { functiontest.Replay(t, "referral-cancel", "withdraw", open) }
