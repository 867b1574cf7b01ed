// Command customer-data is about the data that is stored about a customer: it exports it, erases it, and holds it.
package main

import (
	"log/slog"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/run"
)

func main() { run.Function("customer-data", build) }

func build(env *run.Env, log *slog.Logger) (api.Lambda, error) {
	return newAPI(desk.Open(env), log).Serve, nil
}
