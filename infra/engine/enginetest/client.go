package enginetest

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/referral-tool/referrals/infra/engine"
)

// Client gives a DynamoDB client of the engine that Endpoint names.
func Client(t testing.TB) *dynamodb.Client {
	t.Helper()
	client := engine.Client(Endpoint(t))
	if !elsewhere() {
		return client
	}
	// DynamoDB Local has one lock for each table. Under a storm of clients it answers those that waited for too long
	// with a 500 that "will succeed in actual DynamoDB": three attempts are too few there.
	return dynamodb.New(client.Options(), func(o *dynamodb.Options) { o.RetryMaxAttempts = 10 })
}
