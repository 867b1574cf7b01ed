package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
)

func open(w *functiontest.World) *api.API { return newAPI(w.Desk, w.Cursors, w.Log) }

func TestCustomers(t *testing.T) {
	functiontest.Cases(t, "customers", open, map[string]int{
		"list":                 200,
		"list-of-all-grantees": 200,
		"list-foreign-cursor":  400,
		"list-limit":           422,
		"list-by-provider":     403,
		"page":                 200,
		"search":               200,
		"search-accents":       200,
		"search-group":         200,

		"get":                  200,
		"get-by-program-admin": 200,
		"get-by-integration":   403,
		"get-no-role":          403,
		"get-foreign":          404,
		"get-other-program":    404,
		"get-unknown":          404,
		"get-no-id":            404,

		"put-new":             201,
		"put-changed":         200,
		"put-same":            200,
		"put-client":          201,
		"put-by-case-manager": 403,
		"put-no-json":         400,
		"put-wrong-type":      400,
		"put-content-type":    415,
		"put-unknown-field":   422,
		"put-missing":         422,
		"put-wrong":           422,
		"put-client-wrong":    422,

		"assess":                     201,
		"assess-nothing":             201,
		"assess-with-key":            201,
		"assess-by-program-admin":    403,
		"assess-foreign":             404,
		"assess-unknown":             404,
		"assess-wrong-type":          400,
		"assess-future":              422,
		"assess-unknown-option":      422,
		"assess-twice":               422,
		"assess-missing":             422,
		"assess-unknown-field":       422,
		"assessments":                200,
		"assessments-by-integration": 200,
		"assessments-by-provider":    403,
		"assessments-foreign":        404,
		"assessments-unknown":        404,
	})
}

func TestPages(t *testing.T) { functiontest.Paging(t, "customers", "page", open, 2) }
