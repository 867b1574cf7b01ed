// Command mail-feedback records what SES reports about mails: delivered, bounced, complained, suppressed.
package main

import (
	"log/slog"

	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/run"
)

func main() { run.Function("mail-feedback", build) }

func build(env *run.Env, log *slog.Logger) (reporting, error) {
	return feedback{desk: desk.Open(env), log: log}.handle, nil
}
