package store

import (
	"context"
	"errors"
	"reflect"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/referral-tool/referrals/shared/referral"
)

// Contacts lists the contacts of an organization, optionally those whose names have words with the query's words as
// prefixes, strongly consistent. One request a page, and one more where there is nothing to show: NotFound when there
// is no such organization.
func (s *Store) Contacts(ctx context.Context, program, organization, query string, from Position, limit int) (Page[referral.Contact], error) {
	list := listing[referral.Contact]{
		partitions: []string{organizationPK(program, organization)},
		query: func(partition string) *dynamodb.QueryInput {
			q := starting(inPartition("", partition), sk, contactPrefix)
			search(q, foldWords(query))
			return q
		},
		read: func(it item) (referral.Contact, bool, error) {
			var c referral.Contact
			err := decodeMap(it, "contact", &c)
			return c, true, err
		},
	}
	page, err := list.page(ctx, s, from, limit)
	if err == nil && len(page.Items) == 0 && from == "" && page.Next == "" {
		_, err = s.Organization(ctx, program, organization)
	}
	return page, err
}

// AddContact adds a contact to an organization in one request. NotFound when there is no such organization, Conflict when
// it was merged into another, which it names: contacts are copied once, and one that came later would be seen by nobody.
func (s *Store) AddContact(ctx context.Context, cmd referral.Command, organization string, c referral.Contact, idem Idempotency, reply Reply) error {
	writes := s.remember(idem, idemKey(cmd.Rules.Program, idem.Hash), cmd.ID, cmd.At, reply)
	writes = append(writes, s.contactWrites(cmd, organization, c, 0)...)
	err := s.transact(ctx, cmd.ID, writes)
	if errors.Is(err, errOwnWrite) {
		return nil
	}
	return s.namingRemaining(ctx, cmd.Rules.Program, err)
}

// EditContact changes a contact of an organization: edit gets it as it stands, the zero Contact when there is none, and
// returns it as it shall be. made tells whether there was none. What is already so is not written again. The address
// that bounced last stays known, so that only another one is mailed. NotFound when there is no such organization, Conflict
// when there was no such contact and the organization was merged into another.
func (s *Store) EditContact(ctx context.Context, cmd referral.Command, organization, id string, edit func(referral.Contact) (referral.Contact, error)) (after referral.Contact, made bool, err error) {
	for range raceTries {
		before, version, err := s.contactVersion(ctx, cmd.Rules.Program, organization, id)
		if err != nil {
			return after, false, err
		}
		if after, err = edit(before); err != nil {
			return after, false, err
		}
		after.DeadEmail = before.DeadEmail
		if reflect.DeepEqual(before, after) {
			return after, false, nil
		}
		err = s.transact(ctx, cmd.ID, s.contactWrites(cmd, organization, after, version))
		var lost *lostRace
		if err == nil || errors.Is(err, errOwnWrite) {
			return after, version == 0, nil
		}
		if !errors.As(err, &lost) {
			return after, false, s.namingRemaining(ctx, cmd.Rules.Program, err)
		}
	}
	return after, false, referral.Errorf(referral.Conflict, "This contact is being changed by many at once. Please try again.")
}

// PutContact makes or replaces a contact under the caller's own id; made tells the two apart.
func (s *Store) PutContact(ctx context.Context, cmd referral.Command, organization string, c referral.Contact) (made bool, err error) {
	_, made, err = s.EditContact(ctx, cmd, organization, c.ID, func(referral.Contact) (referral.Contact, error) { return c, nil })
	return made, err
}

// Contact reads a contact, strongly consistent. NotFound when there is none.
func (s *Store) Contact(ctx context.Context, program, organization, id string) (referral.Contact, error) {
	c, _, err := s.contactVersion(ctx, program, organization, id)
	if err == nil && c.ID == "" {
		err = errUnknown("contact")
	}
	return c, err
}

func (s *Store) contactVersion(ctx context.Context, program, organization, id string) (referral.Contact, int, error) {
	found, err := s.batchGet(ctx, map[string]key{"contact": contactKey(program, organization, id)})
	if err != nil || found["contact"] == nil {
		return referral.Contact{}, 0, err
	}
	var c referral.Contact
	return c, numberOf(found["contact"], "version"), decodeMap(found["contact"], "contact", &c)
}

func (s *Store) contactWrites(cmd referral.Command, organization string, c referral.Contact, version int) []write {
	program := cmd.Rules.Program
	contact := newUpdate().set("contact", attributes(encode(c))).set("version", number(version+1)).
		set("words", text(wordsAttribute(distinct(foldWords(c.Name)))))
	event := DirectoryEvent{Type: ContactChanged, OrganizationID: organization, ContactID: c.ID}
	if version == 0 {
		event.Type = ContactAdded
		contact.absent(pk)
	} else {
		contact.equals("version", number(version)).apply(followedOnceMore(cmd, event))
	}
	return []write{
		s.takesContact(program, organization, version == 0),
		{TransactWriteItem: contact.in(s.table, contactKey(program, organization, c.ID))},
		s.directoryEvent(cmd, event),
	}
}

// takesContact is the check that an organization is there, and takes a contact that is new: that it was not merged into
// another.
func (s *Store) takesContact(program, organization string, isNew bool) write {
	u := newUpdate().exists(pk)
	if isNew {
		u.absent("organization.mergedInto")
	}
	return write{TransactWriteItem: u.check(s.table, organizationKey(program, organization)), refused: noContactFor}
}

func noContactFor(stands item) error {
	var o referral.Organization
	if len(stands) == 0 {
		return errUnknown("organization")
	}
	if err := decodeMap(stands, "organization", &o); err != nil {
		return err
	}
	err := referral.Errorf(referral.Conflict, "%s was merged with another organization in the directory. Add the contact there.", o.Name)
	err.DuplicateOf = o.MergedInto
	return err
}
