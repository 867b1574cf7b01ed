package page_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/infra/local/internal/identity"
	"github.com/referral-tool/referrals/infra/local/internal/page"
)

func TestPageNamesEveryPersona(t *testing.T) {
	handler, err := page.Handler("http://127.0.0.1:8080")
	if err != nil {
		t.Fatal(err)
	}
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/_local/", nil))
	for _, persona := range identity.Personas() {
		if !strings.Contains(recorder.Body.String(), "<td>"+persona.Name+"</td>") {
			t.Errorf("%s is missing", persona.Name)
		}
	}
	if !strings.Contains(recorder.Body.String(), "http://127.0.0.1:8080/_local/token") {
		t.Error("the page does not say how to get a token")
	}
}
