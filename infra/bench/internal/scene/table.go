// Package scene is what the benchmarks have in common: the system to be measured, the people who call it, and whom and
// what they call it about.
package scene

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/infra/template"
)

// Template reads template.yaml as it is served at a URL.
func Template(root, url string) (*template.Template, error) {
	return template.Read(filepath.Join(root, "template.yaml"), map[string]string{
		"Stage":         "local",
		"Sender":        "referrals@referrals.test",
		"PortalOrigins": url,
		"PublicUrl":     url,
		"Issuer":        url,
		"Audience":      "portal",
	})
}

// MakeTable makes the template's table and has it loaded before it has its stream: nobody hears of what was there from
// the beginning, and the engine, which becomes slower with each record of a stream, is not slow from the beginning.
func MakeTable(ctx context.Context, client *dynamodb.Client, table template.Table, load func() error) error {
	create := table.CreateTableInput()
	stream := create.StreamSpecification
	create.StreamSpecification = nil
	if _, err := client.CreateTable(ctx, create); err != nil {
		return fmt.Errorf("making the table: %w", err)
	}
	if err := load(); err != nil {
		return err
	}
	return TurnOn(ctx, client, table.Name, stream)
}

// TurnOn gives a table its stream.
func TurnOn(ctx context.Context, client *dynamodb.Client, table string, stream *types.StreamSpecification) error {
	_, err := client.UpdateTable(ctx, &dynamodb.UpdateTableInput{TableName: &table, StreamSpecification: stream})
	return err
}
