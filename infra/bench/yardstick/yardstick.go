// Package yardstick is what the yardsticks with the SDK's clients share: the clients that most functions have,
// DynamoDB's and Secrets Manager's, made in the leanest way we know, and one read. No function of ours can stay under it.
package yardstick

import (
	"context"
	"encoding/json"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"github.com/referral-tool/referrals/shared/run"
)

// Reader reads one item a call.
type Reader struct {
	table, secret string
	tables        *dynamodb.Client
	secrets       *secretsmanager.Client
}

// NewReader makes the clients.
func NewReader(env *run.Env) Reader {
	return Reader{
		table:   env.Text("TABLE"),
		secret:  env.Text("SECRET_ARN"),
		tables:  dynamodb.NewFromConfig(env.AWS()),
		secrets: secretsmanager.NewFromConfig(env.AWS()),
	}
}

// Handle reads an item that is not there. Only an event that asks for it reads the secret: functions do so rarely, but
// without the call the linker would leave the client out.
func (r Reader) Handle(ctx context.Context, event json.RawMessage) (struct{}, error) {
	if string(event) == `"secret"` {
		_, err := r.secrets.GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: &r.secret})
		return struct{}{}, err
	}
	nobody := &types.AttributeValueMemberS{Value: "nobody"}
	_, err := r.tables.GetItem(ctx, &dynamodb.GetItemInput{
		TableName: &r.table, Key: map[string]types.AttributeValue{"PK": nobody, "SK": nobody},
	})
	return struct{}{}, err
}
