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

// byJSONTag: the table's attributes are named as the JSON fields are.
func byJSONTag(o *attributevalue.DecoderOptions) { o.TagKey = "json" }

// repeat erases and holds in a table that was brought back whom the table before has erased and held. What has been
// repeated already changes nothing.
func repeat(ctx context.Context, client *dynamodb.Client, from, to string, out io.Writer) error {
	programs, err := program.Load()
	if err != nil {
		return err
	}
	r := repeater{programs: programs, store: store.New(client, to)}
	scan := &dynamodb.ScanInput{
		TableName: &from, FilterExpression: aws.String("SK = :customer AND (attribute_exists(erasure) OR attribute_exists(#hold))"),
		ExpressionAttributeNames:  map[string]string{"#hold": "hold"},
		ExpressionAttributeValues: item{":customer": &types.AttributeValueMemberS{Value: "CUST#Z"}},
	}
	err = eachItem(ctx, client, scan, func(it item) error {
		var m marked
		if err := attributevalue.UnmarshalMapWithOptions(it, &m, byJSONTag); err != nil {
			return err
		}
		return r.one(ctx, m)
	})
	fmt.Fprintf(out, "%d erased again, %d held again, %d not there\n", r.erased, r.held, r.missing)
	return err
}

// repeater counts what it does.
type repeater struct {
	programs              *program.Programs
	store                 *store.Store
	erased, held, missing int
}

func (r *repeater) one(ctx context.Context, m marked) error {
	key, _, _ := strings.Cut(m.PK, "#")
	p, known := r.programs.Get(key)
	if !known {
		return fmt.Errorf("program %q is not served", key)
	}
	id := m.Customer.ID
	stands, err := r.store.HeldCustomer(ctx, key, id)
	var refused *referral.Error
	switch {
	case errors.As(err, &refused) && refused.Kind == referral.NotFound:
		r.missing++
		return nil
	case err != nil, stands.Erased(), m.Erasure == nil && stands.Hold != nil && stands.Hold.Reason == m.Hold.Reason:
		return err
	}
	cmd := referral.Command{ID: desk.NewID(), At: referral.At(time.Now()), By: desk.System(), Rules: p.Rules()}
	if m.Erasure == nil {
		r.held++
		_, err := r.store.HoldCustomer(ctx, cmd, id, m.Hold.Reason)
		return err
	}
	if stands.Hold != nil { // it had been released before the erasure
		if _, err := r.store.ReleaseCustomer(ctx, cmd, id, "The customer was erased."); err != nil {
			return err
		}
		cmd.ID = desk.NewID()
	}
	r.erased++
	cmd.By = m.Erasure.By
	return r.store.RepeatErasure(ctx, cmd, id, desk.NewID, p.Standings())
}
