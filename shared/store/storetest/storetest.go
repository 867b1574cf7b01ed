// Package storetest hands tests a store on a table of its own, in the real engine, with its requests counted.
package storetest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/smithy-go/middleware"

	"github.com/referral-tool/referrals/infra/engine/enginetest"
	"github.com/referral-tool/referrals/infra/repository"
	"github.com/referral-tool/referrals/infra/template"
	"github.com/referral-tool/referrals/shared/store"
)

// Table is a store on a table that only this test uses.
type Table struct {
	*store.Store
	Client *dynamodb.Client
	Name   string

	requests atomic.Int64
}

var tables atomic.Int64

// New makes a table as template.yaml describes it.
func New(t testing.TB) *Table {
	t.Helper()
	table := &Table{Name: fmt.Sprintf("test-%d-%d", os.Getpid(), tables.Add(1))}
	table.Client = dynamodb.New(enginetest.Client(t).Options(), func(o *dynamodb.Options) {
		o.APIOptions = append(o.APIOptions, table.count)
	})
	root, err := repository.Root()
	if err != nil {
		t.Fatal(err)
	}
	described, err := template.ReadTable(filepath.Join(root, "template.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	input := described.CreateTableInput()
	input.TableName = &table.Name
	input.DeletionProtectionEnabled = aws.Bool(false)
	ctx := context.Background()
	if _, err := table.Client.CreateTable(ctx, input); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := table.Client.DeleteTable(ctx, &dynamodb.DeleteTableInput{TableName: &table.Name}); err != nil {
			t.Error(err)
		}
	})
	table.Store = store.New(table.Client, table.Name)
	table.requests.Store(0)
	return table
}

// Requests counts the requests that do makes of DynamoDB, its retries included.
func (t *Table) Requests(do func()) int {
	before := t.requests.Load()
	do()
	return int(t.requests.Load() - before)
}

// Items counts all items of the table, to show that nothing was stored.
func (t *Table) Items(tb testing.TB) int {
	tb.Helper()
	out, err := t.Client.Scan(context.Background(), &dynamodb.ScanInput{TableName: &t.Name, Select: "COUNT"})
	if err != nil {
		tb.Fatal(err)
	}
	return int(out.Count)
}

func (t *Table) count(stack *middleware.Stack) error {
	return stack.Finalize.Add(middleware.FinalizeMiddlewareFunc("count", func(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (middleware.FinalizeOutput, middleware.Metadata, error) {
		t.requests.Add(1)
		return next.HandleFinalize(ctx, in)
	}), middleware.After)
}
