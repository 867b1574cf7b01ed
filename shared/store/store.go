// Package store keeps referrals, customers and the directory in one DynamoDB table: one file for each access pattern,
// every key string in keys.go. What a command decided is written in one transaction, guarded by version; all that
// follows from it (mail, bus, counts) follows from the table's stream.
package store

import (
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// Store is the table.
type Store struct {
	// The client itself, not an interface of it: where a function links a template engine, the linker keeps every method
	// of whatever stands behind an interface, here all operations of DynamoDB.
	client *dynamodb.Client
	table  string
}

// New is the store in a table.
func New(client *dynamodb.Client, table string) *Store { return &Store{client: client, table: table} }
