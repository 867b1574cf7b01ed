package gateway

import (
	"crypto/rsa"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// FuzzClaims: no text in the place of a token is let in but the one that the issuer signed.
func FuzzClaims(f *testing.F) {
	key, err := newKey()
	if err != nil {
		f.Fatal(err)
	}
	unsigned := jwt.NewWithClaims(jwt.SigningMethodRS256, jwt.MapClaims{
		"iss": "https://issuer.test", "aud": "portal", "sub": "case-manager", "exp": noon.Add(time.Minute).Unix(),
	})
	unsigned.Header["kid"] = "current"
	good, err := unsigned.SignedString(key)
	if err != nil {
		f.Fatal(err)
	}
	signature := good[strings.LastIndexByte(good, '.')+1:]
	for _, text := range []string{
		"Bearer " + good, good, "bearer  " + good, "Bearer " + strings.TrimSuffix(good, signature), "Bearer ..", "",
		"Bearer eyJhbGciOiJub25lIn0.e30.", "Basic dXNlcg==",
	} {
		f.Add(text)
	}
	a := authorizer{
		issuer: "https://issuer.test", audience: []string{"portal"}, now: func() time.Time { return noon },
		key: func(kid string) (*rsa.PublicKey, error) {
			if kid != "current" {
				return nil, errors.New("unknown")
			}
			return &key.PublicKey, nil
		},
	}
	f.Fuzz(func(t *testing.T, header string) {
		claims, err := a.claims(header)
		if err == nil && (claims["sub"] != "case-manager" || !strings.Contains(header, good[:strings.LastIndexByte(good, '.')])) {
			t.Errorf("%q is let in as %v", header, claims)
		}
	})
}

// FuzzMatch: any path finds a route or none, and variables are never empty.
func FuzzMatch(f *testing.F) {
	routes, err := parseRoutes(api().Routes)
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range []string{"/v1/referrals/a", "/v1/referrals/export", "/r/%2F", "/r/%zz", "//", "", "/r/..%2f..", "/v1/referrals/"} {
		f.Add("GET", path)
	}
	f.Fuzz(func(t *testing.T, method, path string) {
		_, params, found := match(routes, method, path)
		for name, value := range params {
			if !found || value == "" {
				t.Errorf("%s %q has %s = %q, found: %t", method, path, name, value, found)
			}
		}
	})
}
