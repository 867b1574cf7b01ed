// Command reference tells a portal who is signed in, what the program offers, and what the API is.
package main

import (
	"log/slog"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/run"
)

func main() { run.Function("reference", build) }

func build(env *run.Env, log *slog.Logger) (api.Lambda, error) {
	return newAPI(desk.Open(env), log).Serve, nil
}
