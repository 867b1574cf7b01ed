package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/shared/referral"
)

// PartyIDs name those whom a new referral is about. A draft may lack organization and contact.
type PartyIDs struct{ Customer, Organization, Contact string }

// DecideNew makes a new referral of the parties as they are.
type DecideNew func(referral.Parties) (referral.Change, error)

// createTries bounds how often a new id is tried after a clash of references, which are shorter than ids.
const createTries = 5

// Create reads the parties, lets a command make a referral of them, and writes it: two requests. NotFound when a party
// does not exist. A repetition of a call answers as the first did: see Replayed.
func (s *Store) Create(ctx context.Context, program string, ids PartyIDs, now referral.Instant, idem Idempotency, decide DecideNew, answer Answer) (Reply, error) {
	parties, err := s.partiesOrReplay(ctx, program, ids, now, idem)
	if err != nil {
		return Reply{}, err
	}
	for range createTries {
		change, err := decide(parties)
		if err != nil {
			return Reply{}, err
		}
		next := change.Next()
		reply := answer(Record{}.with(change))
		writes := s.remember(idem, idemKey(program, idem.Hash), change.Event().ID, now, reply)
		writes = append(writes, s.changeWrites(change, Record{})...)
		writes = append(writes,
			write{TransactWriteItem: s.put(referenceKey(program, next.Reference).with(item{"referralId": text(next.ID)}), isNew, nil, nil)},
			s.customerCheck(program, parties.Customer))
		err = s.transact(ctx, change.Event().ID, writes)
		var lost *lostRace
		if err == nil || errors.Is(err, errOwnWrite) {
			return reply, nil
		}
		if !errors.As(err, &lost) {
			return Reply{}, err
		}
	}
	return Reply{}, fmt.Errorf("no free reference after %d tries", createTries)
}

// customerCheck keeps a referral from being made for a customer who has left the grantee, or was erased, meanwhile.
// Nothing of an organization or contact is checked: that would make each popular partner a point of conflict.
func (s *Store) customerCheck(program string, c referral.Customer) write {
	return write{
		TransactWriteItem: s.check(customerKey(program, c.ID), "customer.grantee = :grantee AND attribute_not_exists(erasure)",
			item{":grantee": text(c.Grantee)}),
		refused: func(stands item) error {
			if stands["erasure"] != nil {
				return referral.ErasedCustomer()
			}
			return errUnknown("customer")
		},
	}
}

// Parties reads those whom a referral is about, as they are now: one request.
func (s *Store) Parties(ctx context.Context, program string, ids PartyIDs) (referral.Parties, error) {
	return s.partiesOrReplay(ctx, program, ids, "", Idempotency{})
}

func (s *Store) partiesOrReplay(ctx context.Context, program string, ids PartyIDs, now referral.Instant, idem Idempotency) (referral.Parties, error) {
	keys := map[string]key{"customer": customerKey(program, ids.Customer)}
	if ids.Organization != "" {
		keys["organization"] = organizationKey(program, ids.Organization)
		if ids.Contact != "" {
			keys["contact"] = contactKey(program, ids.Organization, ids.Contact)
		}
	}
	if idem.Hash != "" {
		keys["idempotency"] = idemKey(program, idem.Hash)
	}
	found, err := s.batchGet(ctx, keys)
	if err != nil {
		return referral.Parties{}, err
	}
	if err := idem.recall(found["idempotency"], now); err != nil {
		return referral.Parties{}, err
	}
	delete(keys, "idempotency")
	var parties referral.Parties
	into := map[string]any{"customer": &parties.Customer, "organization": &parties.Organization, "contact": &parties.Contact}
	for _, what := range []string{"customer", "organization", "contact"} {
		if _, asked := keys[what]; !asked {
			continue
		}
		if found[what] == nil {
			return referral.Parties{}, errUnknown(what)
		}
		if err := decodeMap(found[what], what, into[what]); err != nil {
			return referral.Parties{}, err
		}
	}
	return parties, nil
}

// batchGet reads items by their keys, strongly consistent, in one request; under throttling DynamoDB may hand back
// only some of them, and is asked for the rest. Names without an item are absent in the answer.
func (s *Store) batchGet(ctx context.Context, keys map[string]key) (map[string]item, error) {
	names := map[key]string{}
	ask := types.KeysAndAttributes{ConsistentRead: aws.Bool(true)}
	for name, k := range keys {
		names[k] = name
		ask.Keys = append(ask.Keys, k.item())
	}
	found := map[string]item{}
	for try := 0; len(ask.Keys) > 0; try++ {
		out, err := s.client.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: map[string]types.KeysAndAttributes{s.table: ask}})
		if err != nil {
			return nil, fmt.Errorf("reading %d items: %w", len(keys), err)
		}
		for _, it := range out.Responses[s.table] {
			found[names[key{textOf(it, pk), textOf(it, sk)}]] = it
		}
		ask.Keys = out.UnprocessedKeys[s.table].Keys
		if len(ask.Keys) > 0 {
			if try >= conflictTries {
				return nil, errors.New("DynamoDB left keys of a batch unread")
			}
			if err := pause(ctx, try); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}
