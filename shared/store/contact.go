package store

import (
	"context"
	"errors"
	"reflect"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/referral-tool/referrals/shared/referral"
)

// Contacts lists the contacts of an organization, optionally those whose names have words with the query's words as
// prefixes, strongly consistent. One request a page. NotFound is not told from an organization without contacts.
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
	return list.page(ctx, s, from, limit)
}

// AddContact adds a contact to an organization in one request. NotFound when there is no such organization.
func (s *Store) AddContact(ctx context.Context, cmd referral.Command, organization string, c referral.Contact, idem Idempotency, reply Reply) error {
	writes := s.remember(idem, idemKey(cmd.Rules.Program, idem.Hash), cmd.ID, cmd.At, reply)
	writes = append(writes, s.contactWrites(cmd, organization, c, 0)...)
	err := s.transact(ctx, cmd.ID, writes)
	if errors.Is(err, errOwnWrite) {
		return nil
	}
	return err
}

// PutContact makes or replaces a contact under the caller's own id. made tells the two apart. What is already so is not
// written again. The address that bounced last stays known, so that only a new one is mailed.
func (s *Store) PutContact(ctx context.Context, cmd referral.Command, organization string, c referral.Contact) (made bool, err error) {
	k := contactKey(cmd.Rules.Program, organization, c.ID)
	for range raceTries {
		found, err := s.batchGet(ctx, map[string]key{"contact": k})
		if err != nil {
			return false, err
		}
		var before referral.Contact
		version := 0
		if found["contact"] != nil {
			version = numberOf(found["contact"], "version")
			if err := decodeMap(found["contact"], "contact", &before); err != nil {
				return false, err
			}
		}
		c.DeadEmail = before.DeadEmail
		if reflect.DeepEqual(before, c) {
			return false, nil
		}
		err = s.transact(ctx, cmd.ID, s.contactWrites(cmd, organization, c, version))
		var lost *lostRace
		if err == nil || errors.Is(err, errOwnWrite) {
			return version == 0, nil
		}
		if !errors.As(err, &lost) {
			return false, err
		}
	}
	return false, referral.Errorf(referral.Conflict, "This contact is being changed by many at once. Please try again.")
}

func (s *Store) contactWrites(cmd referral.Command, organization string, c referral.Contact, version int) []write {
	program := cmd.Rules.Program
	contact := newUpdate().set("contact", attributes(encode(c))).set("version", number(version+1)).
		set("words", text(wordsAttribute(distinct(foldWords(c.Name)))))
	kind := "contact-changed"
	if version == 0 {
		kind = "contact-added"
		contact.absent(pk)
	} else {
		contact.equals("version", number(version))
	}
	return []write{
		{
			TransactWriteItem: s.check(organizationKey(program, organization), "attribute_exists(PK)", nil),
			refused:           func(item) error { return errUnknown("organization") },
		},
		{TransactWriteItem: contact.in(s.table, contactKey(program, organization, c.ID))},
		s.directoryEvent(cmd, kind, organization, c.ID),
	}
}
