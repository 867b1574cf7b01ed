// Package identity is the identity provider of the local run: in the cloud the portals' users sign in with theirs, here
// anybody may be any persona.
package identity

import (
	"crypto/rsa"
	"errors"
	"fmt"
	"html/template"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// lifetime of a token: a working day, so that nobody who tries the system out is thrown out of it.
const lifetime = 12 * time.Hour

var (
	// ErrUnknownPersona is returned for a name that is on no persona.
	ErrUnknownPersona = errors.New("unknown persona")

	errUnknownKey = errors.New("unknown key")
)

// Options are what a provider is made from; all but KeyFile are required.
type Options struct {
	Issuer   string // URL under which Handler is reached
	Audience string
	KeyFile  string // keeps the signing key from run to run; "" keeps it in memory
	Now      func() time.Time
}

// Provider signs tokens and publishes the key that they can be checked with.
type Provider struct {
	issuer   string
	audience string
	key      *rsa.PrivateKey
	keyID    string
	now      func() time.Time
	personas map[string]Persona
	signIn   *template.Template
	grants   grants
}

// New returns a provider with the kept key, or a new one.
func New(options Options) (*Provider, error) {
	key, err := keep(options.KeyFile)
	if err != nil {
		return nil, fmt.Errorf("the identity provider's key: %w", err)
	}
	signIn, err := template.New("sign-in").Parse(signInPage)
	if err != nil {
		return nil, err
	}
	p := &Provider{
		issuer:   options.Issuer,
		audience: options.Audience,
		key:      key,
		keyID:    keyID(&key.PublicKey),
		now:      options.Now,
		personas: make(map[string]Persona),
		signIn:   signIn,
		grants:   grants{open: make(map[string]grant)},
	}
	for _, persona := range Personas() {
		p.personas[persona.Name] = persona
	}
	return p, nil
}

// Token signs a token for a persona. Overrides replace claims, the registered ones too; null takes a claim away.
func (p *Provider) Token(persona string, overrides map[string]any) (string, error) {
	known, ok := p.personas[persona]
	if !ok {
		return "", ErrUnknownPersona
	}
	claims := p.claims(known.Claims)
	for name, value := range overrides {
		if value == nil {
			delete(claims, name)
			continue
		}
		claims[name] = value
	}
	token := jwt.NewWithClaims(jwt.SigningMethodRS256, claims)
	token.Header["kid"] = p.keyID
	return token.SignedString(p.key)
}

func (p *Provider) claims(of Claims) jwt.MapClaims {
	now := p.now()
	return jwt.MapClaims{
		"iss":          p.issuer,
		"aud":          p.audience,
		"iat":          now.Unix(),
		"exp":          now.Add(lifetime).Unix(),
		"token_use":    "id",
		"sub":          of.Sub,
		"name":         of.Name,
		"email":        of.Email,
		"program":      of.Program,
		"organization": of.Organization,
		"role":         of.Role,
	}
}

// Key returns the public key of that id, for those who check tokens without a request.
func (p *Provider) Key(id string) (*rsa.PublicKey, error) {
	if id != p.keyID {
		return nil, errUnknownKey
	}
	return &p.key.PublicKey, nil
}
