// Package store keeps referrals, customers and the directory in one DynamoDB table: one file for each access pattern,
// every key string in keys.go. What a command decided is written in one transaction, guarded by version; all that
// follows from it (mail, bus, counts) follows from the table's stream.
package store

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// Store is the table.
type Store struct {
	// Conflicted hears of each transaction that did not get through at once; nil for nobody.
	Conflicted func(context.Context, Conflict)

	// The client itself, not an interface of it: where a function links a template engine, the linker keeps every method
	// of whatever stands behind an interface, here all operations of DynamoDB.
	client *dynamodb.Client
	table  string
}

// Conflict is why a transaction did not get through.
type Conflict string

// Why transactions do not get through.
const (
	LostRace  Conflict = "lost-race" // a condition failed on what somebody else wrote first
	Collision Conflict = "collision" // another transaction was at work on one of the items
)

func (s *Store) conflicted(ctx context.Context, why Conflict) {
	if s.Conflicted != nil {
		s.Conflicted(ctx, why)
	}
}

// New is the store in a table.
func New(client *dynamodb.Client, table string) *Store { return &Store{client: client, table: table} }
