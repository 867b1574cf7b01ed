package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/view"
)

// CustomerReferrals reads a customer and the referrals' rows, newest first, strongly consistent, in one request a page
// of a megabyte. NotFound when there is no such customer.
func (s *Store) CustomerReferrals(ctx context.Context, program, customer string, now referral.Instant) (referral.Customer, []view.Row, error) {
	// Downwards: CUST#Z, the customer, before CUST#R#, the cards.
	query := downwards(starting(inPartition("", customerPK(program, customer)), sk, customerPrefix))
	query.TableName = &s.table
	var found referral.Customer
	rows := []view.Row{}
	for {
		out, err := s.client.Query(ctx, query)
		if err != nil {
			return referral.Customer{}, nil, fmt.Errorf("reading a customer's referrals: %w", err)
		}
		if err := readCustomerPage(out, now, &found, &rows); err != nil {
			return referral.Customer{}, nil, err
		}
		if out.LastEvaluatedKey == nil {
			break
		}
		query.ExclusiveStartKey = out.LastEvaluatedKey
	}
	if found.ID == "" {
		return referral.Customer{}, nil, errUnknown("customer")
	}
	return found, rows, nil
}

func readCustomerPage(out *dynamodb.QueryOutput, now referral.Instant, customer *referral.Customer, rows *[]view.Row) error {
	for _, it := range out.Items {
		switch sortKey := textOf(it, sk); {
		case sortKey == skCustomer:
			if err := decodeMap(it, "customer", customer); err != nil {
				return err
			}
		case strings.HasPrefix(sortKey, cardPrefix):
			row, err := rowOf(it)
			if err != nil {
				return err
			}
			*rows = append(*rows, row.At(now))
		}
	}
	return nil
}
