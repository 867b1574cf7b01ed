// Command clients is a Lambda that makes the clients most functions have, DynamoDB's and Secrets Manager's, in the
// leanest way we know, and reads one item: what no function of ours can stay under.
package main

import (
	"context"
	"encoding/json"
	"log"
	"os"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"github.com/referral-tool/referrals/shared/run"
)

func main() {
	env := run.NewEnv(os.LookupEnv)
	h := handler{
		table:   env.Text("TABLE"),
		secret:  env.Text("SECRET_ARN"),
		tables:  dynamodb.NewFromConfig(env.AWS()),
		secrets: secretsmanager.NewFromConfig(env.AWS()),
	}
	if err := env.Err(); err != nil {
		log.Fatal(err)
	}
	lambda.Start(h.handle)
}

type handler struct {
	table, secret string
	tables        *dynamodb.Client
	secrets       *secretsmanager.Client
}

// handle reads an item that is not there. Only an event that asks for it reads the secret: functions do so rarely, but
// without the call the linker would leave the client out.
func (h handler) handle(ctx context.Context, event json.RawMessage) (struct{}, error) {
	if string(event) == `"secret"` {
		_, err := h.secrets.GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: &h.secret})
		return struct{}{}, err
	}
	nobody := &types.AttributeValueMemberS{Value: "nobody"}
	_, err := h.tables.GetItem(ctx, &dynamodb.GetItemInput{
		TableName: &h.table, Key: map[string]types.AttributeValue{"PK": nobody, "SK": nobody},
	})
	return struct{}{}, err
}
