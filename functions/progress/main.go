// Command progress shows what a customer needs, and which referrals have addressed it.
package main

import (
	"log/slog"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/run"
)

func main() { run.Function("progress", build) }

func build(env *run.Env, log *slog.Logger) (api.Lambda, error) {
	return newAPI(desk.Open(env), log).Serve, nil
}
