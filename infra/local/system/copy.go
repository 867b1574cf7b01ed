package system

import (
	"context"
	"os"
	"path/filepath"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/referral-tool/referrals/infra/batch"
	"github.com/referral-tool/referrals/infra/engine"
	"github.com/referral-tool/referrals/infra/template"
)

// copyTable writes all items into a new engine's file in the folder. The stream is off meanwhile: it would have a record
// for each of them.
func copyTable(ctx context.Context, from string, table template.Table, folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	fresh, err := engine.Start(ctx, engine.Options{DBPath: filepath.Join(folder, databaseFile)})
	if err != nil {
		return err
	}
	defer fresh.Close()
	source, target := engine.Client(from), engine.Client(fresh.Endpoint())
	create := table.CreateTableInput()
	stream := create.StreamSpecification
	create.StreamSpecification = nil
	if _, err := target.CreateTable(ctx, create); err != nil {
		return err
	}
	pages := dynamodb.NewScanPaginator(source, &dynamodb.ScanInput{
		TableName:      aws.String(table.Name),
		ConsistentRead: aws.Bool(true),
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		if err := batch.Put(ctx, target, table.Name, page.Items); err != nil {
			return err
		}
	}
	_, err = target.UpdateTable(ctx, &dynamodb.UpdateTableInput{
		TableName:           aws.String(table.Name),
		StreamSpecification: stream,
	})
	return err
}
