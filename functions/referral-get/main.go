// Command referral-get shows a referral, and the table of a customer's referrals.
package main

import (
	"log/slog"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/run"
)

func main() { run.Function("referral-get", build) }

func build(env *run.Env, log *slog.Logger) (api.Lambda, error) {
	return newAPI(desk.Open(env), log).Serve, nil
}
