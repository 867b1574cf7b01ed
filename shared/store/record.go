package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/referral-tool/referrals/shared/referral"
)

// Record is a referral with all that happened to it: state, timeline and mails, as one read found them.
type Record struct {
	State  referral.State
	Events []referral.Event
	Mails  []referral.Mail
	Forms  []referral.Form // of employment services, by revision
	Tasks  []referral.Task

	idempotency map[string]item // by hash
	reported    int             // tasks that reports on mails have made since the last command
}

// errUnknown is what every id answers that does not exist or is not the caller's to see.
func errUnknown(what string) *referral.Error {
	return referral.Errorf(referral.NotFound, "There is no such %s, or it is not yours to see.", what)
}

// Referral reads a referral by its id, strongly consistent, in one request. NotFound when there is none.
func (s *Store) Referral(ctx context.Context, program, id string) (Record, error) {
	record := Record{idempotency: map[string]item{}}
	query := &dynamodb.QueryInput{
		TableName: &s.table, ConsistentRead: aws.Bool(true),
		KeyConditionExpression:    aws.String("PK = :pk"),
		ExpressionAttributeValues: item{":pk": text(referralPK(program, id))},
	}
	for {
		page, err := s.client.Query(ctx, query)
		if err != nil {
			return Record{}, fmt.Errorf("reading a referral: %w", err)
		}
		for _, it := range page.Items {
			if err := record.add(it); err != nil {
				return Record{}, err
			}
		}
		if page.LastEvaluatedKey == nil {
			break
		}
		query.ExclusiveStartKey = page.LastEvaluatedKey
	}
	if record.State.ID == "" {
		return Record{}, errUnknown("referral")
	}
	return record, nil
}

// add sorts one item of the referral's partition in.
func (r *Record) add(it item) error {
	sortKey := textOf(it, sk)
	switch {
	case sortKey == skMeta:
		r.reported = numberOf(it, "reported")
		return decodeMap(it, "state", &r.State)
	case strings.HasPrefix(sortKey, eventPrefix):
		var e referral.Event
		if err := decode(it, &e); err != nil {
			return err
		}
		r.Events = append(r.Events, e)
	case strings.HasPrefix(sortKey, mailPrefix):
		var m referral.Mail
		if err := decode(it, &m); err != nil {
			return err
		}
		r.Mails = append(r.Mails, m)
	case strings.HasPrefix(sortKey, formPrefix):
		var f referral.Form
		if err := decode(it, &f); err != nil {
			return err
		}
		r.Forms = append(r.Forms, f)
	case strings.HasPrefix(sortKey, taskPrefix):
		var t referral.Task
		if err := decodeMap(it, "row", &t); err != nil {
			return err
		}
		r.Tasks = append(r.Tasks, t)
	case strings.HasPrefix(sortKey, idemPrefix):
		r.idempotency[strings.TrimPrefix(sortKey, idemPrefix)] = it
	}
	return nil
}

// with is the record as it will be once a change is written.
func (r Record) with(c referral.Change) Record {
	if c.Nothing() {
		return r
	}
	return Record{
		State:  c.Next(),
		Events: slices.Concat(r.Events, []referral.Event{c.Event()}, c.Beside()),
		Mails:  append(append([]referral.Mail(nil), r.Mails...), c.Mails()...),
		Forms:  withForm(r.Forms, c),
		Tasks:  r.Tasks,
	}
}

// withheld reports whether the provider no longer sees the client: not in the answer to a call that is repeated either.
func (r Record) withheld() bool { return r.State.Employment != nil && r.State.Withheld() }

// whole reports whether no event is missing: after a lost race the record is made of what the refused conditions
// handed back, which is not always all that happened in between.
func (r Record) whole() bool {
	commands := 0
	for _, e := range r.Events {
		if e.Type != referral.Delivered && e.Type != referral.Undelivered && !e.Beside {
			commands++
		}
	}
	return commands == r.State.Version && r.knowsForm()
}
