package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
)

// AddAssessment reads a customer, lets decide make an assessment of them, and writes it, as the customer's latest too
// if it is that: two requests, and two more for each race lost. NotFound when there is no such customer, Conflict when the
// details were erased. A repetition of a call answers as the first did: see Replayed.
func (s *Store) AddAssessment(ctx context.Context, cmd referral.Command, customer string, idem Idempotency, decide func(referral.Customer) (standing.Assessment, error), answer func(standing.Assessment) Reply) (Reply, error) {
	program := cmd.Rules.Program
	for range raceTries {
		assessed, latest, err := s.assessedOrReplay(ctx, program, customer, cmd.At, idem)
		if err != nil {
			return Reply{}, err
		}
		a, err := decide(assessed)
		if err != nil {
			return Reply{}, err
		}
		reply := answer(a)
		writes := s.remember(idem, idemKey(program, idem.Hash), cmd.ID, cmd.At, reply)
		writes = append(writes, s.assessmentWrites(cmd, assessed, a, latest)...)
		err = s.transact(ctx, cmd.ID, writes)
		var lost *lostRace
		if err == nil || errors.Is(err, errOwnWrite) {
			return reply, nil
		}
		if !errors.As(err, &lost) {
			return Reply{}, err
		}
	}
	return Reply{}, referral.Errorf(referral.Conflict, "This customer is being changed by many at once. Please try again.")
}

func (s *Store) assessedOrReplay(ctx context.Context, program, id string, now referral.Instant, idem Idempotency) (referral.Customer, *standing.Assessment, error) {
	keys := map[string]key{"customer": customerKey(program, id)}
	if idem.Hash != "" {
		keys["idempotency"] = idemKey(program, idem.Hash)
	}
	found, err := s.batchGet(ctx, keys)
	if err != nil {
		return referral.Customer{}, nil, err
	}
	if err := idem.recall(found["idempotency"], now); err != nil {
		return referral.Customer{}, nil, err
	}
	if found["customer"] == nil {
		return referral.Customer{}, nil, errUnknown("customer")
	}
	var customer referral.Customer
	if err := decodeMap(found["customer"], "customer", &customer); err != nil {
		return referral.Customer{}, nil, err
	}
	if customer.Erased() {
		return referral.Customer{}, nil, referral.ErasedCustomer()
	}
	latest, err := latestOf(found["customer"])
	return customer, latest, err
}

// latestOf is the latest assessment that the customer's item keeps; nil before the first.
func latestOf(customer item) (*standing.Assessment, error) {
	if customer["assessment"] == nil {
		return nil, nil
	}
	var latest standing.Assessment
	err := decodeMap(customer, "assessment", &latest)
	return &latest, err
}

func (s *Store) assessmentWrites(cmd referral.Command, c referral.Customer, a standing.Assessment, latest *standing.Assessment) []write {
	program := cmd.Rules.Program
	assessment := attributes(encode(a))
	writes := []write{
		{TransactWriteItem: s.put(assessmentKey(program, c.ID, a.Date, a.ID).with(item{"assessment": assessment}), isNew, nil, nil)},
		s.customerEvent(cmd, CustomerEvent{Type: CustomerAssessed, Grantee: c.Grantee, CustomerID: c.ID, AssessmentID: a.ID}),
	}
	if !a.Supersedes(latest) {
		return append(writes, s.customerCheck(program, c))
	}
	// Which of two of one date is the later entered is decided by the order in which they pass here.
	u := newUpdate().set("assessment", assessment).equals("customer.grantee", text(c.Grantee)).absent("erasure")
	retainCustomer(u, cmd, c.ID)
	if latest == nil {
		u.absent("assessment")
	} else {
		u.equals("assessment.id", text(latest.ID))
	}
	return append(writes, write{TransactWriteItem: u.in(s.table, customerKey(program, c.ID))})
}

// Assessments reads a customer and all assessments, newest first, strongly consistent, in one request a page of a
// megabyte. NotFound when there is no such customer.
func (s *Store) Assessments(ctx context.Context, program, id string) (referral.Customer, []standing.Assessment, error) {
	// Upwards from the customer to the assessments. What lies between, events and guards, is small and left out.
	query := &dynamodb.QueryInput{
		TableName: &s.table, ConsistentRead: aws.Bool(true),
		KeyConditionExpression: aws.String("PK = :pk AND SK BETWEEN :first AND :last"),
		FilterExpression:       aws.String("attribute_exists(customer) OR attribute_exists(assessment)"),
		ExpressionAttributeValues: item{
			":pk": text(customerPK(program, id)), ":first": text(skCustomer), ":last": text(assessmentPrefix + "~"),
		},
	}
	var customer referral.Customer
	var all []standing.Assessment
	for {
		out, err := s.client.Query(ctx, query)
		if err != nil {
			return customer, nil, fmt.Errorf("reading a customer's assessments: %w", err)
		}
		for _, it := range out.Items {
			if err := readAssessed(it, &customer, &all); err != nil {
				return customer, nil, err
			}
		}
		if out.LastEvaluatedKey == nil {
			break
		}
		query.ExclusiveStartKey = out.LastEvaluatedKey
	}
	if customer.ID == "" {
		return customer, nil, errUnknown("customer")
	}
	slices.Reverse(all)
	return customer, all, nil
}

func readAssessed(it item, customer *referral.Customer, all *[]standing.Assessment) error {
	switch sortKey := textOf(it, sk); {
	case sortKey == skCustomer:
		return decodeMap(it, "customer", customer)
	case strings.HasPrefix(sortKey, assessmentPrefix):
		var a standing.Assessment
		if err := decodeMap(it, "assessment", &a); err != nil {
			return err
		}
		*all = append(*all, a)
	}
	return nil
}
