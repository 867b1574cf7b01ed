package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// marked is a customer who is erased or held.
type marked struct {
	PK       string            `json:"PK"`
	Customer referral.Customer `json:"customer"`
	Erasure  *store.Erasure    `json:"erasure"`
	Hold     *store.Hold       `json:"hold"`
}

// customerSK is the sort key of a customer's own item.
const customerSK = "CUST#Z"

// byJSONTag: the table's attributes are named as the JSON fields are.
func byJSONTag(o *attributevalue.DecoderOptions) { o.TagKey = "json" }

// repeat erases and holds in a table that was brought back whom the table before has erased and held. What has been
// repeated already changes nothing.
func repeat(ctx context.Context, client *dynamodb.Client, from, to string, out io.Writer) error {
	programs, err := program.Load()
	if err != nil {
		return err
	}
	r := repeater{programs: programs, client: client, table: to, store: store.New(client, to)}
	scan := &dynamodb.ScanInput{
		TableName: &from, FilterExpression: aws.String("SK = :customer AND (attribute_exists(erasure) OR attribute_exists(#hold))"),
		ExpressionAttributeNames:  map[string]string{"#hold": "hold"},
		ExpressionAttributeValues: item{":customer": &types.AttributeValueMemberS{Value: customerSK}},
	}
	var failed []error
	err = eachItem(ctx, client, scan, func(it item) error {
		var m marked
		if err := attributevalue.UnmarshalMapWithOptions(it, &m, byJSONTag); err != nil {
			return err
		}
		if err := r.one(ctx, m); err != nil { // the others have their turn
			failed = append(failed, fmt.Errorf("customer %s: %w", m.Customer.ID, err))
		}
		return nil
	})
	fmt.Fprintf(out, "%d erased again, %d held again, %d not there\n", r.erased, r.held, r.missing)
	return errors.Join(append(failed, err)...)
}

// repeater counts what it does.
type repeater struct {
	programs              *program.Programs
	client                *dynamodb.Client
	table                 string // that was brought back
	store                 *store.Store
	erased, held, missing int
}

func (r *repeater) one(ctx context.Context, m marked) error {
	key, _, _ := strings.Cut(m.PK, "#")
	p, known := r.programs.Get(key)
	if !known {
		return fmt.Errorf("program %q is not served", key)
	}
	stands, err := r.standing(ctx, m.PK)
	if err != nil {
		return err
	}
	cmd := referral.Command{ID: desk.NewID(), At: referral.At(time.Now()), By: desk.System(), Rules: p.Rules()}
	switch {
	case stands.Customer.ID == "":
		r.missing++
		return nil
	case m.Erasure != nil:
		return r.erase(ctx, cmd, m, stands, p)
	}
	return r.hold(ctx, cmd, m, stands)
}

// standing is the customer as the restored table has them; the zero value when it has none.
func (r *repeater) standing(ctx context.Context, pk string) (m marked, err error) {
	found, err := r.client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &r.table, ConsistentRead: aws.Bool(true), Key: item{
		"PK": &types.AttributeValueMemberS{Value: pk}, "SK": &types.AttributeValueMemberS{Value: customerSK},
	}})
	if err != nil {
		return m, err
	}
	return m, attributevalue.UnmarshalMapWithOptions(found.Item, &m, byJSONTag)
}

// erase erases what is not erased. An erasure that was at work at the moment of the restore is completed: its first write
// has made the customer anonymous, but not yet the referrals.
func (r *repeater) erase(ctx context.Context, cmd referral.Command, m, stands marked, p *program.Program) error {
	if stands.Erasure != nil && stands.Erasure.Done {
		return nil
	}
	id := m.Customer.ID
	if stands.Hold != nil { // it had been released before the erasure
		if _, err := r.store.ReleaseCustomer(ctx, cmd, id, "The customer was erased."); err != nil {
			return err
		}
		cmd.ID = desk.NewID()
	}
	cmd.By = m.Erasure.By
	err := r.store.RepeatErasure(ctx, cmd, id, desk.NewID, p.Standings())
	if err == nil {
		r.erased++
	}
	return err
}

func (r *repeater) hold(ctx context.Context, cmd referral.Command, m, stands marked) error {
	if stands.Hold != nil && stands.Hold.Reason == m.Hold.Reason {
		return nil
	}
	_, err := r.store.HoldCustomer(ctx, cmd, m.Customer.ID, m.Hold.Reason)
	if err == nil {
		r.held++
	}
	return err
}
