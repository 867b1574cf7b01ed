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

// What can happen to the directory.
const (
	OrganizationAdded   = "organization-added"
	OrganizationChanged = "organization-changed"
	OrganizationMerged  = "organization-merged"
	ContactAdded        = "contact-added"
	ContactChanged      = "contact-changed"
)

// DirectoryEvent is the record that an organization or a contact was added, changed or merged.
type DirectoryEvent struct {
	ID             string           `json:"id"`
	Type           string           `json:"type"`
	Program        string           `json:"program"`
	OrganizationID string           `json:"organizationId"`
	ContactID      string           `json:"contactId,omitempty"`
	IntoID         string           `json:"intoId,omitempty"`   // of a merge
	Repeated       bool             `json:"repeated,omitempty"` // nothing has changed: the referrals are to be looked through once more
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

// Remaining reads an organization, or the one that it was merged into, however many merges later. NotFound when there is
// none.
func (s *Store) Remaining(ctx context.Context, program, id string) (referral.Organization, error) {
	o, err := s.Organization(ctx, program, id)
	for err == nil && o.MergedInto != "" { // never in circles: what was merged is merged into nothing else, and nothing into it
		o, err = s.Organization(ctx, program, o.MergedInto)
	}
	return o, err
}

// namingRemaining has a conflict name the organization that stands, where the one it names was merged into another: one
// request more for each merge.
func (s *Store) namingRemaining(ctx context.Context, program string, err error) error {
	var refused *referral.Error
	if !errors.As(err, &refused) || refused.DuplicateOf == "" {
		return err
	}
	stands, failed := s.Remaining(ctx, program, refused.DuplicateOf)
	if failed != nil {
		return failed
	}
	refused.DuplicateOf = stands.ID
	return err
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
// from another's by case, spaces or punctuation only, unless it is confirmed to be a distinct one. The name of one that was
// merged leads to the one that remains.
func (s *Store) AddOrganization(ctx context.Context, cmd referral.Command, o referral.Organization, confirmed bool, idem Idempotency, reply Reply) error {
	writes := s.remember(idem, idemKey(cmd.Rules.Program, idem.Hash), cmd.ID, cmd.At, reply)
	writes = append(writes, s.organizationWrites(cmd, referral.Organization{}, o, 0, confirmed)...)
	err := s.transact(ctx, cmd.ID, writes)
	if errors.Is(err, errOwnWrite) {
		return nil
	}
	return s.namingRemaining(ctx, cmd.Rules.Program, err)
}

// EditOrganization changes an organization: edit gets it as it stands, the zero Organization when there is none, and
// returns it as it shall be. made tells whether there was none. What is already so is not written again. Conflict when
// the new name is alike another's, unless it is confirmed.
func (s *Store) EditOrganization(ctx context.Context, cmd referral.Command, id string, confirmed bool, edit func(referral.Organization) (referral.Organization, error)) (after referral.Organization, made bool, err error) {
	for range raceTries {
		before, version, err := s.organizationVersion(ctx, cmd.Rules.Program, id)
		if err != nil {
			return after, false, err
		}
		if after, err = edit(before); err != nil || reflect.DeepEqual(before, after) {
			return after, false, err
		}
		err = s.transact(ctx, cmd.ID, s.organizationWrites(cmd, before, after, version, confirmed))
		var lost *lostRace
		if err == nil || errors.Is(err, errOwnWrite) {
			return after, version == 0, nil
		}
		if !errors.As(err, &lost) {
			return after, false, s.namingRemaining(ctx, cmd.Rules.Program, err)
		}
	}
	return after, false, referral.Errorf(referral.Conflict, "This organization is being changed by many at once. Please try again.")
}

// PutOrganization makes or replaces an organization under the caller's own id; made tells the two apart. Names are not
// compared: the caller's own records decide what is distinct.
func (s *Store) PutOrganization(ctx context.Context, cmd referral.Command, o referral.Organization) (made bool, err error) {
	_, made, err = s.EditOrganization(ctx, cmd, o.ID, true, func(before referral.Organization) (referral.Organization, error) {
		o.MergedInto = before.MergedInto
		return o, nil
	})
	return made, err
}

func (s *Store) organizationWrites(cmd referral.Command, before, o referral.Organization, version int, confirmed bool) []write {
	program := cmd.Rules.Program
	words := listedWords(o)
	row := attributes(encode(o))
	organization := newUpdate().set("organization", row).set("row", row).set("words", text(wordsAttribute(words))).
		set("version", number(version+1))
	if o.MergedInto == "" {
		organization.index(gsi1pk, gsi1sk, organizationsPK(program), sortedSK(sortName(o.Name), o.ID))
	} else {
		organization.index(gsi1pk, gsi1sk, "", "")
	}
	event := DirectoryEvent{Type: OrganizationChanged, OrganizationID: o.ID}
	if version == 0 {
		event.Type = OrganizationAdded
		organization.absent(pk)
	} else {
		organization.equals("version", number(version))
	}
	if version > 0 && o.MergedInto == "" {
		organization.apply(followedOnceMore(cmd, event))
	}
	writes := s.nameWrites(program, before, o, confirmed)
	writes = append(writes,
		write{TransactWriteItem: organization.in(s.table, organizationKey(program, o.ID))},
		s.directoryEvent(cmd, event))
	return append(writes, s.wordWrites(
		wordKeys(organizationWordPK(program), listedWords(before), before.ID),
		wordKeys(organizationWordPK(program), words, o.ID),
		item{"row": row, "words": text(wordsAttribute(words))})...)
}

// listedWords are the words under which a search finds an organization; none once it was merged into another.
func listedWords(o referral.Organization) []string {
	if o.MergedInto != "" {
		return nil
	}
	return distinct(foldWords(o.Name))
}

// nameWrites move an organization's claim on its name.
func (s *Store) nameWrites(program string, before, o referral.Organization, confirmed bool) []write {
	was, is := nameKey(program, before.Name), nameKey(program, o.Name)
	if before.ID != "" && was == is {
		return nil
	}
	take := newUpdate().join("ids", o.ID)
	if !confirmed { // a name is one's own, too, that came by a merge
		take.either(func(u *update) { u.absent("ids") }, func(u *update) { u.contains("ids", o.ID) })
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

// directoryEvent is the write of an event; command and program are filled in.
func (s *Store) directoryEvent(cmd referral.Command, e DirectoryEvent) write {
	e.ID, e.Program, e.At, e.By = cmd.ID, cmd.Rules.Program, cmd.At, cmd.By
	event := organizationEventKey(e.Program, e.OrganizationID, e.ID).with(encode(e))
	event["commandId"] = text(e.ID)
	return write{TransactWriteItem: s.put(event, isNew, nil, nil)}
}
