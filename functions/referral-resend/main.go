// Command referral-resend sends referrals again, to the same contact or to another one of the organization.
package main

import (
	"log/slog"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/run"
)

func main() { run.Function("referral-resend", build) }

func build(env *run.Env, log *slog.Logger) (api.Lambda, error) {
	return newAPI(desk.Open(env), log).Serve, nil
}
