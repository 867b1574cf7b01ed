package batch_test

import (
	"context"
	"strconv"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go/middleware"

	"github.com/referral-tool/referrals/infra/batch"
)

const table = "table"

// throttled is a table that leaves over all but the first item of each request.
type throttled struct {
	sizes []int // of the requests
	taken map[string]int
}

func (d *throttled) client() *dynamodb.Client {
	return dynamodb.New(dynamodb.Options{Region: "us-east-1"}, func(o *dynamodb.Options) {
		o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
			return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("throttled", d.answer), middleware.Before)
		})
	})
}

func (d *throttled) answer(_ context.Context, in middleware.InitializeInput, _ middleware.InitializeHandler) (out middleware.InitializeOutput, _ middleware.Metadata, err error) {
	writes := in.Parameters.(*dynamodb.BatchWriteItemInput).RequestItems[table]
	d.sizes = append(d.sizes, len(writes))
	d.taken[writes[0].PutRequest.Item["PK"].(*types.AttributeValueMemberS).Value]++
	output := &dynamodb.BatchWriteItemOutput{}
	if len(writes) > 1 {
		output.UnprocessedItems = map[string][]types.WriteRequest{table: writes[1:]}
	}
	out.Result = output
	return out, middleware.Metadata{}, nil
}

func TestPut(t *testing.T) {
	const many = batch.Size + 2
	var items []map[string]types.AttributeValue
	for i := range many {
		items = append(items, map[string]types.AttributeValue{"PK": &types.AttributeValueMemberS{Value: strconv.Itoa(i)}})
	}
	d := &throttled{taken: map[string]int{}}
	if err := batch.Put(t.Context(), d.client(), table, items); err != nil {
		t.Fatal(err)
	}
	if len(d.taken) != many || len(d.sizes) != many {
		t.Errorf("%d of %d items were written by %d requests, of the sizes %v", len(d.taken), many, len(d.sizes), d.sizes)
	}
	if d.sizes[0] != batch.Size || d.sizes[batch.Size] != 2 {
		t.Errorf("the requests are of the sizes %v", d.sizes)
	}
}
