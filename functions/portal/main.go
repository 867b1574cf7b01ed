// Command portal serves the portal's pages: what ui/ was built into, and the configuration that it reads.
package main

import (
	"embed"
	"io/fs"
	"log/slog"

	"github.com/referral-tool/referrals/shared/run"
)

// The folder always holds .keep, so that Go alone builds the function.
//
//go:embed all:dist
var built embed.FS

func main() { run.Function("portal", build) }

func build(env *run.Env, _ *slog.Logger) (lambda, error) {
	dist, err := fs.Sub(built, "dist")
	if err != nil {
		return nil, err
	}
	return newPortal(dist, configuration{Issuer: env.URL("ISSUER"), ClientID: env.Text("CLIENT_ID"), SignIn: env.Optional("SIGN_IN_ORIGIN")})
}
