// Command mail-send sends queued mails, each once.
package main

import (
	"log/slog"

	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/run"
)

func main() { run.Function("mail-send", build) }

func build(env *run.Env, log *slog.Logger) (sending, error) {
	p, err := newPost(desk.Open(env), env, log)
	return p.handle, err
}
