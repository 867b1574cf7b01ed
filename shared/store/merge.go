package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/view"
)

// followPause is how long after a change of the directory the referrals are looked through a second time: longer than any
// call takes that had read the entry before, and than an index is behind.
const followPause = 2 * time.Minute

// MergeOrganizations marks one organization as being another: from then on nothing new goes to it, and its name leads
// to the other. Contacts and referrals follow behind the event. Two requests. NotFound when one of them does not exist,
// Conflict when one was merged already.
func (s *Store) MergeOrganizations(ctx context.Context, cmd referral.Command, from, into string) (referral.Organization, error) {
	program := cmd.Rules.Program
	for range raceTries {
		found, err := s.batchGet(ctx, map[string]key{"from": organizationKey(program, from), "into": organizationKey(program, into)})
		if err != nil {
			return referral.Organization{}, err
		}
		if found["from"] == nil || found["into"] == nil {
			return referral.Organization{}, errUnknown("organization")
		}
		var source, target referral.Organization
		if err := errors.Join(decodeMap(found["from"], "organization", &source), decodeMap(found["into"], "organization", &target)); err != nil {
			return referral.Organization{}, err
		}
		if err := mergeable(source, target); err != nil {
			return referral.Organization{}, err
		}
		err = s.transact(ctx, cmd.ID, s.mergeWrites(cmd, source, target, numberOf(found["from"], "version"), numberOf(found["into"], "version")))
		var lost *lostRace
		if err == nil || errors.Is(err, errOwnWrite) {
			return target, nil
		}
		if !errors.As(err, &lost) {
			return referral.Organization{}, err
		}
	}
	return referral.Organization{}, referral.Errorf(referral.Conflict, "These organizations are being changed by many at once. Please try again.")
}

func mergeable(source, target referral.Organization) error {
	for _, o := range []referral.Organization{source, target} {
		if o.MergedInto != "" {
			err := referral.Errorf(referral.Conflict, "%s was merged already.", o.Name)
			err.DuplicateOf = o.MergedInto
			return err
		}
	}
	return nil
}

func (s *Store) mergeWrites(cmd referral.Command, source, target referral.Organization, version, targetVersion int) []write {
	program := cmd.Rules.Program
	gone := source
	gone.MergedInto = target.ID
	event := DirectoryEvent{Type: OrganizationMerged, OrganizationID: source.ID, IntoID: target.ID}
	row := attributes(encode(gone))
	mark := newUpdate().set("organization", row).set("row", row).setText("words", "").set("version", number(version+1)).
		index(gsi1pk, gsi1sk, "", "").equals("version", number(version)).
		apply(followedOnceMore(cmd, event))
	name := newUpdate().join("ids", target.ID)
	writes := []write{
		{TransactWriteItem: mark.in(s.table, organizationKey(program, source.ID))},
		{TransactWriteItem: s.check(organizationKey(program, target.ID), "version = :version", item{":version": number(targetVersion)})},
		{TransactWriteItem: name.in(s.table, nameKey(program, source.Name))},
		s.directoryEvent(cmd, event),
	}
	return append(writes, s.wordWrites(wordKeys(organizationWordPK(program), listedWords(source), source.ID), nil, nil)...)
}

// followedOnceMore puts the entry of the directory that an event is about among what is due.
func followedOnceMore(cmd referral.Command, e DirectoryEvent) func(*update) {
	e.Program = cmd.Rules.Program
	id := []string{e.OrganizationID}
	if e.ContactID != "" {
		id = append(id, e.ContactID)
	}
	return func(u *update) {
		u.set("due", attributes(encode(e))).
			index(gsi3pk, gsi3sk, duePK(shardOf(e.OrganizationID)), dueSK(cmd.At.Add(followPause), dueDirectory, id...))
	}
}

// RepeatDirectoryEvent has the referrals of a changed or merged organization or of a corrected contact looked through once
// more, for those that slipped past the first time. done is false when that has happened.
func (s *Store) RepeatDirectoryEvent(ctx context.Context, cmd referral.Command, e DirectoryEvent) (done bool, err error) {
	u := newUpdate().index(gsi3pk, gsi3sk, "", "").set("due", nil).before(gsi3sk, string(cmd.At)+"#~")
	k := organizationKey(e.Program, e.OrganizationID)
	if e.Type == ContactChanged {
		k = contactKey(e.Program, e.OrganizationID, e.ContactID)
	}
	e.Repeated = true
	err = s.transact(ctx, cmd.ID, []write{{TransactWriteItem: u.in(s.table, k)}, s.directoryEvent(cmd, e)})
	var lost *lostRace
	switch {
	case err == nil, errors.Is(err, errOwnWrite):
		return true, nil
	case errors.As(err, &lost):
		return false, nil
	}
	return false, err
}

// Incoming lists the referrals that were sent to an organization, newest first. One request a page. A referral that was
// written a moment ago may be missing: indexes follow.
func (s *Store) Incoming(ctx context.Context, program, organization string, now referral.Instant, from Position, limit int) (Page[view.Row], error) {
	list := listing[view.Row]{
		partitions: []string{incomingPK(program, organization)},
		query:      func(partition string) *dynamodb.QueryInput { return downwards(inPartition(index1, partition)) },
		read:       readRow(now),
	}
	return list.page(ctx, s, from, limit)
}

// CopyContacts gives an organization the contacts of another that was merged into it, under their ids; those that it
// has already stay as they are.
func (s *Store) CopyContacts(ctx context.Context, program, from, into string) error {
	var at Position
	for {
		page, err := s.Contacts(ctx, program, from, "", at, Whole)
		if err != nil {
			return err
		}
		for _, c := range page.Items {
			if err := s.copyContact(ctx, program, into, c); err != nil {
				return err
			}
		}
		if page.Next == "" {
			return nil
		}
		at = page.Next
	}
}

func (s *Store) copyContact(ctx context.Context, program, into string, c referral.Contact) error {
	u := newUpdate().set("contact", attributes(encode(c))).set("version", number(1)).
		set("words", text(wordsAttribute(distinct(foldWords(c.Name))))).absent(pk)
	_, err := s.client.UpdateItem(ctx, u.alone(s.table, contactKey(program, into, c.ID)))
	var there *types.ConditionalCheckFailedException
	if err == nil || errors.As(err, &there) {
		return nil
	}
	return fmt.Errorf("copying a contact: %w", err)
}
