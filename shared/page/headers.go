package page

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
)

//go:embed templates/style.css
var style string

// Headers go with every page: it is not cached, not found by search engines and not revealed to other sites, and it
// loads nothing but its own style and fonts. The link is the key to the page, so no referrer may carry it.
func Headers() map[string]string {
	sum := sha256.Sum256([]byte(style))
	return map[string]string{
		"Content-Type":    "text/html; charset=utf-8",
		"Cache-Control":   "no-store",
		"Referrer-Policy": "no-referrer",
		"X-Robots-Tag":    "noindex, nofollow, noarchive",
		"Content-Security-Policy": "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
			"'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
		"X-Content-Type-Options": "nosniff",
		"X-Frame-Options":        "DENY",
	}
}
