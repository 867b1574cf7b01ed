package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
	"github.com/referral-tool/referrals/shared/view"
)

// CustomerFile is a customer with all that the pages and the dashboard's figures follow from.
type CustomerFile struct {
	Customer referral.Customer
	Latest   *standing.Assessment // nil before the first
	Rows     []view.Row           // of the referrals, newest first; overdue when marked

	counted counted           // as the dashboard counts the customer now
	madeBy  map[string]string // grantees, by referral id
}

// MadeBy is the grantee whose staff made one of the file's referrals: it stays theirs when the customer moves to another.
func (f CustomerFile) MadeBy(referralID string) string { return f.madeBy[referralID] }

// CustomerFile reads a customer's file, strongly consistent, in one request a page of a megabyte. NotFound when there
// is no such customer.
func (s *Store) CustomerFile(ctx context.Context, program, customer string) (CustomerFile, error) {
	file, err := s.customerFile(ctx, program, customer)
	if err == nil && file.Customer.ID == "" {
		err = errUnknown("customer")
	}
	return file, err
}

func (s *Store) customerFile(ctx context.Context, program, customer string) (CustomerFile, error) {
	// Downwards: CUST#Z, the customer, before CUST#S, the standing, before CUST#R#, the cards.
	query := downwards(starting(inPartition("", customerPK(program, customer)), sk, customerPrefix))
	query.TableName = &s.table
	file := CustomerFile{Rows: []view.Row{}, madeBy: map[string]string{}}
	for {
		out, err := s.client.Query(ctx, query)
		if err != nil {
			return file, fmt.Errorf("reading a customer's file: %w", err)
		}
		for _, it := range out.Items {
			if err := file.add(it); err != nil {
				return file, err
			}
		}
		if out.LastEvaluatedKey == nil {
			return file, nil
		}
		query.ExclusiveStartKey = out.LastEvaluatedKey
	}
}

// add sorts one item of the customer's partition in.
func (f *CustomerFile) add(it item) (err error) {
	switch sortKey := textOf(it, sk); {
	case sortKey == skCustomer:
		if f.Latest, err = latestOf(it); err != nil {
			return err
		}
		return decodeMap(it, "customer", &f.Customer)
	case sortKey == skStanding:
		f.counted.version = numberOf(it, "version")
		return decodeMap(it, "standing", &f.counted)
	case strings.HasPrefix(sortKey, cardPrefix):
		row, err := rowOf(it)
		if err != nil {
			return err
		}
		f.Rows = append(f.Rows, row)
		f.madeBy[row.ID] = granteeOf(textOf(it, gsi1pk))
	}
	return nil
}

// Referrals are the file's referrals as standings are judged by, oldest first, as they read at now: overdue when marked
// or past the time. Without a time it is the mark alone that counts.
func (f CustomerFile) Referrals(now referral.Instant) []standing.Referral {
	var all []standing.Referral
	for _, row := range slices.Backward(f.Rows) {
		row = row.At(now)
		r := standing.Referral{
			ID: row.ID, Status: row.Status, ReceivesOnly: row.ReceivesOnly, Overdue: row.Overdue, Undeliverable: row.Undeliverable,
			SentAt: row.SentAt, AnsweredAt: row.AnsweredAt,
		}
		for _, l := range row.Services {
			r.Lines = append(r.Lines, standing.Line{Service: l.Key, Label: l.Label, Status: l.Status, Outcome: l.Outcome})
		}
		all = append(all, r)
	}
	return all
}
