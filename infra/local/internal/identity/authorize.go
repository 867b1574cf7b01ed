package identity

import (
	_ "embed"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/referral-tool/referrals/infra/local/internal/respond"
)

//go:embed sign-in.html
var signInPage string

// authorization is what a front end asks for when it sends somebody here to sign in.
type authorization struct {
	ClientID    string
	RedirectURI string
	State       string
	Nonce       string
	Challenge   string // of PKCE, S256
	Scope       string
}

// choose is the sign-in page: anybody may be any persona.
func (p *Provider) choose(w http.ResponseWriter, r *http.Request) {
	wanted, err := p.authorization(r.URL.Query())
	if err != nil {
		respond.Message(w, http.StatusBadRequest, err.Error())
		return
	}
	var page strings.Builder
	if err := p.signIn.Execute(&page, map[string]any{"Wanted": wanted, "Personas": Personas()}); err != nil {
		respond.Message(w, http.StatusInternalServerError, err.Error())
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	// No form-action: a browser would hold it against the way back to the front end, too.
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	_, _ = w.Write([]byte(page.String())) // a reader that hung up is not our error
}

// chosen sends the browser back to the front end with a code for the persona.
func (p *Provider) chosen(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		respond.Message(w, http.StatusBadRequest, "The form cannot be read.")
		return
	}
	wanted, err := p.authorization(r.PostForm)
	if err != nil {
		respond.Message(w, http.StatusBadRequest, err.Error())
		return
	}
	persona := r.PostForm.Get("persona")
	if _, known := p.personas[persona]; !known {
		respond.Message(w, http.StatusNotFound, "There is no such persona.")
		return
	}
	back, _ := url.Parse(wanted.RedirectURI) // checked
	query := back.Query()
	query.Set("code", p.grants.add(grant{authorization: wanted, persona: persona, until: p.now().Add(grantLifetime)}))
	query.Set("state", wanted.State)
	back.RawQuery = query.Encode()
	http.Redirect(w, r, back.String(), http.StatusSeeOther)
}

// logout has no session to end: it sends the browser back.
func (p *Provider) logout(w http.ResponseWriter, r *http.Request) {
	back := r.URL.Query().Get("post_logout_redirect_uri")
	if err := checkLoopback(back); err != nil {
		respond.Message(w, http.StatusBadRequest, "post_logout_redirect_uri "+err.Error())
		return
	}
	http.Redirect(w, r, back, http.StatusSeeOther)
}

func (p *Provider) authorization(values url.Values) (authorization, error) {
	wanted := authorization{
		ClientID:    values.Get("client_id"),
		RedirectURI: values.Get("redirect_uri"),
		State:       values.Get("state"),
		Nonce:       values.Get("nonce"),
		Challenge:   values.Get("code_challenge"),
		Scope:       values.Get("scope"),
	}
	if wanted.ClientID != p.audience {
		return wanted, errors.New("client_id is not " + p.audience)
	}
	if err := checkLoopback(wanted.RedirectURI); err != nil {
		return wanted, errors.New("redirect_uri " + err.Error())
	}
	if values.Get("response_type") != "code" {
		return wanted, errors.New("response_type is not code")
	}
	if wanted.Challenge == "" || values.Get("code_challenge_method") != "S256" {
		return wanted, errors.New("code_challenge is missing, or its method is not S256")
	}
	return wanted, nil
}

// checkLoopback keeps codes on this machine, whatever page asks for one.
func checkLoopback(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" {
		return errors.New("is no http address")
	}
	switch u.Hostname() {
	case "127.0.0.1", "::1", "localhost":
		return nil
	}
	return errors.New("is not on this machine")
}
