package store

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/view"
)

// Decide makes a change of a referral as it stands; it is asked again, with what then stands, when another command won.
type Decide func(Record) (referral.Change, error)

// Answer is what the caller hears of the referral after the change; it is kept for repetitions of the call. One that is too
// long to be kept is made anew for them, of the referral as it then is.
type Answer func(Record) Reply

// raceTries bounds how often a command is decided again; each try means that another command got through.
const raceTries = 100

// Change lets a command decide on a referral and writes what it decided: one read, one transaction, and one request
// more for each race lost. Errors of the decision come back as they are. A repetition of a call answers as the first
// did: see Replayed.
func (s *Store) Change(ctx context.Context, program, id string, now referral.Instant, idem Idempotency, decide Decide, answer Answer) (Reply, error) {
	record, err := s.Referral(ctx, program, id)
	if err != nil {
		return Reply{}, err
	}
	return s.ChangeFrom(ctx, record, now, idem, decide, answer)
}

// ChangeFrom is Change for a caller who has read the referral already.
func (s *Store) ChangeFrom(ctx context.Context, record Record, now referral.Instant, idem Idempotency, decide Decide, answer Answer) (Reply, error) {
	program, id := record.State.Program, record.State.ID
	if err := idem.recall(record.idempotency[idem.Hash], now); err != nil {
		if _, again := Replayed(err); again && (cut(err) || record.withheld()) {
			err = &replay{reply: answer(record)}
		}
		return Reply{}, err
	}
	for range raceTries {
		change, err := decide(record)
		if err != nil {
			return Reply{}, err
		}
		next := record.with(change)
		reply := answer(next)
		if change.Nothing() {
			return reply, nil
		}
		remembered := s.remember(idem, referralIdemKey(program, id, idem.Hash), change.Event().ID, now, reply)
		writes := append(remembered, s.changeWrites(change, record)...)
		err = s.transact(ctx, change.Event().ID, writes)
		var lost *lostRace
		switch {
		case err == nil, errors.Is(err, errOwnWrite):
			return reply, nil
		case cut(err):
			if record, err = s.Referral(ctx, program, id); err != nil {
				return Reply{}, err
			}
			return Reply{}, &replay{reply: answer(record)}
		case !errors.As(err, &lost):
			return Reply{}, err
		}
		if record, err = s.afterRace(ctx, program, id, record, lost); err != nil {
			return Reply{}, err
		}
	}
	return Reply{}, referral.Errorf(referral.Conflict, "This referral is being changed by many at once. Please try again.")
}

// afterRace is the record as the winner left it: from the items that the failed conditions handed back where they tell
// all, else by a fresh read.
func (s *Store) afterRace(ctx context.Context, program, id string, record Record, lost *lostRace) (Record, error) {
	fresh := Record{
		Events: append([]referral.Event(nil), record.Events...), Mails: append([]referral.Mail(nil), record.Mails...),
		Forms: append([]referral.Form(nil), record.Forms...),
	}
	for _, it := range lost.stands {
		if textOf(it, pk) != referralPK(program, id) {
			continue
		}
		if err := fresh.add(it); err != nil {
			return Record{}, err
		}
	}
	if fresh.State.Version > record.State.Version && fresh.whole() {
		return fresh, nil
	}
	return s.Referral(ctx, program, id)
}

// changeWrites are the items of a change: state under its version, duplicate guard, event, mails, card.
func (s *Store) changeWrites(change referral.Change, before Record) []write {
	next := change.Next()
	writes := []write{s.metaWrite(change)}
	writes = append(writes, s.guardWrites(change)...)
	event := change.Event()
	writes = append(writes, write{TransactWriteItem: s.put(eventItem(event), isNew, nil, nil)})
	for _, m := range change.Mails() {
		writes = append(writes, s.mailWrites(m, event.ID, isNew)...)
	}
	writes = append(writes, s.employmentWrites(change)...)
	return append(writes, s.cardWrite(change, before.with(change).Mails, next))
}

func (s *Store) metaWrite(change referral.Change) write {
	next := change.Next()
	meta := metaItem(next)
	meta["commandId"] = text(change.Event().ID)
	prev, existed := change.Prev()
	if !existed {
		return write{TransactWriteItem: s.put(meta, isNew, nil, nil)}
	}
	return write{TransactWriteItem: s.put(meta, "version = :version", nil, item{":version": number(prev.Version)})}
}

// metaItem is the referral's own item: its state, what an organization's list shows, and what the sweep needs.
func metaItem(s referral.State) item {
	meta := metaKey(s.Program, s.ID).with(item{
		"version": number(s.Version), "state": attributes(encode(s)),
		"row": attributes(encode(incomingRow(s))), "words": text(incomingWords(s)),
	})
	if s.Sends > 0 {
		indexed(meta, gsi1pk, gsi1sk, incomingPK(s.Program, s.Organization.ID), incomingSK(s.SentAt, s.ID))
		if s.Employment != nil {
			indexed(meta, gsi2pk, gsi2sk, incomingStatusPK(s.Program, s.Organization.ID, s.Status), incomingSK(s.SentAt, s.ID))
		}
	}
	if at, why := s.Due(); why != "" {
		indexed(meta, gsi3pk, gsi3sk, duePK(shardOf(s.ID)), dueSK(at, string(why), s.ID))
		meta["due"] = attributes(encode(dueState(s)))
	}
	return meta
}

// dueState is the state without what only people read: all that a sweep needs to decide and write, from the index
// alone.
func dueState(s referral.State) referral.State {
	if _, why := s.Due(); why == referral.DueRetention {
		// What is to be erased is read as a whole then: the index need not name anybody for years.
		return referral.State{
			ID: s.ID, Program: s.Program, Grantee: s.Grantee, Version: s.Version, Status: s.Status, RetainUntil: s.RetainUntil,
			Customer: referral.Customer{ID: s.Customer.ID},
		}
	}
	client, provider := s.Customer, s.Organization
	s.Customer = referral.Customer{ID: s.Customer.ID}
	s.Organization = referral.Organization{ID: s.Organization.ID, ReceivesOnly: s.Organization.ReceivesOnly}
	if s.Employment != nil { // a task names both
		s.Customer.FirstName, s.Customer.LastName, s.Customer.CaseNumber = client.FirstName, client.LastName, client.CaseNumber
		s.Organization.Name = provider.Name
	}
	s.Contact = referral.Contact{ID: s.Contact.ID}
	if s.Consent != nil {
		s.Consent = &referral.Consent{Until: s.Consent.Until}
	}
	s.LastAnswer, s.Note, s.GranteeName, s.AllowRepeat = nil, "", "", ""
	return s // with the referrer, to whom a digest goes
}

func eventItem(e referral.Event) item {
	it := eventKey(e.Program, e.ReferralID, e.Version).with(encode(e))
	it["commandId"] = text(e.ID)
	return it
}

func mailItem(m referral.Mail) item {
	id := MailIDOf(m)
	it := id.key().with(encode(m))
	indexed(it, gsi3pk, gsi3sk, duePK(shardOf(id.owner())), mailDueSK(m.At.Add(mailPatience), id))
	it["due"] = attributes(encode(m))
	return it
}

// guardWrites take and release the duplicate guards: on one item for a customer and an organization, a set for each
// service of the referrals that hold it.
func (s *Store) guardWrites(change referral.Change) []write {
	next, guards := change.Next(), change.Guards()
	var writes []write
	if len(guards.Take)+len(guards.Release) > 0 {
		writes = append(writes, s.guardWrite(next, guards))
	}
	if left := change.Left(); len(left) > 0 {
		prev, _ := change.Prev()
		writes = append(writes, s.guardWrite(prev, referral.Guards{Release: left}))
	}
	return writes
}

func (s *Store) guardWrite(of referral.State, guards referral.Guards) write {
	u := newUpdate()
	for _, service := range guards.Take {
		attribute := guardAttribute(of, service)
		u.join(attribute, of.ID)
		if !guards.Repeat {
			u.absent(attribute)
		}
	}
	for _, service := range guards.Release {
		u.leave(guardAttribute(of, service), of.ID)
	}
	return write{
		TransactWriteItem: u.in(s.table, guardKey(of.Program, of.Customer.ID, of.Organization.ID)),
		refused: func(stands item) error {
			for _, service := range guards.Take {
				for _, holder := range setOf(stands, guardAttribute(of, service)) {
					return duplicate(of, holder)
				}
			}
			return nil
		},
	}
}

// guardAttribute is the set of the open referrals that hold a service, or for employment services an activity.
func guardAttribute(of referral.State, what string) string {
	if of.Employment != nil {
		return "a:" + strings.Join(foldWords(what), "-")
	}
	return "s:" + what
}

func duplicate(of referral.State, holder string) error {
	if of.Employment != nil {
		return duplicateActivity(of, holder)
	}
	err := referral.Errorf(referral.Conflict, "An open referral of this customer to this organization asks for the same "+
		"service already. Use that one, or say in allowRepeat why a second one is right.")
	err.DuplicateOf = holder
	return err
}

// cardWrite puts or updates the card: the referral as lists, progress and tally see it. An update sets single
// attributes: delivery, which no command knows, writes others.
func (s *Store) cardWrite(change referral.Change, mails []referral.Mail, next referral.State) write {
	row := encode(view.RowOf(next, referral.Delivery(mails)))
	k := cardKey(next.Program, next.Customer.ID, next.ID)
	asking, asked := referral.Newest(change.Mails())
	partition, sortKey := attentionOf(next, mails)
	if _, existed := change.Prev(); !existed {
		card := k.with(item{"row": attributes(row), "words": text(cardWords(next)), "version": number(next.Version)})
		if asked {
			card["deliveryOf"] = number(asking.Version)
		}
		indexed(card, gsi1pk, gsi1sk, outgoingPK(next.Program, next.Grantee), next.ID)
		indexed(card, gsi2pk, gsi2sk, outgoingStatusPK(next.Program, next.Grantee, next.Status), next.ID)
		indexed(card, gsi3pk, gsi3sk, partition, sortKey)
		return write{TransactWriteItem: s.put(card, isNew, nil, nil)}
	}
	u := newUpdate().set("version", number(next.Version)).set("words", text(cardWords(next))).exists(pk)
	for _, name := range rowAttributes() {
		if asked || name != "delivery" && name != "undeliverable" {
			u.set("row."+name, row[name])
		}
	}
	switch {
	case asked:
		u.set("deliveryOf", number(asking.Version))
	case row["delivery"] != nil:
		// What SES reported since the read changes what needs attention: then decide again.
		u.equals("row.delivery", row["delivery"])
	}
	u.index(gsi2pk, gsi2sk, outgoingStatusPK(next.Program, next.Grantee, next.Status), next.ID)
	u.index(gsi3pk, gsi3sk, partition, sortKey)
	return write{TransactWriteItem: u.in(s.table, k)}
}

// rowAttributes are the names of all attributes that a row can have.
func rowAttributes() []string {
	return []string{
		"id", "reference", "kind", "status", "overdue", "undeliverable", "delivery", "customer", "organization", "contact",
		"receivesOnly", "services", "activityName", "caseNumber", "createdAt", "sentAt", "answeredAt", "responseDueOn", "overdueOn", "overdueAt",
	}
}

// attentionOf is the card's place in the attention index.
func attentionOf(s referral.State, mails []referral.Mail) (partition, sortKey string) {
	newest, _ := referral.Newest(mails)
	switch {
	case s.AttentionSince != "":
		return attentionPK(s.Program, s.Grantee), attentionSK(s.AttentionSince, s.ID)
	case s.Open() && newest.State.Undeliverable():
		return attentionPK(s.Program, s.Grantee), attentionSK(newest.StateAt, s.ID)
	case s.OverdueAt != "":
		return attentionPK(s.Program, s.Grantee), awaitedSK(s.OverdueAt, s.ID)
	}
	return "", ""
}

func cardWords(s referral.State) string {
	names := s.Customer.FirstName + " " + s.Customer.LastName + " " + s.Organization.Name + " " + s.Reference
	return wordsAttribute(slices.Concat(foldWords(names), referenceWords(s.Reference), caseWord(s.Customer)))
}

// referenceWords are a reference as people type it: as a whole, with and without its first letter.
func referenceWords(reference string) []string {
	whole := strings.Join(foldWords(reference), "")
	return []string{whole, strings.TrimPrefix(whole, "r")}
}
