// Command partner-response serves the page behind a partner's link, and records every answer to a referral.
package main

import (
	"log/slog"
	"strings"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/page"
	"github.com/referral-tool/referrals/shared/run"
	"github.com/referral-tool/referrals/shared/secret/awssecret"
)

func main() { run.Function("partner-response", build) }

func build(env *run.Env, log *slog.Logger) (api.Lambda, error) {
	keys := awssecret.Source(env.AWS(), env.Text("SECRET_ARN"))
	secure := !strings.HasPrefix(env.Optional("PUBLIC_URL"), "http://")
	return newAPI(handler{desk: desk.Open(env), pages: page.New(), keys: keys, secure: secure, log: log}).Serve, nil
}
