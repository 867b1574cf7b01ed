package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/infra/batch"
)

// item is one item as DynamoDB takes and gives it.
type item = map[string]types.AttributeValue

// exportItems writes all items of a table, strongly consistent, one a line.
func exportItems(ctx context.Context, client *dynamodb.Client, table string, out io.Writer) error {
	lines := bufio.NewWriter(out)
	err := eachItem(ctx, client, &dynamodb.ScanInput{TableName: &table}, func(it item) error {
		line, err := attributevalue.MarshalMapJSON(it)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(lines, "%s\n", line)
		return err
	})
	return errors.Join(err, lines.Flush())
}

// eachItem goes through a table. No function may do that; an operator may.
func eachItem(ctx context.Context, client *dynamodb.Client, scan *dynamodb.ScanInput, do func(item) error) error {
	scan.ConsistentRead = aws.Bool(true)
	pages := dynamodb.NewScanPaginator(client, scan)
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, it := range page.Items {
			if err := do(it); err != nil {
				return err
			}
		}
	}
	return nil
}

// importItems writes the lines of an export into a table, and counts them. A table with a stream is refused: all that
// ever happened would be news, and mailed again. So is one that holds something: the two would mix.
func importItems(ctx context.Context, client *dynamodb.Client, table string, in io.Reader) (int, error) {
	if err := importable(ctx, client, table); err != nil {
		return 0, err
	}
	lines := json.NewDecoder(in)
	done := 0
	for {
		items, err := readBatch(lines)
		if err != nil || len(items) == 0 {
			return done, err
		}
		if err := batch.Put(ctx, client, table, items); err != nil {
			return done, err
		}
		done += len(items)
	}
}

func importable(ctx context.Context, client *dynamodb.Client, table string) error {
	described, err := client.DescribeTable(ctx, &dynamodb.DescribeTableInput{TableName: &table})
	if err != nil {
		return err
	}
	if stream := described.Table.StreamSpecification; stream != nil && aws.ToBool(stream.StreamEnabled) {
		return fmt.Errorf("%s has a stream: what is imported would be mailed again. Import first, and switch it on then", table)
	}
	first, err := client.Scan(ctx, &dynamodb.ScanInput{TableName: &table, Limit: aws.Int32(1)})
	if err != nil {
		return err
	}
	if len(first.Items) > 0 {
		return fmt.Errorf("%s is not empty", table)
	}
	return nil
}

// readBatch reads as many items as fit into one request.
func readBatch(lines *json.Decoder) (items []item, err error) {
	for len(items) < batch.Size {
		var line json.RawMessage
		err := lines.Decode(&line)
		if errors.Is(err, io.EOF) {
			return items, nil
		}
		if err != nil {
			return nil, err
		}
		it, err := attributevalue.UnmarshalMapJSON(line)
		if err != nil {
			return nil, err
		}
		items = append(items, it)
	}
	return items, nil
}
