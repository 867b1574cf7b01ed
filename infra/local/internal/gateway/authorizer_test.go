package gateway

import (
	"crypto/rand"
	"crypto/rsa"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// newKey makes one key for all tests: making one takes a tenth of a second.
var newKey = sync.OnceValues(func() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 2048) })

func signingKey(t *testing.T) *rsa.PrivateKey {
	t.Helper()
	key, err := newKey()
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// token signs good claims with the overrides on top; nil takes a claim away.
func token(t *testing.T, overrides jwt.MapClaims) string {
	t.Helper()
	claims := jwt.MapClaims{
		"iss": "https://issuer.test",
		"aud": "portal",
		"sub": "case-manager",
		"iat": noon.Unix(),
		"exp": noon.Add(time.Minute).Unix(),
	}
	for name, value := range overrides {
		claims[name] = value
		if value == nil {
			delete(claims, name)
		}
	}
	return sign(t, jwt.SigningMethodRS256, "current", claims)
}

func sign(t *testing.T, method jwt.SigningMethod, kid string, claims jwt.MapClaims) string {
	t.Helper()
	unsigned := jwt.NewWithClaims(method, claims)
	unsigned.Header["kid"] = kid
	var key any = signingKey(t)
	if method == jwt.SigningMethodHS256 {
		key = []byte("guessed")
	}
	signed, err := unsigned.SignedString(key)
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

func TestAuthorizer(t *testing.T) {
	good := token(t, nil)
	for name, test := range map[string]struct {
		authorization string
		status        int
	}{
		"OK":                 {"Bearer " + good, http.StatusOK},
		"OKBare":             {good, http.StatusOK},
		"OKClientID":         {token(t, jwt.MapClaims{"aud": nil, "client_id": "portal"}), http.StatusOK},
		"OKOneOfAudiences":   {token(t, jwt.MapClaims{"aud": []string{"other", "portal"}}), http.StatusOK},
		"ErrMissing":         {"", http.StatusUnauthorized},
		"ErrMalformed":       {"Bearer x", http.StatusUnauthorized},
		"ErrExpired":         {token(t, jwt.MapClaims{"exp": noon.Add(-time.Second).Unix()}), http.StatusUnauthorized},
		"ErrWithoutExpiry":   {token(t, jwt.MapClaims{"exp": nil}), http.StatusUnauthorized},
		"ErrNotYet":          {token(t, jwt.MapClaims{"nbf": noon.Add(time.Second).Unix()}), http.StatusUnauthorized},
		"ErrIssuer":          {token(t, jwt.MapClaims{"iss": "https://other.test"}), http.StatusUnauthorized},
		"ErrAudience":        {token(t, jwt.MapClaims{"aud": "other"}), http.StatusUnauthorized},
		"ErrAudienceFirst":   {token(t, jwt.MapClaims{"aud": "other", "client_id": "portal"}), http.StatusUnauthorized},
		"ErrNoAudience":      {token(t, jwt.MapClaims{"aud": nil}), http.StatusUnauthorized},
		"ErrUnknownKey":      {sign(t, jwt.SigningMethodRS256, "old", claimsOf(t, good)), http.StatusUnauthorized},
		"ErrSharedSecret":    {sign(t, jwt.SigningMethodHS256, "current", claimsOf(t, good)), http.StatusUnauthorized},
		"ErrSignatureBroken": {good[:len(good)-8] + "AAAAAAAA", http.StatusUnauthorized},
	} {
		t.Run(name, func(t *testing.T) {
			f := answering(`{"statusCode":200}`)
			r := httptest.NewRequest(http.MethodGet, "/v1/referrals/r1", nil)
			r.Header.Set("Authorization", test.authorization)
			got := serve(newGateway(t, api(), f, io.Discard), r)
			if got.Code != test.status {
				t.Fatalf("answered %d %s, want %d", got.Code, got.Body, test.status)
			}
			if got.Code != http.StatusUnauthorized {
				return
			}
			if got.Body.String() != `{"message":"Unauthorized"}` || got.Header().Get("WWW-Authenticate") == "" {
				t.Errorf("refused with %s %v", got.Body, got.Header())
			}
			if len(f.calls) != 0 {
				t.Error("the function was called")
			}
		})
	}
}

func TestClaimsAreText(t *testing.T) {
	signed := token(t, jwt.MapClaims{"groups": []string{"a", "b"}, "level": 1516239022, "verified": true})
	g := newGateway(t, api(), answering(`{}`), io.Discard)
	claims, err := g.authorizer.claims("Bearer " + signed)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"groups": "[a b]", "level": "1516239022", "verified": "true"} {
		if claims[name] != want {
			t.Errorf("%s is %q, want %q", name, claims[name], want)
		}
	}
}

func claimsOf(t *testing.T, signed string) jwt.MapClaims {
	t.Helper()
	claims := make(jwt.MapClaims)
	if _, _, err := jwt.NewParser().ParseUnverified(signed, claims); err != nil {
		t.Fatal(err)
	}
	return claims
}
