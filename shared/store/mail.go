package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/shared/referral"
)

const (
	// mailPatience is how long the bus has to get a queued mail sent before the sweep takes it up.
	mailPatience = 2 * time.Minute
	// mailLease is how long a sender that claimed a mail is taken to be alive: longer than its function may run.
	mailLease = time.Minute
)

// MailID names one mail: the referral's version after the command that caused it, and what it is for.
type MailID struct {
	Program    string            `json:"program"`
	ReferralID string            `json:"referralId"`
	Version    int               `json:"version"`
	Kind       referral.MailKind `json:"kind"`
}

func (id MailID) key() key { return mailKey(id.Program, id.ReferralID, id.Version, id.Kind) }

// MailIDOf is the id of a mail.
func MailIDOf(m referral.Mail) MailID { return MailID{m.Program, m.ReferralID, m.Version, m.Kind} }

// ErrMailTaken reports that another sender holds the mail at this moment; it may die, so the caller comes back.
var ErrMailTaken = errors.New("another sender has claimed this mail")

// mailDueSK is the mail's place in the index of what is due, until it is sent or given up.
func mailDueSK(at referral.Instant, m referral.Mail) string {
	return dueSK(at, dueMail, m.ReferralID, fmt.Sprintf("%06d", m.Version), string(m.Kind))
}

// ClaimMail takes a queued mail under a lease before the one attempt to send it: SES knows no idempotency token, so
// this is what keeps two deliveries of one event from sending twice. false: it has been dealt with, there is nothing
// to do. ErrMailTaken while another holds the lease.
func (s *Store) ClaimMail(ctx context.Context, id MailID, now referral.Instant) (referral.Mail, bool, error) {
	lease := now.Add(mailLease)
	u := newUpdate().setText("state", string(referral.MailSending)).setText("leaseUntil", string(lease)).count("attempts", 1).
		setText("stateAt", string(now)).
		setText(gsi3sk, mailDueSK(lease, referral.Mail{ReferralID: id.ReferralID, Version: id.Version, Kind: id.Kind})).
		either(
			func(u *update) { u.oneOf("state", string(referral.MailQueued)) },
			func(u *update) { u.oneOf("state", string(referral.MailSending)).before("leaseUntil", string(now)) })
	out, err := s.client.UpdateItem(ctx, u.alone(s.table, id.key()))
	var refused *types.ConditionalCheckFailedException
	switch {
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

// MailResult is what became of a claimed mail.
type MailResult struct {
	State     referral.MailState
	MessageID string           // of a mail that SES accepted
	To        string           // the address it was handed over for
	Error     string           // why it waits, without names or addresses
	RetryAt   referral.Instant // of a mail that waits
}

// FinishMail writes what became of a claimed mail, on the mail and, for a mail that asks for an answer, on the card of
// its referral, unless the referral was sent anew meanwhile. Where the claim is no longer ours, or a report of SES
// overtook us, what stands is kept.
func (s *Store) FinishMail(ctx context.Context, m referral.Mail, r MailResult, now referral.Instant) error {
	writes := []write{{
		TransactWriteItem: s.mailUpdate(m, r, now).in(s.table, MailIDOf(m).key()),
		refused:           func(item) error { return errMailMoved },
	}}
	if m.Kind.CarriesLink() && r.State != referral.MailSuperseded {
		card := newUpdate().set("row.delivery", text(string(r.State.Delivery()))).
			set("row.undeliverable", boolean(r.State.Undeliverable())).equals("sends", number(m.Send))
		if r.State.Undeliverable() {
			card.index(gsi3pk, gsi3sk, attentionPK(m.Program, m.Grantee), attentionSK(now, m.ReferralID))
		}
		writes = append(writes, write{
			TransactWriteItem: card.in(s.table, cardKey(m.Program, m.CustomerID, m.ReferralID)),
			refused:           func(item) error { return errCardMoved },
		})
	}
	err := s.transact(ctx, "", writes)
	if errors.Is(err, errCardMoved) {
		err = s.transact(ctx, "", writes[:1])
	}
	if errors.Is(err, errMailMoved) {
		return nil
	}
	return err
}

var (
	errMailMoved = errors.New("the mail is no longer ours to finish")
	errCardMoved = errors.New("the referral was sent anew meanwhile")
)

func (s *Store) mailUpdate(m referral.Mail, r MailResult, now referral.Instant) *update {
	u := newUpdate().setText("state", string(r.State)).setText("stateAt", string(now)).setText("leaseUntil", "").
		setText("messageId", r.MessageID).setText("to", r.To).setText("error", r.Error).
		equals("state", text(string(referral.MailSending))).equals("attempts", number(m.Attempts))
	if r.RetryAt != "" {
		return u.setText(gsi3sk, mailDueSK(r.RetryAt, m))
	}
	return u.index(gsi3pk, gsi3sk, "", "")
}
