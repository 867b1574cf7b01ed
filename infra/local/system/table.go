package system

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/infra/engine"
	"github.com/referral-tool/referrals/infra/local/internal/demo"
	"github.com/referral-tool/referrals/shared/store"
)

// makeTable makes the template's table unless the engine has kept it. What the demo tells of the past is loaded before
// the table has a stream, so that nobody hears of it as news; a table without a stream is one whose load was cut off.
func (s *System) makeTable(ctx context.Context) error {
	client := engine.Client(s.endpoint)
	table := s.Template.Table
	described, err := client.DescribeTable(ctx, &dynamodb.DescribeTableInput{TableName: &table.Name})
	var missing *types.ResourceNotFoundException
	switch {
	case errors.As(err, &missing):
	case err != nil:
		return fmt.Errorf("looking for the table: %w", err)
	case streams(described.Table):
		return nil
	default:
		if _, err := client.DeleteTable(ctx, &dynamodb.DeleteTableInput{TableName: &table.Name}); err != nil {
			return fmt.Errorf("removing a table that was not loaded to the end: %w", err)
		}
	}
	seeded, err := s.seeded()
	if err != nil {
		return err
	}
	create := table.CreateTableInput()
	stream := create.StreamSpecification
	create.StreamSpecification = nil
	if _, err := client.CreateTable(ctx, create); err != nil {
		return fmt.Errorf("making the table: %w", err)
	}
	if s.options.Seed == SeedDemo && !seeded {
		if err := s.loadPast(ctx, client); err != nil {
			return err
		}
	}
	_, err = client.UpdateTable(ctx, &dynamodb.UpdateTableInput{TableName: &table.Name, StreamSpecification: stream})
	return err
}

// DynamoDB is the address of the engine itself, for an operator's commands: requests to it are neither counted nor held
// to a function's rights.
func (s *System) DynamoDB() string { return s.endpoint }

func streams(table *types.TableDescription) bool {
	return table.StreamSpecification != nil && aws.ToBool(table.StreamSpecification.StreamEnabled)
}

func (s *System) loadPast(ctx context.Context, client *dynamodb.Client) error {
	table := store.New(client, s.Template.Table.Name)
	illinois := demo.Illinois{File: filepath.Join(s.options.Root, filepath.FromSlash(demo.File)), Store: table, Now: now()}
	if err := illinois.Load(ctx, s.options.Progress); err != nil {
		return err
	}
	return demo.Kansas{Store: table, Now: now()}.Load(ctx, s.options.Progress)
}
