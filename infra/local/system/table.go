package system

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/infra/template"
)

// createTable makes the template's table unless the engine has kept it.
func createTable(ctx context.Context, endpoint string, table template.Table) error {
	_, err := newClient(endpoint).CreateTable(ctx, table.CreateTableInput())
	var stands *types.ResourceInUseException
	if err == nil || errors.As(err, &stands) {
		return nil
	}
	return fmt.Errorf("making the table: %w", err)
}

func newClient(endpoint string) *dynamodb.Client {
	return dynamodb.New(dynamodb.Options{
		Region:       "us-east-1",
		BaseEndpoint: aws.String(endpoint),
		Credentials:  aws.CredentialsProviderFunc(credentials),
	})
}

// credentials are there because the clients want some: an engine takes any.
func credentials(context.Context) (aws.Credentials, error) {
	return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
}
