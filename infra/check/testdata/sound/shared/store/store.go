package store

import (
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

const index1 = "GSI1"

type Store struct{}

type listing[T any] struct{}

func (s *Store) put() types.TransactWriteItem { return types.TransactWriteItem{Put: &types.Put{}} }
func (s *Store) remove() types.TransactWriteItem {
	return types.TransactWriteItem{Delete: &types.Delete{}}
}

func record() *dynamodb.QueryInput { return &dynamodb.QueryInput{} }

func inPartition(index string) *dynamodb.QueryInput {
	query := &dynamodb.QueryInput{}
	query.IndexName = &index
	return query
}

func (l listing[T]) byName() *dynamodb.QueryInput { return inPartition(index1) }

func (l *listing[T]) whole() *dynamodb.QueryInput { return inPartition("") }
