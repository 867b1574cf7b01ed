package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
)

func open(w *functiontest.World) *api.API { return newAPI(w.Desk, w.Log) }

func TestReferralGet(t *testing.T) {
	functiontest.Cases(t, "referral-get", open, map[string]int{
		"sent":                     200,
		"accepted":                 200,
		"canceled":                 200,
		"rejected":                 200,
		"draft":                    200,
		"sensitive":                200,
		"foreign-by-program-admin": 200,
		"by-provider":              403,
		"by-integration":           403,
		"foreign":                  404,
		"unknown":                  404,
		"other-program":            404,

		"of-customer":                200,
		"of-customer-without":        200,
		"of-customer-by-integration": 403,
		"of-customer-foreign":        404,
		"of-customer-unknown":        404,
	})
}
