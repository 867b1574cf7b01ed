// Command dashboard shows how many customers are in each row, and who they are.
package main

import (
	"log/slog"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/run"
	"github.com/referral-tool/referrals/shared/secret/awssecret"
)

func main() { run.Function("dashboard", build) }

func build(env *run.Env, log *slog.Logger) (api.Lambda, error) {
	cursors := api.NewCursors(awssecret.Source(env.AWS(), env.Text("SECRET_ARN")))
	return newAPI(desk.Open(env), cursors, log).Serve, nil
}
