// Command directory keeps the organizations and contacts that customers are referred to.
package main

import (
	"log/slog"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/run"
	"github.com/referral-tool/referrals/shared/secret/awssecret"
)

func main() { run.Function("directory", build) }

func build(env *run.Env, log *slog.Logger) (api.Lambda, error) {
	cursors := api.NewCursors(awssecret.Source(env.AWS(), env.Text("SECRET_ARN")))
	return newAPI(desk.Open(env), cursors, log).Serve, nil
}
