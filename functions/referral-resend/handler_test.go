package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
)

func open(w *functiontest.World) *api.API { return newAPI(w.Desk, w.Log) }

func TestReferralResend(t *testing.T) {
	functiontest.Cases(t, "referral-resend", open, map[string]int{
		"resend":          200,
		"other-contact":   200,
		"canceled":        200,
		"accepted":        200,
		"by-integration":  403,
		"foreign":         404,
		"unknown":         404,
		"unknown-contact": 404,
		"draft":           409,
		"rejected":        409,
		"stale":           412,
		"bad-contact":     422,
		"no-mail":         422,
		"unknown-field":   422,
	})
}

func TestResendTwice(t *testing.T) { functiontest.Replay(t, "referral-resend", "resend", open) }
