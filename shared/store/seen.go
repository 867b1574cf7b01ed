package store

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/referral-tool/referrals/shared/referral"
)

// Saw is what somebody looked at.
type Saw string

const (
	SawCustomer Saw = "customer"
	SawReferral Saw = "referral"
	SawForm     Saw = "form"
	SawPDF      Saw = "pdf"
	SawActivity Saw = "activity"
	SawTask     Saw = "task"
	SawExport   Saw = "export" // of all that is held of the customer
)

// Seen is the record that somebody looked at a customer's or a referral's details.
type Seen struct {
	Customer string           `json:"customer"`
	Referral string           `json:"referral,omitempty"`
	What     Saw              `json:"what"`
	At       referral.Instant `json:"at"`
	By       referral.Actor   `json:"by"`
}

// RecordSeen leaves an access record. nonce keeps two looks of the same person at the same time apart.
func (s *Store) RecordSeen(ctx context.Context, program, nonce string, seen Seen) error {
	k := seenKey(program, seen.Customer, seen.At, seen.By.Sub, nonce)
	if _, err := s.client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.table, Item: k.with(encode(seen))}); err != nil {
		return fmt.Errorf("recording who saw a customer: %w", err)
	}
	return nil
}

// SeenBy lists who looked at a customer's details and referrals, the latest first, strongly consistent. One request a
// page.
func (s *Store) SeenBy(ctx context.Context, program, customer string, from Position, limit int) (Page[Seen], error) {
	list := listing[Seen]{
		partitions: []string{seenPK(program, customer)},
		query:      func(partition string) *dynamodb.QueryInput { return downwards(inPartition("", partition)) },
		read: func(it item) (Seen, bool, error) {
			var seen Seen
			err := decode(it, &seen)
			return seen, true, err
		},
	}
	return list.page(ctx, s, from, limit)
}
