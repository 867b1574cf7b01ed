// Package page shows where to click in a local run.
package page

import (
	_ "embed"
	"html/template"
	"net/http"
	"strings"

	"github.com/referral-tool/referrals/infra/local/internal/identity"
)

//go:embed index.html
var index string

// Handler serves the page of the local run at that URL.
func Handler(url string) (http.Handler, error) {
	page, err := template.New("index").Parse(index)
	if err != nil {
		return nil, err
	}
	var text strings.Builder
	if err := page.Execute(&text, map[string]any{"URL": url, "Personas": identity.Personas()}); err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
		_, _ = w.Write([]byte(text.String())) // a reader that hung up is not our error
	}), nil
}
