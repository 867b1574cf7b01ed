package scale

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go/middleware"
)

// item is one item of the table.
type item = map[string]types.AttributeValue

// capture stands between a store and DynamoDB: nothing is asked of it, and what the store would write is kept. So a
// million items are made by the store's own code, and can be written by other means than a million transactions.
type capture struct {
	found  []item // answers a query
	writes []types.TransactWriteItem
}

// client is a DynamoDB client that ends in the capture.
func (c *capture) client() *dynamodb.Client {
	return dynamodb.New(dynamodb.Options{Region: "us-east-1"}, func(o *dynamodb.Options) {
		o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
			return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("capture", c.answer), middleware.Before)
		})
	})
}

func (c *capture) answer(_ context.Context, in middleware.InitializeInput, _ middleware.InitializeHandler) (out middleware.InitializeOutput, _ middleware.Metadata, err error) {
	switch input := in.Parameters.(type) {
	case *dynamodb.TransactWriteItemsInput:
		c.writes = append(c.writes, input.TransactItems...)
		out.Result = &dynamodb.TransactWriteItemsOutput{}
	case *dynamodb.BatchGetItemInput:
		out.Result = &dynamodb.BatchGetItemOutput{Responses: standIns(input.RequestItems)}
	case *dynamodb.QueryInput:
		out.Result = &dynamodb.QueryOutput{Items: c.found}
	default:
		err = fmt.Errorf("%T is not captured", input)
	}
	return out, middleware.Metadata{}, err
}

// standIns are items of nobody for all keys that are asked for: whoever decides knows the parties already.
func standIns(asked map[string]types.KeysAndAttributes) map[string][]item {
	nobody := &types.AttributeValueMemberM{Value: item{}}
	all := map[string][]item{}
	for table, keys := range asked {
		for _, key := range keys.Keys {
			all[table] = append(all[table], item{
				"PK": key["PK"], "SK": key["SK"], "customer": nobody, "organization": nobody, "contact": nobody,
			})
		}
	}
	return all
}

// take returns the items that were to be put and the updates that were to be made, and forgets them.
func (c *capture) take() (puts []item, updates []*types.Update) {
	for _, w := range c.writes {
		switch {
		case w.Put != nil:
			puts = append(puts, w.Put.Item)
		case w.Update != nil:
			updates = append(updates, w.Update)
		}
	}
	c.writes = nil
	return puts, updates
}

func textOf(it item, name string) string {
	text, _ := it[name].(*types.AttributeValueMemberS)
	if text == nil {
		return ""
	}
	return text.Value
}
