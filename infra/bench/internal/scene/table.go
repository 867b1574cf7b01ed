// Package scene is what the benchmarks have in common: the system to be measured, the people who call it, and whom and
// what they call it about.
package scene

import (
	"context"
	"path/filepath"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/referral-tool/referrals/infra/template"
)

// Template reads template.yaml as it is served at a URL.
func Template(root, url string) (*template.Template, error) {
	return template.Read(filepath.Join(root, "template.yaml"), map[string]string{
		"Stage":          "local",
		"Sender":         "referrals@referrals.test",
		"SenderIdentity": "referrals.test",
		"PortalOrigins":  url,
		"PublicUrl":      url,
		"Issuer":         url,
		"Audience":       "portal",
	})
}

// Client is a DynamoDB client of a local engine, which takes any credentials.
func Client(endpoint string, change ...func(*dynamodb.Options)) *dynamodb.Client {
	return dynamodb.New(dynamodb.Options{
		Region:       "us-east-1",
		BaseEndpoint: aws.String(endpoint),
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
		}),
	}, change...)
}
