// Command mailing is a Lambda that makes the clients of the one function that sends mails, SES's among them, and reads
// one item.
package main

import (
	"context"
	"encoding/json"
	"log"
	"os"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"

	"github.com/referral-tool/referrals/infra/bench/yardstick"
	"github.com/referral-tool/referrals/shared/run"
)

func main() {
	env := run.NewEnv(os.LookupEnv)
	h := handler{reader: yardstick.NewReader(env), mails: sesv2.NewFromConfig(env.AWS())}
	if err := env.Err(); err != nil {
		log.Fatal(err)
	}
	lambda.Start(h.handle)
}

type handler struct {
	reader yardstick.Reader
	mails  *sesv2.Client
}

// handle reads. Only an event that asks for it calls SES, and without what a mail needs: the linker has to see the call.
func (h handler) handle(ctx context.Context, event json.RawMessage) (struct{}, error) {
	if string(event) == `"mail"` {
		_, err := h.mails.SendEmail(ctx, &sesv2.SendEmailInput{})
		return struct{}{}, err
	}
	return h.reader.Handle(ctx, event)
}
