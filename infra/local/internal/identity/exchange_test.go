package identity_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/referral-tool/referrals/infra/local/internal/identity"
)

const (
	verifier = "a-verifier-of-at-least-forty-three-characters"
	back     = "http://127.0.0.1:8080/app/signed-in"
)

// asked is what a front end asks the sign-in page for; changes replace fields.
func asked(changes map[string]string) url.Values {
	sum := sha256.Sum256([]byte(verifier))
	fields := map[string]string{
		"response_type": "code", "client_id": "portal", "redirect_uri": back, "state": "s1", "nonce": "n1",
		"code_challenge": base64.RawURLEncoding.EncodeToString(sum[:]), "code_challenge_method": "S256",
	}
	maps.Copy(fields, changes)
	return values(fields)
}

func values(fields map[string]string) url.Values {
	v := url.Values{}
	for name, value := range fields {
		v.Set(name, value)
	}
	return v
}

func post(provider *identity.Provider, path string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	recorder := httptest.NewRecorder()
	provider.Handler().ServeHTTP(recorder, r)
	return recorder
}

// code signs in as a persona, as the browser would.
func code(t *testing.T, provider *identity.Provider) string {
	t.Helper()
	recorder := post(provider, "/authorize", asked(map[string]string{"persona": "navigator"}))
	location, err := url.Parse(recorder.Header().Get("Location"))
	if err != nil || recorder.Code != http.StatusSeeOther || !strings.HasPrefix(location.String(), back) {
		t.Fatalf("sent to %s with %d: %v", location, recorder.Code, err)
	}
	if location.Query().Get("state") != "s1" {
		t.Errorf("state is %q", location.Query().Get("state"))
	}
	return location.Query().Get("code")
}

func exchange(code string, changes map[string]string) url.Values {
	fields := map[string]string{
		"grant_type": "authorization_code", "code": code, "client_id": "portal", "redirect_uri": back,
		"code_verifier": verifier,
	}
	maps.Copy(fields, changes)
	return values(fields)
}

func TestSignInPageOffersEveryPersona(t *testing.T) {
	recorder := httptest.NewRecorder()
	newProvider(t, "").Handler().ServeHTTP(recorder,
		httptest.NewRequest(http.MethodGet, "/authorize?"+asked(map[string]string{"state": `"><b>`}).Encode(), nil))
	for _, persona := range identity.Personas() {
		if !strings.Contains(recorder.Body.String(), `name="persona" value="`+persona.Name+`"`) {
			t.Errorf("%s is missing", persona.Name)
		}
	}
	if strings.Contains(recorder.Body.String(), "<b>") {
		t.Error("what was asked got into the page as markup")
	}
}

func TestCodeIsExchangedForTokens(t *testing.T) {
	provider := newProvider(t, "")
	recorder := post(provider, "/token", exchange(code(t, provider), nil))
	var got struct {
		IDToken   string `json:"id_token"`
		TokenType string `json:"token_type"`
	}
	if err := json.Unmarshal(recorder.Body.Bytes(), &got); err != nil || recorder.Code != http.StatusOK {
		t.Fatalf("answered %d %s: %v", recorder.Code, recorder.Body, err)
	}
	claims := parse(t, got.IDToken, publishedKey(t, provider))
	if claims["sub"] != "navigator" || claims["nonce"] != "n1" || got.TokenType != "Bearer" {
		t.Errorf("claims are %v", claims)
	}
}

func TestCodeIsGoodOnce(t *testing.T) {
	provider := newProvider(t, "")
	once := code(t, provider)
	post(provider, "/token", exchange(once, nil))
	if again := post(provider, "/token", exchange(once, nil)); again.Code != http.StatusBadRequest {
		t.Errorf("answered %d %s", again.Code, again.Body)
	}
}

func TestExchangeIsRefused(t *testing.T) {
	for name, changes := range map[string]map[string]string{
		"Verifier":    {"code_verifier": "another-verifier"},
		"RedirectURI": {"redirect_uri": back + "/elsewhere"},
		"Client":      {"client_id": "somebody"},
		"Code":        {"code": "made-up"},
		"GrantType":   {"grant_type": "refresh_token"},
	} {
		t.Run(name, func(t *testing.T) {
			provider := newProvider(t, "")
			if got := post(provider, "/token", exchange(code(t, provider), changes)); got.Code != http.StatusBadRequest {
				t.Errorf("answered %d %s", got.Code, got.Body)
			}
		})
	}
}

func TestCodeExpires(t *testing.T) {
	now := noon
	provider, err := identity.New(identity.Options{
		Issuer: "http://127.0.0.1:8080/_local/oidc", Audience: "portal", Now: func() time.Time { return now },
	})
	if err != nil {
		t.Fatal(err)
	}
	old := code(t, provider)
	now = now.Add(2 * time.Minute)
	if got := post(provider, "/token", exchange(old, nil)); got.Code != http.StatusBadRequest {
		t.Errorf("answered %d %s", got.Code, got.Body)
	}
}

func TestAuthorizationIsRefused(t *testing.T) {
	for name, changes := range map[string]map[string]string{
		"Client":       {"client_id": "somebody"},
		"ResponseType": {"response_type": "token"},
		"NoChallenge":  {"code_challenge": ""},
		"PlainPKCE":    {"code_challenge_method": "plain"},
		"Elsewhere":    {"redirect_uri": "http://elsewhere.test/"},
		"NoHTTP":       {"redirect_uri": "javascript://127.0.0.1/%0aalert(1)"},
	} {
		t.Run(name, func(t *testing.T) {
			changes["persona"] = "navigator"
			if got := post(newProvider(t, ""), "/authorize", asked(changes)); got.Code != http.StatusBadRequest {
				t.Errorf("answered %d %s", got.Code, got.Body)
			}
		})
	}
}

func TestUnknownPersonaIsRefused(t *testing.T) {
	got := post(newProvider(t, ""), "/authorize", asked(map[string]string{"persona": "nobody"}))
	if got.Code != http.StatusNotFound {
		t.Errorf("answered %d %s", got.Code, got.Body)
	}
}

func TestLogoutGoesBackToThisMachineOnly(t *testing.T) {
	for address, status := range map[string]int{
		"http://127.0.0.1:8080/": http.StatusSeeOther,
		"http://elsewhere.test/": http.StatusBadRequest,
	} {
		recorder := httptest.NewRecorder()
		newProvider(t, "").Handler().ServeHTTP(recorder, httptest.NewRequest(http.MethodGet,
			"/logout?"+url.Values{"post_logout_redirect_uri": {address}}.Encode(), nil))
		if recorder.Code != status {
			t.Errorf("%s is answered %d, want %d", address, recorder.Code, status)
		}
	}
}
