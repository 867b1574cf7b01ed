package main

import (
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/referral"
)

func open(w *functiontest.World) *api.API { return newAPI(w.Desk, w.Log) }

// ended opens the function when the referrals of Jane Doe have ended, and a hold stands on Renée Johnson.
func ended(t *testing.T) func(*functiontest.World) *api.API {
	return func(w *functiontest.World) *api.API {
		w.Change(t, functiontest.Foreign, func(s referral.State) (referral.Change, error) {
			return s.Cancel(w.Command(t, functiontest.Robin), "Jane moved to her sister's.")
		})
		if _, err := w.HoldCustomer(t.Context(), w.Command(t, functiontest.Robin), functiontest.Renee.ID, "A subpoena of Johnson's file."); err != nil {
			t.Fatal(err)
		}
		return open(w)
	}
}

func TestCustomerData(t *testing.T) {
	served := functiontest.InKansas(t, ended(t), functiontest.FormDraft, functiontest.FormRejected, functiontest.FormCanceled)
	functiontest.Cases(t, "customer-data", served, map[string]int{
		"export":                 200,
		"export-of-nothing":      200,
		"export-client":          200,
		"export-unknown":         404,
		"export-other-program":   404,
		"export-no-id":           404,
		"export-by-case-manager": 403,
		"export-by-integration":  403,

		"erase":                 200,
		"erase-client":          200,
		"erase-open":            409,
		"erase-held":            409,
		"erase-unknown":         404,
		"erase-other-program":   404,
		"erase-unknown-field":   422,
		"erase-by-case-manager": 403,
		"erase-by-integration":  403,

		"hold":                 200,
		"hold-again":           200,
		"hold-other-reason":    200,
		"release":              200,
		"release-nothing":      200,
		"hold-unknown":         404,
		"hold-other-program":   404,
		"hold-missing":         422,
		"hold-unknown-field":   422,
		"hold-wrong-type":      400,
		"hold-by-case-manager": 403,
	})
}
