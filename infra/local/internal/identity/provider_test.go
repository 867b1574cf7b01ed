package identity_test

import (
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/referral-tool/referrals/infra/local/internal/identity"
)

var noon = time.Date(2026, time.March, 2, 18, 0, 0, 0, time.UTC)

func newProvider(t *testing.T, keyFile string) *identity.Provider {
	t.Helper()
	provider, err := identity.New(identity.Options{
		Issuer:   "http://127.0.0.1:8080/_local/oidc",
		Audience: "portal",
		KeyFile:  keyFile,
		Now:      func() time.Time { return noon },
	})
	if err != nil {
		t.Fatal(err)
	}
	return provider
}

func TestTokenIsCheckedByThePublishedKey(t *testing.T) {
	provider := newProvider(t, "")
	token, err := provider.Token("case-manager", nil)
	if err != nil {
		t.Fatal(err)
	}
	claims := parse(t, token, publishedKey(t, provider))
	want := map[string]string{"sub": "case-manager", "program": "ceja", "organization": "lincoln-land",
		"role": "case-manager", "iss": "http://127.0.0.1:8080/_local/oidc", "aud": "portal"}
	for name, value := range want {
		if claims[name] != value {
			t.Errorf("%s is %v, want %s", name, claims[name], value)
		}
	}
}

func TestOverrides(t *testing.T) {
	provider := newProvider(t, "")
	token, err := provider.Token("navigator", map[string]any{"organization": "elsewhere", "role": nil})
	if err != nil {
		t.Fatal(err)
	}
	claims := parse(t, token, publishedKey(t, provider))
	if _, stands := claims["role"]; claims["organization"] != "elsewhere" || stands {
		t.Errorf("claims are %v, want another organization and no role", claims)
	}
}

func TestKeySurvivesARestart(t *testing.T) {
	file := filepath.Join(t.TempDir(), "identity.pem")
	token, err := newProvider(t, file).Token("provider", nil)
	if err != nil {
		t.Fatal(err)
	}
	parse(t, token, publishedKey(t, newProvider(t, file)))
}

func TestEveryClaimOfAPersonaIsSet(t *testing.T) {
	for _, persona := range identity.Personas() {
		c := persona.Claims
		for _, value := range []string{c.Sub, c.Name, c.Email, c.Program, c.Organization, c.Role} {
			if value == "" {
				t.Errorf("%s lacks a claim: %+v", persona.Name, c)
			}
		}
	}
}

func TestTokenCall(t *testing.T) {
	mux := http.NewServeMux()
	newProvider(t, "").Register(mux)
	for name, test := range map[string]struct {
		body   string
		status int
	}{
		"OK":                {`{"persona":"program-admin"}`, http.StatusOK},
		"ErrUnknownPersona": {`{"persona":"nobody"}`, http.StatusNotFound},
		"ErrNoJSON":         {`persona`, http.StatusBadRequest},
	} {
		t.Run(name, func(t *testing.T) {
			recorder := httptest.NewRecorder()
			mux.ServeHTTP(recorder, httptest.NewRequest(http.MethodPost, "/_local/token", strings.NewReader(test.body)))
			if recorder.Code != test.status {
				t.Errorf("answered %d %s, want %d", recorder.Code, recorder.Body, test.status)
			}
		})
	}
}

// publishedKey reads the key as a client library would.
func publishedKey(t *testing.T, provider *identity.Provider) *rsa.PublicKey {
	t.Helper()
	recorder := httptest.NewRecorder()
	provider.Handler().ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/.well-known/jwks.json", nil))
	var set struct{ Keys []struct{ N, E string } }
	if err := json.Unmarshal(recorder.Body.Bytes(), &set); err != nil || len(set.Keys) != 1 {
		t.Fatalf("read %s: %v", recorder.Body, err)
	}
	n, e := number(t, set.Keys[0].N), number(t, set.Keys[0].E)
	return &rsa.PublicKey{N: n, E: int(e.Int64())}
}

func number(t *testing.T, encoded string) *big.Int {
	t.Helper()
	raw, err := base64.RawURLEncoding.DecodeString(encoded)
	if err != nil {
		t.Fatal(err)
	}
	return new(big.Int).SetBytes(raw)
}

func parse(t *testing.T, token string, key *rsa.PublicKey) jwt.MapClaims {
	t.Helper()
	claims := make(jwt.MapClaims)
	_, err := jwt.ParseWithClaims(token, claims, func(*jwt.Token) (any, error) { return key, nil },
		jwt.WithTimeFunc(func() time.Time { return noon }))
	if err != nil {
		t.Fatal(err)
	}
	return claims
}
