// Command event-relay puts what the table's stream brings on the bus: events of referrals, and mails to be sent.
package main

import (
	"log/slog"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"

	"github.com/referral-tool/referrals/shared/bus/awsbus"
	"github.com/referral-tool/referrals/shared/run"
)

func main() { run.Function("event-relay", build) }

func build(env *run.Env, log *slog.Logger) (run.Stream, error) {
	return relay{awsbus.New(eventbridge.NewFromConfig(env.AWS()), env.Text("BUS")), log, time.Now}.handle, nil
}
