package identity

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net/http"
	"sync"
	"time"

	"github.com/referral-tool/referrals/infra/local/internal/respond"
)

// grantLifetime is how long a code waits to be exchanged.
const grantLifetime = time.Minute

// grant is a code that was handed to a browser.
type grant struct {
	authorization
	persona string
	until   time.Time
}

// grants are the codes that were not exchanged yet.
type grants struct {
	mu   sync.Mutex
	open map[string]grant
}

func (g *grants) add(of grant) (code string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	code = rand.Text()
	g.open[code] = of
	return code
}

// take gives a code's grant, once.
func (g *grants) take(code string) (grant, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	found, ok := g.open[code]
	delete(g.open, code)
	return found, ok
}

// exchange gives the tokens for a code to whoever knows the secret that its challenge was made of.
func (p *Provider) exchange(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	if err := r.ParseForm(); err != nil || r.PostForm.Get("grant_type") != "authorization_code" {
		refuse(w, "unsupported_grant_type")
		return
	}
	granted, ok := p.grants.take(r.PostForm.Get("code"))
	if !ok || p.now().After(granted.until) || granted.ClientID != r.PostForm.Get("client_id") ||
		granted.RedirectURI != r.PostForm.Get("redirect_uri") || !verifies(r.PostForm.Get("code_verifier"), granted.Challenge) {
		refuse(w, "invalid_grant")
		return
	}
	claims := map[string]any{}
	if granted.Nonce != "" {
		claims["nonce"] = granted.Nonce
	}
	token, err := p.Token(granted.persona, claims)
	if err != nil {
		respond.Message(w, http.StatusInternalServerError, err.Error())
		return
	}
	respond.JSON(w, http.StatusOK, map[string]any{
		"access_token": token,
		"id_token":     token,
		"token_type":   "Bearer",
		"expires_in":   int(lifetime.Seconds()),
		"scope":        granted.Scope,
	})
}

// refuse answers as RFC 6749 has it.
func refuse(w http.ResponseWriter, reason string) {
	respond.JSON(w, http.StatusBadRequest, map[string]string{"error": reason})
}

// verifies reports whether the challenge was made of the verifier (RFC 7636, S256).
func verifies(verifier, challenge string) bool {
	sum := sha256.Sum256([]byte(verifier))
	return subtle.ConstantTimeCompare([]byte(base64.RawURLEncoding.EncodeToString(sum[:])), []byte(challenge)) == 1
}
