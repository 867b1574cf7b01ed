// Command dashboard-tally updates the dashboard's figures and lists after every change that the table's stream brings.
package main

import (
	"log/slog"

	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/run"
)

func main() { run.Function("dashboard-tally", build) }

func build(env *run.Env, log *slog.Logger) (run.Stream, error) {
	return tally{desk: desk.Open(env), log: log}.handle, nil
}
