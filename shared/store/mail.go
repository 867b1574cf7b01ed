package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/shared/referral"
)

const (
	// mailPatience is how long the bus has to get a queued mail sent before the sweep takes it up.
	mailPatience = 2 * time.Minute
	// mailLease is how long a sender that claimed a mail is taken to be alive: longer than its function may run.
	mailLease = time.Minute
)

// MailID names one mail: the referral's version after the command that caused it, and what it is for; or a staff
// member's digest by its number.
type MailID struct {
	Program    string            `json:"program"`
	ReferralID string            `json:"referralId,omitempty"`
	Staff      string            `json:"staff,omitempty"` // sub; of a digest only
	Version    int               `json:"version"`
	Kind       referral.MailKind `json:"kind"`
}

func (id MailID) key() key {
	if id.Staff != "" {
		return digestMailKey(id.Program, id.Staff, id.Version)
	}
	return mailKey(id.Program, id.ReferralID, id.Version, id.Kind)
}

// MailIDOf is the id of a mail.
func MailIDOf(m referral.Mail) MailID {
	id := MailID{Program: m.Program, ReferralID: m.ReferralID, Version: m.Version, Kind: m.Kind}
	if m.Kind == referral.MailDigest {
		id.Staff = m.Digest.Staff.Sub
	}
	return id
}

// owner is the id of the referral or, of a digest, of the staff member.
func (id MailID) owner() string { return id.ReferralID + id.Staff }

// ErrMailTaken reports that another sender holds the mail at this moment; it may die, so the caller comes back.
var ErrMailTaken = errors.New("another sender has claimed this mail")

// mailDueSK is the mail's place in the index of what is due, until it is sent or given up.
func mailDueSK(at referral.Instant, id MailID) string {
	return dueSK(at, dueMail, id.owner(), fmt.Sprintf("%06d", id.Version), string(id.Kind))
}

// ClaimMail takes a queued mail under a lease before the one attempt to send it: SES knows no idempotency token, so
// this is what keeps two deliveries of one event from sending twice. false: it has been dealt with, there is nothing
// to do. ErrMailTaken while another holds the lease.
func (s *Store) ClaimMail(ctx context.Context, id MailID, now referral.Instant) (referral.Mail, bool, error) {
	lease, claim := now.Add(mailLease), rand.Text()
	u := newUpdate().setText("claim", claim).setText("state", string(referral.MailSending)).setText("leaseUntil", string(lease)).count("attempts", 1).
		setText("stateAt", string(now)).
		setText(gsi3sk, mailDueSK(lease, id)).
		either(
			func(u *update) { u.oneOf("state", string(referral.MailQueued)) },
			func(u *update) { u.oneOf("state", string(referral.MailSending)).before("leaseUntil", string(now)) })
	out, err := s.client.UpdateItem(ctx, u.alone(s.table, id.key()))
	var refused *types.ConditionalCheckFailedException
	switch {
	case errors.As(err, &refused) && textOf(refused.Item, "claim") == claim:
		// An earlier try of this very call got through, and its answer was lost on the way.
		out = &dynamodb.UpdateItemOutput{Attributes: refused.Item}
	case errors.As(err, &refused):
		if textOf(refused.Item, "state") == string(referral.MailSending) {
			return referral.Mail{}, false, ErrMailTaken
		}
		return referral.Mail{}, false, nil
	case err != nil:
		return referral.Mail{}, false, fmt.Errorf("claiming a mail: %w", err)
	}
	var m referral.Mail
	if err := decode(out.Attributes, &m); err != nil {
		return referral.Mail{}, false, err
	}
	return m, true, nil
}

// ReturnMail gives back a claimed mail of which nothing has gone out, so that whoever tries next need not wait for the
// end of the lease. After the first attempt it is queued, which has the stream bring it at once; after a later one it
// waits for the sweep, at retryAt: what fails twice would fail in circles. Where the mail has moved on, what stands is kept.
func (s *Store) ReturnMail(ctx context.Context, claimed referral.Mail, now, retryAt referral.Instant) error {
	state := referral.MailQueued
	if claimed.Attempts > 1 {
		state = referral.MailWaiting
	}
	u := mailUpdate(claimed, MailResult{State: state, Error: claimed.Error, RetryAt: retryAt}, now)
	_, err := s.client.UpdateItem(ctx, u.alone(s.table, MailIDOf(claimed).key()))
	var refused *types.ConditionalCheckFailedException
	if err == nil || errors.As(err, &refused) {
		return nil
	}
	return fmt.Errorf("giving a mail back: %w", err)
}

// MailParties reads what decides whether and to whom a mail goes: the referral as it stands, and the contact as the
// directory has it now. The contact is the zero Contact where the directory has none any more.
func (s *Store) MailParties(ctx context.Context, m referral.Mail) (referral.State, referral.Contact, error) {
	keys := map[string]key{"meta": metaKey(m.Program, m.ReferralID)}
	if m.OrganizationID != "" && m.ContactID != "" {
		keys["contact"] = contactKey(m.Program, m.OrganizationID, m.ContactID)
	}
	found, err := s.batchGet(ctx, keys)
	if err != nil {
		return referral.State{}, referral.Contact{}, err
	}
	var state referral.State
	if err := decodeMap(found["meta"], "state", &state); err != nil {
		return referral.State{}, referral.Contact{}, err
	}
	var person referral.Contact
	if found["contact"] != nil {
		if err := decodeMap(found["contact"], "contact", &person); err != nil {
			return referral.State{}, referral.Contact{}, err
		}
	}
	return state, person, nil
}

// MailRecord reads a mail and the referral as it stands, in one request. NotFound when there is no such mail.
func (s *Store) MailRecord(ctx context.Context, id MailID) (referral.Mail, referral.State, error) {
	found, err := s.batchGet(ctx, map[string]key{"mail": id.key(), "meta": metaKey(id.Program, id.ReferralID)})
	if err != nil {
		return referral.Mail{}, referral.State{}, err
	}
	if found["mail"] == nil || found["meta"] == nil {
		return referral.Mail{}, referral.State{}, errUnknown("mail")
	}
	var m referral.Mail
	var state referral.State
	return m, state, errors.Join(decode(found["mail"], &m), decodeMap(found["meta"], "state", &state))
}

// MailResult is what became of a mail.
type MailResult struct {
	State     referral.MailState
	MessageID string           // of a mail that SES accepted
	To        string           // the address it was handed over for
	DeadEmail string           // the address, when it is dead: not mailed again until it is corrected
	Doubted   bool             // it came back, or an answering machine said so: a report that it arrived counts more
	Error     string           // why it waits, without names or addresses
	RetryAt   referral.Instant // of a mail that waits
}

// FinishMail writes what became of a mail, in one request: on the mail; on the card of its referral, unless a newer
// mail has gone out; in the timeline; for staff who have to act; and on the contact, when the address is dead. from is
// the mail as it was read or claimed: where it has moved on, by a later claim or a report that overtook us, ErrMailMoved
// says so, and what stands is kept. A superseded mail costs one request more.
func (s *Store) FinishMail(ctx context.Context, cmd referral.Command, state referral.State, from referral.Mail, r MailResult) error {
	err := s.finishMail(ctx, cmd, state, from, r)
	for try := 1; errors.Is(err, errMovedMeanwhile) && try < raceTries; try++ {
		if _, state, err = s.MailRecord(ctx, MailIDOf(from)); err != nil {
			return err
		}
		err = s.finishMail(ctx, cmd, state, from, r)
	}
	return err
}

func (s *Store) finishMail(ctx context.Context, cmd referral.Command, state referral.State, from referral.Mail, r MailResult) error {
	writes := []write{{
		TransactWriteItem: mailUpdate(from, r, cmd.At).in(s.table, MailIDOf(from).key()),
		refused:           func(item) error { return ErrMailMoved },
	}}
	if event, mails, told := state.Fate(cmd, from, r.State); told {
		fate := fateKey(event.Program, event.ReferralID, from.Version, from.Kind, r.State).with(encode(event))
		fate["commandId"] = text(event.ID)
		writes = append(writes, write{TransactWriteItem: s.put(fate, "", nil, nil)})
		for _, m := range mails {
			writes = append(writes, s.mailWrites(m, event.ID, "")...)
		}
	}
	tasks, err := s.undeliverableWrites(ctx, cmd, state, from, r.State)
	if err != nil {
		return err
	}
	writes = append(writes, tasks...)
	card, err := s.cardWrites(ctx, cmd, state, from, r)
	if err != nil {
		return err
	}
	dead := s.deadWrite(from, r)
	err = s.transact(ctx, cmd.ID, slices.Concat(writes, card, dead))
	if errors.Is(err, errCardMoved) {
		card = s.elsewhere(from)
		err = s.transact(ctx, cmd.ID, slices.Concat(writes, card, dead))
	}
	if errors.Is(err, errContactMoved) {
		err = s.transact(ctx, cmd.ID, slices.Concat(writes, card))
	}
	if errors.Is(err, errOwnWrite) {
		return nil
	}
	return err
}

// ErrMailMoved reports that a mail is no longer as it was read.
var ErrMailMoved = errors.New("the mail has moved on")

var (
	errCardMoved    = errors.New("a newer mail has gone out")
	errContactMoved = errors.New("the contact has another address now")
)

func mailUpdate(from referral.Mail, r MailResult, now referral.Instant) *update {
	u := newUpdate().setText("state", string(r.State)).setText("stateAt", string(now)).setText("leaseUntil", "").setText("claim", "").
		setText("error", r.Error).equals("state", text(string(from.State))).equals("attempts", number(from.Attempts))
	if from.Nonce != "" {
		u.equals("nonce", text(from.Nonce)) // a code that was asked for again takes the place of the one before
	}
	if from.Claim != "" {
		u.equals("claim", text(from.Claim))
	}
	var doubted types.AttributeValue
	if r.Doubted {
		doubted = boolean(true)
	}
	u.set("doubted", doubted)
	if r.MessageID != "" {
		u.setText("messageId", r.MessageID)
	}
	if r.To != "" {
		u.setText("to", r.To)
	}
	if r.RetryAt != "" {
		return u.setText(gsi3sk, mailDueSK(r.RetryAt, MailIDOf(from)))
	}
	return u.index(gsi3pk, gsi3sk, "", "")
}

// cardWrites show on the card what became of a mail that asks for an answer.
func (s *Store) cardWrites(ctx context.Context, cmd referral.Command, state referral.State, from referral.Mail, r MailResult) ([]write, error) {
	switch {
	case !from.Kind.Asks():
		return nil, nil
	case r.State == referral.MailSuperseded:
		return s.supersededWrites(ctx, cmd, from)
	case from.State == referral.MailSuperseded, from.State.Undeliverable() && !r.State.Undeliverable():
		return s.revivedWrites(ctx, cmd, from, r)
	}
	return s.deliveryWrite(state, from, r, cmd.At), nil
}

// deliveryWrite shows it as the referral's delivery. Whether a mail that did not arrive needs attention is the
// referral's to say, so then it must stand as it was read: a command that ended it meanwhile would be undone in the list.
func (s *Store) deliveryWrite(state referral.State, from referral.Mail, r MailResult, now referral.Instant) []write {
	card := newUpdate().set("row.delivery", text(string(r.State.Delivery()))).
		set("row.undeliverable", boolean(r.State.Undeliverable())).equals("deliveryOf", number(from.Version))
	if r.State.Undeliverable() {
		card.equals("version", number(state.Version))
		if state.Open() && state.AttentionSince == "" {
			card.index(gsi3pk, gsi3sk, attentionPK(from.Program, from.Grantee), attentionSK(now, from.ReferralID))
		}
	}
	return []write{{
		TransactWriteItem: card.in(s.table, cardKey(from.Program, from.CustomerID, from.ReferralID)),
		refused: func(stands item) error {
			if numberOf(stands, "deliveryOf") == from.Version {
				return errMovedMeanwhile
			}
			return errCardMoved
		},
	}}
}

// elsewhere checks that the card shows another mail still: it comes back to this one when that turns out to be
// superseded.
func (s *Store) elsewhere(from referral.Mail) []write {
	card := newUpdate().either(
		func(u *update) { u.absent("deliveryOf") },
		func(u *update) { u.differs("deliveryOf", number(from.Version)) })
	return []write{{
		TransactWriteItem: card.check(s.table, cardKey(from.Program, from.CustomerID, from.ReferralID)),
		refused:           func(item) error { return errMovedMeanwhile },
	}}
}

// deadWrite notes a dead address on the contact that still has it.
func (s *Store) deadWrite(from referral.Mail, r MailResult) []write {
	if r.DeadEmail == "" || !from.Kind.ToContact() {
		return nil
	}
	contact := newUpdate().setText("contact.deadEmail", r.DeadEmail).count("version", 1).equals("contact.email", text(r.DeadEmail))
	return []write{{
		TransactWriteItem: contact.in(s.table, contactKey(from.Program, from.OrganizationID, from.ContactID)),
		refused:           func(item) error { return errContactMoved },
	}}
}
