package main

import (
	"context"
	"testing"
	"time"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

func open(w *functiontest.World) *api.API { return newAPI(w.Desk, w.Cursors, w.Log) }

// lookedAt opens the function when two people have looked at Jane Doe, one after the other, and one at John Jones.
func lookedAt(t *testing.T) func(*functiontest.World) *api.API {
	return func(w *functiontest.World) *api.API {
		for i, seen := range []store.Seen{
			{Customer: functiontest.Jane.ID, What: "customer", By: functiontest.Robin},
			{Customer: functiontest.Jane.ID, What: "referral", Referral: functiontest.Foreign, By: functiontest.Robin},
			{Customer: functiontest.John.ID, What: "customer", By: functiontest.Casey},
		} {
			seen.At = referral.At(w.Time.Add(time.Duration(i-60) * time.Minute))
			if err := w.RecordSeen(context.Background(), functiontest.Ceja, "n1", seen); err != nil {
				t.Fatal(err)
			}
		}
		return open(w)
	}
}

func TestCustomers(t *testing.T) {
	functiontest.Cases(t, "customers", lookedAt(t), map[string]int{
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

		"access":                 200,
		"access-page":            200,
		"access-by-case-manager": 403,
		"access-foreign-cursor":  400,
		"access-limit":           422,
		"access-of-nobody":       404,

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

		"put-client-without-block": 422,
		"put-client-block-twice":   422,

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
