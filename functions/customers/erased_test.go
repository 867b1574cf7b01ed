package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
)

func answered(t *testing.T, w *functiontest.World, name string) events.APIGatewayV2HTTPResponse {
	t.Helper()
	return w.Call(t, open(w), functiontest.Event[events.APIGatewayV2HTTPRequest](t, "customers", name))
}

// A load does not bring back who was erased, and nothing new is entered about them.
func TestErasedCustomer(t *testing.T) {
	w := functiontest.New(t)
	p, _ := w.Desk.Programs.Get(functiontest.Ceja)
	err := w.RepeatErasure(t.Context(), w.Command(t, functiontest.Robin), functiontest.John.ID, w.Desk.NewID, p.Standings())
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]int{"put-changed": http.StatusConflict, "put-same": http.StatusConflict, "assess": http.StatusConflict, "get": http.StatusOK} {
		if got := answered(t, w, name); got.StatusCode != want || strings.Contains(got.Body, "Jones") {
			t.Errorf("%s answers %d: %s", name, got.StatusCode, got.Body)
		}
	}
}

// A hold is shown to program administrators alone.
func TestHeldCustomer(t *testing.T) {
	w := functiontest.New(t)
	for _, id := range []string{functiontest.John.ID, functiontest.Jane.ID} {
		if _, err := w.HoldCustomer(t.Context(), w.Command(t, functiontest.Robin), id, "Litigation."); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]bool{"get": false, "get-by-program-admin": true, "list": false, "list-of-all-grantees": false} {
		if got := answered(t, w, name); got.StatusCode != http.StatusOK || strings.Contains(got.Body, "Litigation.") != want {
			t.Errorf("%s answers %d: %s", name, got.StatusCode, got.Body)
		}
	}
}
