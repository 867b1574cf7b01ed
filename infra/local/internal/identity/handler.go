package identity

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"math/big"
	"net/http"

	"github.com/referral-tool/referrals/infra/local/internal/respond"
)

// Handler serves what a client library asks of an issuer; it is mounted at the issuer's path. Any origin may ask: a
// front end that is being made runs on a port of its own.
func (p *Provider) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", p.configuration)
	mux.HandleFunc("GET /.well-known/jwks.json", p.keys)
	mux.HandleFunc("GET /authorize", p.choose)
	mux.HandleFunc("POST /authorize", p.chosen)
	mux.HandleFunc("POST /token", p.exchange)
	mux.HandleFunc("GET /logout", p.logout)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		mux.ServeHTTP(w, r)
	})
}

// Register adds the calls by which one becomes a persona.
func (p *Provider) Register(mux *http.ServeMux) {
	mux.HandleFunc("GET /_local/personas", p.list)
	mux.HandleFunc("POST /_local/token", p.issue)
}

func (p *Provider) configuration(w http.ResponseWriter, _ *http.Request) {
	respond.JSON(w, http.StatusOK, map[string]any{
		"issuer":                                p.issuer,
		"jwks_uri":                              p.issuer + "/.well-known/jwks.json",
		"authorization_endpoint":                p.issuer + "/authorize",
		"token_endpoint":                        p.issuer + "/token",
		"end_session_endpoint":                  p.issuer + "/logout",
		"response_types_supported":              []string{"code"},
		"grant_types_supported":                 []string{"authorization_code"},
		"code_challenge_methods_supported":      []string{"S256"},
		"token_endpoint_auth_methods_supported": []string{"none"},
		"subject_types_supported":               []string{"public"},
		"id_token_signing_alg_values_supported": []string{"RS256"},
		"claims_supported": []string{"sub", "iss", "aud", "exp", "iat",
			"name", "email", "program", "organization", "role"},
	})
}

func (p *Provider) keys(w http.ResponseWriter, _ *http.Request) {
	public := p.key.PublicKey
	respond.JSON(w, http.StatusOK, map[string]any{"keys": []map[string]string{{
		"kty": "RSA",
		"use": "sig",
		"alg": "RS256",
		"kid": p.keyID,
		"n":   base64.RawURLEncoding.EncodeToString(public.N.Bytes()),
		"e":   base64.RawURLEncoding.EncodeToString(big.NewInt(int64(public.E)).Bytes()),
	}}})
}

func (p *Provider) list(w http.ResponseWriter, _ *http.Request) {
	respond.JSON(w, http.StatusOK, map[string]any{"items": Personas()})
}

func (p *Provider) issue(w http.ResponseWriter, r *http.Request) {
	var wanted struct {
		Persona string         `json:"persona"`
		Claims  map[string]any `json:"claims"`
	}
	if err := json.NewDecoder(r.Body).Decode(&wanted); err != nil {
		respond.Message(w, http.StatusBadRequest, "The body is no JSON object with a persona.")
		return
	}
	token, err := p.Token(wanted.Persona, wanted.Claims)
	if errors.Is(err, ErrUnknownPersona) {
		respond.Message(w, http.StatusNotFound, "There is no such persona; see /_local/personas.")
		return
	}
	if err != nil {
		respond.Message(w, http.StatusInternalServerError, err.Error())
		return
	}
	respond.JSON(w, http.StatusOK, map[string]string{"accessToken": token})
}
