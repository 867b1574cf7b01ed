package demo_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/referral-tool/referrals/infra/local/internal/demo"
)

// api records what is put, and refuses a contact whose organization is missing.
type api struct {
	mu     sync.Mutex
	bodies map[string]map[string]string
}

func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	organization, _, isContact := strings.Cut(r.URL.Path, "/contacts/")
	if r.Header.Get("Authorization") != "Bearer token-of-integration" || isContact && a.bodies[organization] == nil {
		http.Error(w, "refused", http.StatusForbidden)
		return
	}
	var body map[string]string
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	a.bodies[r.URL.Path] = body
	w.WriteHeader(http.StatusCreated)
}

func load(t *testing.T, handler http.Handler) error {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	loader := demo.Loader{
		File: filepath.Join("..", "..", "..", "..", filepath.FromSlash(demo.File)),
		API: demo.Client{URL: server.URL, HTTP: server.Client(),
			Token: func(persona string) (string, error) { return "token-of-" + persona, nil }},
	}
	return loader.Load(t.Context(), func(string) {})
}

func TestLoad(t *testing.T) {
	a := &api{bodies: make(map[string]map[string]string)}
	if err := load(t, a); err != nil {
		t.Fatal(err)
	}
	jones := a.bodies["/v1/customers/c01"]
	for field, want := range map[string]string{
		"firstName": "John", "lastName": "Jones", "address": "306 E Adams, Springfield, IL 62704",
		"phone": "217-303-5859", "email": "john.jones@noemail.com", "group": "CEJA/FEJA Programs", "grantee": "lincoln-land",
	} {
		if jones[field] != want {
			t.Errorf("John Jones's %s is %q, want %q", field, jones[field], want)
		}
	}
	if got := a.bodies["/v1/organizations/o1/contacts/o1-1"]["email"]; got != "housing@o1.referrals.test" {
		t.Errorf("the contact of o1 has %q", got)
	}
	first, second := a.customersOf("lincoln-land"), a.customersOf("prairie-works")
	if first != 75 || second == 0 || second == 75 || second == 76 {
		t.Errorf("the grantees have %d and %d customers; want 75, and another number than 75 and 76", first, second)
	}
}

func (a *api) customersOf(grantee string) int {
	count := 0
	for path, body := range a.bodies {
		if strings.HasPrefix(path, "/v1/customers/") && body["grantee"] == grantee {
			count++
		}
	}
	return count
}

func TestErrRefused(t *testing.T) {
	err := load(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "not today", http.StatusTeapot)
	}))
	if err == nil || !strings.Contains(err.Error(), "418") || !strings.Contains(err.Error(), "not today") {
		t.Errorf("loading ended with %v", err)
	}
}
