// Command clients is a Lambda that makes the clients most functions have, and reads one item.
package main

import (
	"log"
	"os"

	"github.com/aws/aws-lambda-go/lambda"

	"github.com/referral-tool/referrals/infra/bench/yardstick"
	"github.com/referral-tool/referrals/shared/run"
)

func main() {
	env := run.NewEnv(os.LookupEnv)
	reader := yardstick.NewReader(env)
	if err := env.Err(); err != nil {
		log.Fatal(err)
	}
	lambda.Start(reader.Handle)
}
