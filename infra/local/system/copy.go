package system

import (
	"context"
	"os"
	"path/filepath"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/infra/engine"
	"github.com/referral-tool/referrals/infra/template"
)

// maxBatch is BatchWriteItem's limit.
const maxBatch = 25

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
		if err := writeAll(ctx, target, table.Name, page.Items); err != nil {
			return err
		}
	}
	_, err = target.UpdateTable(ctx, &dynamodb.UpdateTableInput{
		TableName:           aws.String(table.Name),
		StreamSpecification: stream,
	})
	return err
}

func writeAll(ctx context.Context, target *dynamodb.Client, table string, items []map[string]types.AttributeValue) error {
	var left []types.WriteRequest
	for _, item := range items {
		left = append(left, types.WriteRequest{PutRequest: &types.PutRequest{Item: item}})
	}
	for len(left) > 0 {
		batch := left[:min(len(left), maxBatch)]
		written, err := target.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{
			RequestItems: map[string][]types.WriteRequest{table: batch},
		})
		if err != nil {
			return err
		}
		left = append(left[len(batch):], written.UnprocessedItems[table]...)
	}
	return nil
}
