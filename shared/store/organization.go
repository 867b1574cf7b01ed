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

// DirectoryEvent is the record that an organization or a contact was added or changed.
type DirectoryEvent struct {
	ID             string           `json:"id"`
	Type           string           `json:"type"` // "organization-added", "organization-changed", "contact-added", "contact-changed"
	Program        string           `json:"program"`
	OrganizationID string           `json:"organizationId"`
	ContactID      string           `json:"contactId,omitempty"`
	At             referral.Instant `json:"at"`
	By             referral.Actor   `json:"by"`
}

// Organization reads an organization, strongly consistent. NotFound when there is none.
func (s *Store) Organization(ctx context.Context, program, id string) (referral.Organization, error) {
	o, _, err := s.organizationVersion(ctx, program, id)
	if err == nil && o.ID == "" {
		err = errUnknown("organization")
	}
	return o, err
}

func (s *Store) organizationVersion(ctx context.Context, program, id string) (referral.Organization, int, error) {
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{
		TableName: &s.table, Key: organizationKey(program, id).item(), ConsistentRead: aws.Bool(true),
	})
	if err != nil {
		return referral.Organization{}, 0, fmt.Errorf("reading an organization: %w", err)
	}
	if out.Item == nil {
		return referral.Organization{}, 0, nil
	}
	var o referral.Organization
	return o, numberOf(out.Item, "version"), decodeMap(out.Item, "organization", &o)
}

// Organizations lists the program's organizations: with a query those whose names have words with its words as
// prefixes, else all by name. One request a page.
func (s *Store) Organizations(ctx context.Context, program, query string, from Position, limit int) (Page[referral.Organization], error) {
	words := foldWords(query)
	partition := organizationsPK(program)
	if len(words) > 0 {
		partition = organizationWordPK(program)
	}
	list := listing[referral.Organization]{
		partitions: []string{partition},
		query:      func(partition string) *dynamodb.QueryInput { return wordQuery(partition, words) },
		read:       readWord[referral.Organization](words),
	}
	return list.page(ctx, s, from, limit)
}

// AddOrganization adds an organization in one request. Conflict, naming the one that stands, when its name differs
// from another's by case, spaces or punctuation only, unless it is confirmed to be a distinct one.
func (s *Store) AddOrganization(ctx context.Context, cmd referral.Command, o referral.Organization, confirmed bool, idem Idempotency, reply Reply) error {
	writes := s.remember(idem, idemKey(cmd.Rules.Program, idem.Hash), cmd.ID, cmd.At, reply)
	writes = append(writes, s.organizationWrites(cmd, referral.Organization{}, o, 0, confirmed)...)
	err := s.transact(ctx, cmd.ID, writes)
	if errors.Is(err, errOwnWrite) {
		return nil
	}
	return err
}

// PutOrganization makes or replaces an organization under the caller's own id. made tells the two apart. What is
// already so is not written again. Names are not compared: the caller's own records decide what is distinct.
func (s *Store) PutOrganization(ctx context.Context, cmd referral.Command, o referral.Organization) (made bool, err error) {
	for range raceTries {
		before, version, err := s.organizationVersion(ctx, cmd.Rules.Program, o.ID)
		if err != nil {
			return false, err
		}
		if reflect.DeepEqual(before, o) {
			return false, nil
		}
		err = s.transact(ctx, cmd.ID, s.organizationWrites(cmd, before, o, version, true))
		var lost *lostRace
		if err == nil || errors.Is(err, errOwnWrite) {
			return version == 0, nil
		}
		if !errors.As(err, &lost) {
			return false, err
		}
	}
	return false, referral.Errorf(referral.Conflict, "This organization is being changed by many at once. Please try again.")
}

func (s *Store) organizationWrites(cmd referral.Command, before, o referral.Organization, version int, confirmed bool) []write {
	program := cmd.Rules.Program
	words := distinct(foldWords(o.Name))
	row := attributes(encode(o))
	organization := newUpdate().set("organization", row).set("row", row).set("words", text(wordsAttribute(words))).
		set("version", number(version+1)).index(gsi1pk, gsi1sk, organizationsPK(program), sortedSK(sortName(o.Name), o.ID))
	kind := "organization-changed"
	if version == 0 {
		kind = "organization-added"
		organization.absent(pk)
	} else {
		organization.equals("version", number(version))
	}
	writes := s.nameWrites(program, before, o, confirmed)
	writes = append(writes,
		write{TransactWriteItem: organization.in(s.table, organizationKey(program, o.ID))},
		s.directoryEvent(cmd, kind, o.ID, ""))
	return append(writes, s.wordWrites(
		wordKeys(organizationWordPK(program), distinct(foldWords(before.Name)), before.ID),
		wordKeys(organizationWordPK(program), words, o.ID),
		item{"row": row, "words": text(wordsAttribute(words))})...)
}

// nameWrites move an organization's claim on its name.
func (s *Store) nameWrites(program string, before, o referral.Organization, confirmed bool) []write {
	was, is := nameKey(program, before.Name), nameKey(program, o.Name)
	if before.ID != "" && was == is {
		return nil
	}
	take := newUpdate().join("ids", o.ID)
	if !confirmed {
		take.absent("ids")
	}
	writes := []write{{TransactWriteItem: take.in(s.table, is), refused: func(stands item) error {
		for _, id := range setOf(stands, "ids") {
			err := referral.Errorf(referral.Conflict, "An organization of this name is in the directory already. Select it, "+
				"or confirm with confirmDistinct that this is another one.")
			err.DuplicateOf = id
			return err
		}
		return nil
	}}}
	if before.ID != "" {
		writes = append(writes, write{TransactWriteItem: newUpdate().leave("ids", o.ID).in(s.table, was)})
	}
	return writes
}

func (s *Store) directoryEvent(cmd referral.Command, kind, organization, contact string) write {
	event := organizationEventKey(cmd.Rules.Program, organization, cmd.ID).with(encode(DirectoryEvent{
		ID: cmd.ID, Type: kind, Program: cmd.Rules.Program, OrganizationID: organization, ContactID: contact, At: cmd.At, By: cmd.By,
	}))
	event["commandId"] = text(cmd.ID)
	return write{TransactWriteItem: s.put(event, isNew, nil, nil)}
}
