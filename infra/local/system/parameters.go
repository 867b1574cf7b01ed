package system

import (
	"path/filepath"

	"github.com/referral-tool/referrals/infra/template"
)

const (
	oidcPath = "/_local/oidc"
	audience = "portal"
)

// readTemplate reads template.yaml with the parameters of a local run.
func readTemplate(root, url string) (*template.Template, error) {
	return template.Read(filepath.Join(root, "template.yaml"), map[string]string{
		"Stage":  "local",
		"Sender": "referrals@referrals.test",
		// Where the front ends of portals usually run while they are being made, and the API itself.
		"PortalOrigins": url + ",http://localhost:3000,http://localhost:5173",
		"PublicUrl":     url,
		"Issuer":        url + oidcPath,
		"Audience":      audience,
	})
}
