package store

import (
	"context"
	"errors"
	"fmt"
	"reflect"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/referral-tool/referrals/shared/referral"
)

// Activities reads a customer and their Customer Activity List, oldest first, strongly consistent, in one request a page
// of a megabyte. NotFound when there is no such customer.
func (s *Store) Activities(ctx context.Context, program, customer string) (referral.Customer, []referral.Activity, error) {
	query := inPartition("", customerPK(program, customer))
	query.TableName = &s.table
	// The customer is the last item between these: an unknown one is told from one without activities.
	query.KeyConditionExpression = aws.String("PK = :pk AND SK BETWEEN :first AND :customer")
	query.ExpressionAttributeValues[":first"] = text(activityPrefix)
	query.ExpressionAttributeValues[":customer"] = text(skCustomer)
	// Cards and the standing lie between them too.
	query.FilterExpression = aws.String("attribute_exists(activity) OR attribute_exists(customer)")
	var found referral.Customer
	activities := []referral.Activity{}
	pages := dynamodb.NewQueryPaginator(s.client, query)
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return found, nil, fmt.Errorf("reading a customer's activities: %w", err)
		}
		for _, it := range page.Items {
			if textOf(it, sk) == skCustomer {
				if err := decodeMap(it, "customer", &found); err != nil {
					return found, nil, err
				}
				continue
			}
			var a referral.Activity
			if err := decodeMap(it, "activity", &a); err != nil {
				return found, nil, err
			}
			activities = append(activities, a)
		}
	}
	if found.ID == "" {
		return found, nil, errUnknown("customer")
	}
	return found, activities, nil
}

// Activity reads a customer and one of their activities, strongly consistent, in one request. NotFound when one of them
// does not exist.
func (s *Store) Activity(ctx context.Context, program, customer, id string) (referral.Customer, referral.Activity, error) {
	from, err := s.formSource(ctx, program, ActivityID{customer, id}, "", Idempotency{})
	return from.customer, from.activity, err
}

// AddActivity adds an activity to a customer's list: two requests. check decides on the customer as they are.
func (s *Store) AddActivity(ctx context.Context, cmd referral.Command, customer string, a referral.Activity, idem Idempotency, check func(referral.Customer) error, answer func() Reply) (Reply, error) {
	program := cmd.Rules.Program
	parties, err := s.partiesOrReplay(ctx, program, PartyIDs{Customer: customer}, cmd.At, idem)
	if err == nil && parties.Customer.Erased() {
		err = referral.ErasedCustomer()
	}
	if err == nil {
		err = check(parties.Customer)
	}
	if err != nil {
		return Reply{}, err
	}
	reply := answer()
	it := activityKey(program, customer, a.ID).with(item{
		"activity": attributes(encode(a)), "version": number(1), "commandId": text(cmd.ID),
	})
	writes := append(s.remember(idem, idemKey(program, idem.Hash), cmd.ID, cmd.At, reply),
		write{TransactWriteItem: s.put(it, isNew, nil, nil)},
		s.customerCheck(program, parties.Customer),
		s.customerEvent(cmd, CustomerEvent{Type: ActivityAdded, Grantee: parties.Customer.Grantee, CustomerID: customer}))
	err = s.transact(ctx, cmd.ID, writes)
	if errors.Is(err, errOwnWrite) {
		err = nil
	}
	return reply, err
}

// What can happen to a customer's activities.
const (
	ActivityAdded   = "activity-added"
	ActivityChanged = "activity-changed"
)

// EditActivity changes an activity: edit gets customer and activity as they stand, and returns the activity as it shall
// be. What is already so is not written again. Two requests, and two more for each race lost. Conflict when a draft of
// its form stands that would no longer say the same.
func (s *Store) EditActivity(ctx context.Context, cmd referral.Command, customer, id string, edit func(referral.Customer, referral.Activity) (referral.Activity, error)) (referral.Activity, error) {
	program := cmd.Rules.Program
	for range raceTries {
		from, err := s.formSource(ctx, program, ActivityID{customer, id}, "", Idempotency{})
		if err != nil {
			return referral.Activity{}, err
		}
		if from.customer.Erased() {
			return referral.Activity{}, referral.ErasedCustomer()
		}
		after, err := edit(from.customer, from.activity)
		if err != nil || reflect.DeepEqual(after, from.activity) {
			return after, err
		}
		if from.draft != "" && !after.Resembles(from.activity) {
			return referral.Activity{}, referral.Errorf(referral.Conflict, "A form that was generated from this activity has not been sent. "+
				"Send it or cancel it first (POST /v1/referrals/%s/cancel).", from.draft)
		}
		u := newUpdate().set("activity", attributes(encode(after))).set("version", number(from.activityVersion+1)).
			set("commandId", text(cmd.ID)).equals("version", number(from.activityVersion)).
			equals("activity", attributes(encode(from.activity))) // a noted service changes no version
		if from.draft == "" {
			u.absent("draft") // one that was generated meanwhile may say something else
		}
		err = s.transact(ctx, cmd.ID, []write{
			{TransactWriteItem: u.in(s.table, activityKey(program, customer, id))},
			s.customerEvent(cmd, CustomerEvent{Type: ActivityChanged, Grantee: from.customer.Grantee, CustomerID: customer}),
		})
		var lost *lostRace
		if err == nil || errors.Is(err, errOwnWrite) {
			return after, nil
		}
		if !errors.As(err, &lost) {
			return referral.Activity{}, err
		}
	}
	return referral.Activity{}, referral.Errorf(referral.Conflict, "This activity is being changed by many at once. Please try again.")
}
