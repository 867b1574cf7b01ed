package api

import (
	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/shared/referral"
)

// Identity is who calls, as the token's claims say.
type Identity struct {
	Sub          string
	Name         string
	Email        string
	Program      string // key of the tenant
	Organization string // a grantee's or provider's id
	Role         referral.Role
}

// Actor is the caller as events record them.
func (i Identity) Actor() referral.Actor {
	return referral.Actor{Sub: i.Sub, Name: i.Name, Email: i.Email, Role: i.Role}
}

// identify is the one place that reads claims. A token without a complete identity is a mistake in the identity
// provider that no retry fixes: 403 names the claim.
func identify(authorizer *events.APIGatewayV2HTTPRequestContextAuthorizerDescription) (Identity, error) {
	if authorizer == nil || authorizer.JWT == nil {
		return Identity{}, referral.Errorf(referral.Forbidden, "This call needs a token.")
	}
	claims := claims(authorizer.JWT.Claims)
	caller := Identity{
		Sub: claims.text("sub"), Name: claims.text("name"), Email: claims.text("email"),
		Program: claims.text("program"), Organization: claims.text("organization"), Role: referral.Role(claims.text("role")),
	}
	for _, claim := range []struct {
		name  string
		valid bool
	}{
		{"sub", ValidID(caller.Sub)},
		{"name", plainText(caller.Name, referral.MaxName)},
		{"email", ValidEmail(caller.Email)},
		{"program", ValidID(caller.Program)},
		{"organization", ValidID(caller.Organization)},
		{"role", knownRole(caller.Role)},
	} {
		if !claim.valid {
			return Identity{}, referral.Errorf(referral.Forbidden,
				"The token's claim %q is missing or not valid. Ask the administrator of your sign-in to correct it.", claim.name)
		}
	}
	return caller, nil
}

// claims arrive as strings whatever they were; an array comes flattened, "[a b]", and fits no pattern here.
type claims map[string]string

// text is a claim, or the Cognito attribute of that name. The plain claim has priority: users can be allowed to write
// attributes, but never claims.
func (c claims) text(name string) string {
	if value, exists := c[name]; exists {
		return value
	}
	return c["custom:"+name]
}

func knownRole(role referral.Role) bool {
	switch role {
	case referral.CaseManager, referral.Navigator, referral.Provider, referral.ProgramAdmin, referral.Integration:
		return true
	}
	return false
}
