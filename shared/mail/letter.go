package mail

import (
	"github.com/referral-tool/referrals/shared/language"
	"github.com/referral-tool/referrals/shared/referral"
)

// Letter is what a mail may say: an Ask, a Passcode, a Form, a Notice or a Digest. No letter has a field for services,
// notes or an address, and a Notice has none for a person's or partner's name, so that no mail can hold them.
type Letter interface {
	fits(referral.MailKind) bool
	words() words
}

// Ask brings a referral to the contact: "the customer's name, the referring organization, and a prompt to please
// respond within 5 business days", with the reference, whom to call and the link.
type Ask struct {
	Language language.Language
	Program  string // in whose name the mail is sent
	Grantee  string // the referring organization

	Customer     string // as Name decided; empty: not named
	Reference    string
	ResponseDays int           // business days; 0: the program sets no deadline
	DueOn        referral.Date // empty: the program sets no deadline
	Today        referral.Date // on which the mail goes out, where the program is: a reminder on the due day says so
	ReceivesOnly bool          // the organization may not report back: no prompt to respond
	AsksCode     bool          // a sensitive referral: its page first asks for a code, which goes to the contact's address

	CallName  string // whom to call; empty: the grantee's telephone is enough
	CallPhone string
	Link      string // absolute
}

func (Ask) fits(kind referral.MailKind) bool { return kind.CarriesLink() }

func (a Ask) words() words {
	return words{
		Language: known(a.Language), Program: line(a.Program), Grantee: line(a.Grantee), Customer: line(a.Customer),
		Reference: line(a.Reference), ResponseDays: a.ResponseDays, DueOn: a.DueOn, Today: a.Today, ReceivesOnly: a.ReceivesOnly,
		AsksCode: a.AsksCode,
		CallName: line(a.CallName), CallPhone: line(a.CallPhone), Link: a.Link,
	}
}

// Passcode brings the six digits that open the page of a sensitive referral.
type Passcode struct {
	Language  language.Language
	Program   string
	Grantee   string
	Reference string
	Code      string
	Minutes   int // for which it works
}

func (Passcode) fits(kind referral.MailKind) bool { return kind == referral.MailCode }

func (p Passcode) words() words {
	return words{
		Language: known(p.Language), Program: line(p.Program), Grantee: line(p.Grantee),
		Reference: line(p.Reference), Code: line(p.Code), Minutes: p.Minutes,
	}
}

// Notice tells staff, or the contact of a withdrawn referral, what happened. "E-mails to staff and cancellations hold
// the reference, what happened and a link to sign in: no customer, no partner's name." A cancellation tells the contact
// which office to call, as the first mail did.
type Notice struct {
	Language  language.Language // of a cancellation; staff are written to in English
	Program   string
	Reference string
	Status    referral.Status    // of the referral after an answer
	Corrected bool               // the answer changed an earlier one
	Delivery  referral.MailState // of an undeliverable: bounced, complained or suppressed
	SignIn    string             // absolute; empty in a cancellation to a contact who has no account

	// Of a cancellation: the referring office, whom the contact calls. Without a number it points to the first mail.
	Grantee   string
	CallPhone string
}

func (Notice) fits(kind referral.MailKind) bool {
	return kind == referral.MailCanceled || kind == referral.MailFormCanceled || !kind.ToContact() && kind != referral.MailDigest
}

func (n Notice) words() words {
	return words{
		Language: known(n.Language), Program: line(n.Program), Reference: line(n.Reference),
		Status: n.Status, Corrected: n.Corrected, Delivery: n.Delivery, Link: n.SignIn,
		Grantee: line(n.Grantee), CallPhone: line(n.CallPhone),
	}
}

// Digest tells staff in one mail what happened in a day: references and what happened, as in a Notice.
type Digest struct {
	Program string
	Lines   []referral.DigestLine
	SignIn  string // absolute
}

func (Digest) fits(kind referral.MailKind) bool { return kind == referral.MailDigest }

func (d Digest) words() words {
	w := words{Language: language.English, Program: line(d.Program), Link: d.SignIn}
	for _, l := range d.Lines {
		l.Reference = line(l.Reference)
		w.Lines = append(w.Lines, l)
	}
	return w
}

func known(l language.Language) language.Language { return language.Of(string(l)) }
