// Command mail-send sends queued mails, each once.
package main

import (
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/service/sesv2"

	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/mail"
	"github.com/referral-tool/referrals/shared/mail/ses"
	"github.com/referral-tool/referrals/shared/run"
	"github.com/referral-tool/referrals/shared/secret/awssecret"
)

func main() { run.Function("mail-send", build) }

func build(env *run.Env, log *slog.Logger) (sending, error) {
	d, err := desk.Open(env)
	if err != nil {
		return nil, err
	}
	cfg := env.AWS()
	keys := awssecret.Source(cfg, env.Text("SECRET_ARN"))
	cfg.HTTPClient = run.HTTPClient(sendTimeout)
	sender, err := ses.New(sesv2.NewFromConfig(cfg), env.Text("SENDER"), env.Text("CONFIGURATION_SET"))
	if err != nil {
		return nil, err
	}
	composer, err := mail.New()
	return post{desk: d, composer: composer, sender: sender, keys: keys, publicURL: env.URL("PUBLIC_URL"), log: log}.handle, err
}
