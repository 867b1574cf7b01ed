package gateway

import (
	"crypto/rsa"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

var (
	errNoToken  = errors.New("no token")
	errAudience = errors.New("made for somebody else")
)

// authorizer is the JWT authorizer of the API.
type authorizer struct {
	issuer   string
	audience []string
	key      func(kid string) (*rsa.PublicKey, error)
	now      func() time.Time
}

// claims checks a token and returns its claims as functions get them: strings, all of them.
func (a authorizer) claims(authorization string) (map[string]string, error) {
	token := strings.TrimSpace(authorization)
	if scheme, rest, found := strings.Cut(token, " "); found && strings.EqualFold(scheme, "Bearer") {
		token = strings.TrimSpace(rest)
	}
	if token == "" {
		return nil, errNoToken
	}
	claims := make(jwt.MapClaims)
	if _, err := a.parser().ParseWithClaims(token, claims, a.publicKey); err != nil {
		return nil, err
	}
	if err := a.checkAudience(claims); err != nil {
		return nil, err
	}
	return flatten(claims), nil
}

// parser accepts RSA signatures only, as the service does.
func (a authorizer) parser() *jwt.Parser {
	return jwt.NewParser(
		jwt.WithValidMethods([]string{"RS256", "RS384", "RS512"}),
		jwt.WithIssuer(a.issuer),
		jwt.WithExpirationRequired(),
		jwt.WithIssuedAt(),
		jwt.WithTimeFunc(a.now),
		jwt.WithJSONNumber(),
	)
}

func (a authorizer) publicKey(token *jwt.Token) (any, error) {
	kid, _ := token.Header["kid"].(string)
	return a.key(kid)
}

// checkAudience looks at client_id only where there is no aud: Cognito's access tokens have the one, its ID tokens the
// other.
func (a authorizer) checkAudience(claims jwt.MapClaims) error {
	audience, err := claims.GetAudience()
	if err != nil {
		return err
	}
	if len(audience) == 0 {
		client, _ := claims["client_id"].(string)
		audience = jwt.ClaimStrings{client}
	}
	for _, each := range audience {
		if slices.Contains(a.audience, each) {
			return nil
		}
	}
	return errAudience
}

// flatten writes each claim as text; an array becomes "[a b]".
func flatten(claims jwt.MapClaims) map[string]string {
	flat := make(map[string]string, len(claims))
	for name, value := range claims {
		flat[name] = fmt.Sprint(value)
	}
	return flat
}
