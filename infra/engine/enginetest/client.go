package enginetest

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// Client gives a DynamoDB client of the engine that Endpoint names.
func Client(t testing.TB) *dynamodb.Client {
	t.Helper()
	client := NewClient(Endpoint(t))
	if !elsewhere() {
		return client
	}
	// DynamoDB Local has one lock for each table. Under a storm of clients it answers those that waited for too long
	// with a 500 that "will succeed in actual DynamoDB": three attempts are too few there.
	return dynamodb.New(client.Options(), func(o *dynamodb.Options) { o.RetryMaxAttempts = 10 })
}

// NewClient gives a DynamoDB client of a local endpoint. Local engines take any credentials.
func NewClient(endpoint string) *dynamodb.Client {
	return dynamodb.New(dynamodb.Options{
		Region:       "us-east-1",
		BaseEndpoint: aws.String(endpoint),
		Credentials:  aws.CredentialsProviderFunc(localCredentials),
	})
}

func localCredentials(context.Context) (aws.Credentials, error) {
	return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
}
