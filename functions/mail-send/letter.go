package main

import (
	"context"

	"github.com/referral-tool/referrals/shared/language"
	"github.com/referral-tool/referrals/shared/link"
	"github.com/referral-tool/referrals/shared/mail"
	"github.com/referral-tool/referrals/shared/mail/ses"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// envelope writes a mail and addresses it: to the contact, or to the referring person and the grantee's mailbox.
func (h post) envelope(ctx context.Context, p *program.Program, s referral.State, m referral.Mail, contact referral.Contact) (ses.Envelope, error) {
	letter, err := h.letter(ctx, p, s, m, contact)
	if err != nil {
		return ses.Envelope{}, err
	}
	message, err := h.composer.Compose(m.Kind, letter)
	if err != nil {
		return ses.Envelope{}, err
	}
	e := ses.Envelope{To: contact.Email, ToName: contact.Name, Message: message, Tags: tags(m)}
	if m.Kind.ToContact() {
		return e, nil
	}
	staff := s.Referrer
	if m.Kind == referral.MailDigest {
		staff = m.Digest.Staff
	}
	e.To, e.ToName = staff.Email, staff.Name
	if g, _ := p.Grantee(m.Grantee); g.Mailbox != "" {
		e.Also = []string{g.Mailbox}
	}
	return e, nil
}

func (h post) letter(ctx context.Context, p *program.Program, s referral.State, m referral.Mail, contact referral.Contact) (mail.Letter, error) {
	switch {
	case m.Kind.CarriesLink():
		return h.ask(ctx, p, s, m, contact)
	case m.Kind == referral.MailCode:
		return h.passcode(ctx, p, s, m, contact)
	case m.Kind == referral.MailDigest:
		return mail.Digest{Program: p.Name, Lines: m.Digest.Lines, SignIn: h.publicURL + "/"}, nil
	}
	if m.Kind.Form() {
		return h.form(p, s, contact), nil
	}
	notice := mail.Notice{
		Language: language.Of(contact.Language), Program: p.Name, Reference: s.Reference, Status: s.Status,
		Corrected: m.Corrected, Delivery: m.About,
	}
	if m.Kind.ToContact() { // of a cancellation: the office to call
		grantee, _ := p.Grantee(s.Grantee)
		notice.Grantee, notice.CallPhone = s.GranteeName, grantee.Phone
	}
	if !m.Kind.ToContact() || m.Kind == referral.MailFormCanceled { // who signs in
		notice.SignIn = h.publicURL + "/"
	}
	return notice, nil
}

func linkOf(p *program.Program, m referral.Mail) link.Link {
	return link.Link{Ordinal: p.Ordinal, Referral: m.ReferralID, Send: m.Send}
}

// ask is the letter that brings the link. It names the customer as the program's setting says, and never a sensitive
// one.
func (h post) ask(ctx context.Context, p *program.Program, s referral.State, m referral.Mail, contact referral.Contact) (mail.Letter, error) {
	keys, err := h.keys.Keyring(ctx)
	if err != nil {
		return nil, err
	}
	token, err := link.New(keys).Token(linkOf(p, m))
	if err != nil {
		return nil, err
	}
	grantee, _ := p.Grantee(s.Grantee)
	return mail.Ask{
		Language: language.Of(contact.Language), Program: p.Name, Grantee: s.GranteeName,
		Customer:  mail.Name(mail.NameRule(p.Settings.NameInMail), s.Sensitive, s.Customer),
		Reference: s.Reference, ResponseDays: p.Settings.ResponseBusinessDays, DueOn: s.ResponseDueOn,
		Today:        referral.DateIn(h.desk.Now(), p.Rules().Zone),
		ReceivesOnly: s.Organization.ReceivesOnly, AsksCode: s.Sensitive, CallName: s.Referrer.Name, CallPhone: grantee.Phone,
		Link: h.publicURL + "/r/" + token,
	}, nil
}

// form is the letter that tells a provider about a form in the portal: nothing in it is about the client.
func (h post) form(p *program.Program, s referral.State, contact referral.Contact) mail.Letter {
	agency, _ := p.Grantee(s.Grantee)
	letter := mail.Form{
		Language: language.Of(contact.Language), Program: p.Name, Grantee: s.GranteeName, Reference: s.Reference,
		ReceivesOnly: s.Organization.ReceivesOnly, CallName: s.Referrer.Name, CallPhone: agency.Phone, SignIn: h.publicURL + "/",
		Today: referral.DateIn(h.desk.Now(), p.Rules().Zone),
	}
	if s.Awaiting() {
		letter.ResponseDays, letter.DueOn = p.Settings.ResponseBusinessDays, s.ResponseDueOn
	}
	return letter
}

// passcode is the letter that brings the code for a sensitive referral's page.
func (h post) passcode(ctx context.Context, p *program.Program, s referral.State, m referral.Mail, contact referral.Contact) (mail.Letter, error) {
	keys, err := h.keys.Keyring(ctx)
	if err != nil {
		return nil, err
	}
	code, err := link.New(keys).Code(linkOf(p, m), m.Nonce)
	if err != nil {
		return nil, err
	}
	return mail.Passcode{
		Language: language.Of(contact.Language), Program: p.Name, Grantee: s.GranteeName, Reference: s.Reference,
		Code: code, Minutes: int(store.CodeLife.Minutes()),
	}, nil
}
