package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/shared/standing"
)

// Figures are the dashboard's numbers.
type Figures struct {
	Lists     map[standing.List]int // customers in each list; absent when none ever was
	Referrals int                   // made: sent, and not canceled

	version int // of one grantee's: counts the tallies
}

// Customers is the number of all customers.
func (f Figures) Customers() int { return f.Lists[standing.Everybody] }

// Attributes of the figures.
const (
	figurePrefix      = "n:"
	figureOfReferrals = "referrals"
)

func figureOf(list standing.List) string { return figurePrefix + string(list) }

// Figures reads the figures of a grantee, or, with an empty one, the sum of all of the program: one request, strongly
// consistent, whatever the number of customers.
func (s *Store) Figures(ctx context.Context, program, grantee string) (Figures, error) {
	if grantee != "" {
		return s.figuresOf(ctx, program, grantee)
	}
	sum := Figures{Lists: map[standing.List]int{}}
	query := inPartition("", figuresPK(program))
	query.TableName = &s.table
	for {
		out, err := s.client.Query(ctx, query)
		if err != nil {
			return Figures{}, fmt.Errorf("reading the figures of a program: %w", err)
		}
		for _, it := range out.Items {
			sum.add(it)
		}
		if out.LastEvaluatedKey == nil {
			return sum, nil
		}
		query.ExclusiveStartKey = out.LastEvaluatedKey
	}
}

func (s *Store) figuresOf(ctx context.Context, program, grantee string) (Figures, error) {
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{
		TableName: &s.table, Key: figuresKey(program, grantee).item(), ConsistentRead: aws.Bool(true),
	})
	if err != nil {
		return Figures{}, fmt.Errorf("reading the figures of a grantee: %w", err)
	}
	f := Figures{Lists: map[standing.List]int{}, version: numberOf(out.Item, "version")}
	f.add(out.Item)
	return f, nil
}

func (f *Figures) add(it item) {
	for name, value := range it {
		list, isFigure := strings.CutPrefix(name, figurePrefix)
		number, isNumber := value.(*types.AttributeValueMemberN)
		if isFigure && isNumber {
			count, _ := strconv.Atoi(number.Value) // DynamoDB holds numbers only
			f.Lists[standing.List(list)] += count
		}
	}
	f.Referrals += numberOf(it, figureOfReferrals)
}

// Members lists the customers behind a figure, by name: of a grantee, or, with an empty one, of all, one grantee after
// the other. One request a page, strongly consistent.
func (s *Store) Members(ctx context.Context, program, grantee string, list standing.List, from Position, limit int) (Page[Member], error) {
	return membersList(program, grantee, list, func(it item) (Member, bool, error) {
		var m Member
		err := decodeMap(it, "row", &m)
		return m, true, err
	}).page(ctx, s, from, limit)
}

func membersList[T any](program, grantee string, list standing.List, read func(item) (T, bool, error)) listing[T] {
	return listing[T]{
		partitions: []string{memberPK(program, string(list))},
		query: func(partition string) *dynamodb.QueryInput {
			q := inPartition("", partition)
			if grantee != "" {
				q = starting(q, sk, memberPrefix(grantee))
			}
			return q
		},
		read: read,
	}
}
