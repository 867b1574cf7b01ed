package referral

import "time"

// MailKind is what a mail is for.
type MailKind string

const (
	MailSent          MailKind = "referral-sent"
	MailResent        MailKind = "referral-resent"
	MailReminder      MailKind = "referral-reminder"
	MailCanceled      MailKind = "referral-canceled"
	MailCode          MailKind = "referral-code"
	MailAnswered      MailKind = "referral-answered"
	MailOverdue       MailKind = "referral-overdue"
	MailUndeliverable MailKind = "referral-undeliverable"
	MailFormSent      MailKind = "form-sent"
	MailFormAmended   MailKind = "form-amended" // a second service was noted on it
	MailFormReminder  MailKind = "form-reminder"
	MailFormCanceled  MailKind = "form-canceled"
	MailDigest        MailKind = "staff-digest" // what happened in a day, in one mail
)

// ToContact reports whether the mail goes to the organization's contact; the others go to the referring staff.
func (k MailKind) ToContact() bool {
	switch k {
	case MailSent, MailResent, MailReminder, MailCanceled, MailCode, MailFormCanceled:
		return true
	}
	return k.Form()
}

// CarriesLink reports whether the mail asks for an answer by the link, and is pointless once the link is dead.
func (k MailKind) CarriesLink() bool {
	return k == MailSent || k == MailResent || k == MailReminder
}

// Form reports whether the mail tells a provider of a form in the portal.
func (k MailKind) Form() bool {
	return k == MailFormSent || k == MailFormAmended || k == MailFormReminder
}

// Asks reports whether the mail asks the contact for an answer, by the link or in the portal: what became of it is the
// referral's delivery.
func (k MailKind) Asks() bool { return k.CarriesLink() || k.Form() }

func (k MailKind) reminds() bool { return k == MailReminder || k == MailFormReminder }

func (k MailKind) withdraws() bool { return k == MailCanceled || k == MailFormCanceled }

// mailKinds are the mails of an event in the referral's own kind. The provider reads the referral in the portal, and the
// navigator has tasks in the place of mails.
func (s State) mailKinds(kinds []MailKind) []MailKind {
	if s.Kind != Employment {
		return kinds
	}
	inPortal := map[MailKind]MailKind{
		MailSent: MailFormSent, MailResent: MailFormSent, MailReminder: MailFormReminder, MailCanceled: MailFormCanceled,
		MailFormAmended: MailFormAmended,
	}
	var own []MailKind
	for _, kind := range kinds {
		if k := inPortal[kind]; k != "" {
			own = append(own, k)
		}
	}
	return own
}

// MailState is how far a mail has come.
type MailState string

const (
	MailQueued     MailState = "queued"     // to be sent now
	MailGathered   MailState = "gathered"   // a line of the day's digest: no mail of its own
	MailSending    MailState = "sending"    // claimed by a sender, under a lease
	MailWaiting    MailState = "waiting"    // could not be sent; the sweep queues it again
	MailHandedOver MailState = "sent"       // SES accepted it
	MailDelivered  MailState = "delivered"  // the contact's mail server accepted it
	MailBounced    MailState = "bounced"    // it came back
	MailComplained MailState = "complained" // marked as spam
	MailSuppressed MailState = "suppressed" // the address is known to be dead: not tried
	MailSuperseded MailState = "superseded" // nothing to say any more when its turn came: the link had died
)

// Mail is a mail that a command causes. What it says is decided when it is sent.
type Mail struct {
	Program        string    `json:"program"`
	ReferralID     string    `json:"referralId"`
	Reference      string    `json:"reference"`
	Grantee        string    `json:"grantee"`
	CustomerID     string    `json:"customerId"`
	OrganizationID string    `json:"organizationId,omitempty"`
	ContactID      string    `json:"contactId,omitempty"`
	Version        int       `json:"version"` // of the referral after the command that caused it
	Kind           MailKind  `json:"kind"`
	Send           int       `json:"send"` // number of the send whose link it carries
	At             Instant   `json:"at"`
	State          MailState `json:"state"`
	StateAt        Instant   `json:"stateAt,omitempty"`
	Attempts       int       `json:"attempts,omitempty"`
	To             string    `json:"to,omitempty"`        // the address it was handed over for
	MessageID      string    `json:"messageId,omitempty"` // SES's
	Error          string    `json:"error,omitempty"`     // of the last attempt, without names or addresses
	Claim          string    `json:"claim,omitempty"`     // of the sender who holds it
	Doubted        bool      `json:"doubted,omitempty"`   // of one that came back: perhaps an answering machine said so
	About          MailState `json:"about,omitempty"`     // of an undeliverable: what became of the mail that it is about
	Corrected      bool      `json:"corrected,omitempty"` // of an answer: it changed an earlier one
	Digest         *Digest   `json:"digest,omitempty"`    // of a mail to staff who want one a day
	Nonce          string    `json:"nonce,omitempty"`     // of a code: what it is made of, together with a key
}

// Newest is the newest mail that asks the contact for an answer: what became of it is the referral's delivery. false
// before the first send.
func Newest(mails []Mail) (Mail, bool) {
	newest := Mail{Version: -1}
	for _, m := range mails {
		if m.Kind.Asks() && m.Version > newest.Version && m.State != MailSuperseded {
			newest = m
		}
	}
	return newest, newest.Version >= 0
}

// Delivery is what a screen says of the newest mail to the contact: queued until SES took it, then what SES says.
// Empty before the first send.
func Delivery(mails []Mail) MailState {
	newest, _ := Newest(mails)
	return newest.State.Delivery()
}

// Delivery is the state as a screen shows it: whatever is still to be sent is queued.
func (s MailState) Delivery() MailState {
	if s == MailSending || s == MailWaiting {
		return MailQueued
	}
	return s
}

// Undeliverable reports whether the mail did not and will not reach the contact.
func (s MailState) Undeliverable() bool {
	return s == MailBounced || s == MailComplained || s == MailSuppressed
}

// rank orders what can be heard of a mail: reports come late, twice and out of order, and only what tells more than is
// known counts. A mail can bounce or be complained about after it was delivered.
func (s MailState) rank() int {
	switch s {
	case MailHandedOver:
		return 1
	case MailDelivered:
		return 2
	case MailBounced, MailSuppressed:
		return 3
	case MailComplained:
		return 4
	}
	return 0
}

// Follows reports whether s tells more of a mail than is known.
func (s MailState) Follows(m Mail) bool {
	return s.rank() > m.State.rank() || s == MailDelivered && m.Doubted
}

// Fate is what becomes of a mail adds to the referral's timeline, and whom it tells. false when nobody needs to hear of
// it: it is no mail that asks for an answer, or it is simply on its way.
func (s State) Fate(cmd Command, m Mail, became MailState) (Event, []Mail, bool) {
	event := s.reportEvent(cmd, m)
	switch {
	case !m.Kind.Asks(), became != MailDelivered && !became.Undeliverable():
		return Event{}, nil, false
	case became == MailDelivered:
		return event, nil, true
	}
	event.Type, event.Note = Undelivered, fates[became]
	if m.toldBefore(became) || s.Employment != nil { // a task tells the navigator
		return event, nil, true
	}
	told := m
	told.Kind, told.State, told.At, told.About = MailUndeliverable, MailQueued, cmd.At, became
	told.StateAt, told.Attempts, told.To, told.MessageID, told.Error, told.Claim, told.Doubted = "", 0, "", "", "", "", false
	return event, []Mail{told.gathered(s, cmd.Rules)}, true
}

// reportEvent is the event of what became of a mail.
func (s State) reportEvent(cmd Command, m Mail) Event {
	return Event{
		ID: cmd.ID, Type: Delivered, Program: s.Program, Grantee: s.Grantee, Kind: s.Kind, ReferralID: s.ID, Reference: s.Reference,
		CustomerID: s.Customer.ID, OrganizationID: s.Organization.ID, Version: m.Version, Status: s.Status, Send: m.Send,
		At: cmd.At, By: cmd.By,
	}
}

// toldBefore reports whether staff know already: of a mail that came back nobody needs to hear again when it is complained
// about as well, nor, of an address that was found dead, that a reminder was not sent to it.
func (m Mail) toldBefore(became MailState) bool {
	return m.State.Undeliverable() || m.Kind.reminds() && became == MailSuppressed
}

var fates = map[MailState]string{
	MailBounced:    "The mail came back: the address does not exist, or does not take mail at the moment.",
	MailComplained: "The contact's mail service reported the mail as unwanted.",
	MailSuppressed: "The mail was not sent: the address is known not to take mail.",
}

// CodeMail is the mail that brings the code for a sensitive referral's page: made of a nonce, so that the code itself
// is kept nowhere. A later one replaces it.
func (s State) CodeMail(cmd Command, nonce string) Mail {
	return Mail{
		Program: s.Program, ReferralID: s.ID, Reference: s.Reference, Grantee: s.Grantee, CustomerID: s.Customer.ID,
		OrganizationID: s.Organization.ID, ContactID: s.Contact.ID, Version: s.Version, Kind: MailCode, Send: s.Sends,
		At: cmd.At, State: MailQueued, Nonce: nonce,
	}
}

// codeMailLife is how long a code is worth mailing: it works for ten minutes.
const codeMailLife = 10 * time.Minute

// MailPlan is what becomes of a mail when its turn comes: it is decided then, because bus and stream may swap two
// events of one referral, and a link may have died since it was queued.
type MailPlan struct {
	State MailState // MailSending to go ahead; MailSuperseded or MailSuppressed
	To    Contact   // of a mail to the contact
}

// PlanMail decides about a mail at now. contact is the one that the directory has now: its address may have been corrected, or
// found dead, since the referral was sent.
func (s State) PlanMail(m Mail, contact Contact, now Instant, rules *Rules) MailPlan {
	if m.Kind == MailDigest {
		return MailPlan{State: MailSending}
	}
	if contact.ID != s.Contact.ID {
		contact = s.Contact
	}
	if contact.Language == "" {
		contact.Language = s.Contact.Language
	}
	switch {
	case m.Kind == MailCode && (s.Link(m.Send, now, rules) != LinkAlive || m.At.Add(codeMailLife) < now),
		m.Kind.Asks() && s.Link(m.Send, now, rules) != LinkAlive,
		m.Kind.reminds() && !s.unanswered(),
		m.Kind.withdraws() && s.linkBeforeErasure(m.Send, now, rules) != LinkWithdrawn:
		return MailPlan{State: MailSuperseded}
	case m.Kind.ToContact() && !contact.Deliverable():
		return MailPlan{State: MailSuppressed}
	}
	return MailPlan{State: MailSending, To: contact}
}
