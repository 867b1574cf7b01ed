// Package batch writes items into a table past the store, many with each request: for copies of a table, imports and
// tests. Nothing is checked, and an item that is there already is replaced.
package batch

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Size is the most that one BatchWriteItem takes.
const Size = 25

// Put writes the items. What a throttled table leaves over is written again.
func Put(ctx context.Context, client *dynamodb.Client, table string, items []map[string]types.AttributeValue) error {
	for some := range slices.Chunk(items, Size) {
		puts := make([]types.WriteRequest, len(some))
		for i, item := range some {
			puts[i].PutRequest = &types.PutRequest{Item: item}
		}
		for left := map[string][]types.WriteRequest{table: puts}; len(left) > 0; {
			out, err := client.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{RequestItems: left})
			if err != nil {
				return err
			}
			left = out.UnprocessedItems
		}
	}
	return nil
}
