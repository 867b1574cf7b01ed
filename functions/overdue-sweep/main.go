// Command overdue-sweep does what has come due: reminders, overdue marks, the end of consents, mails to be tried again,
// digests, changes of the directory to be looked through once more, and the end of retention.
package main

import (
	"log/slog"

	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/run"
)

func main() { run.Function("overdue-sweep", build) }

func build(env *run.Env, log *slog.Logger) (scheduled, error) {
	return sweep{desk: desk.Open(env), log: log}.handle, nil
}
