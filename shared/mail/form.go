package mail

import (
	"github.com/referral-tool/referrals/shared/language"
	"github.com/referral-tool/referrals/shared/referral"
)

// Form tells a provider about a form in the portal, where it is read and answered. It has no field for anything about
// the client: "the provider told by e-mail without any client details".
type Form struct {
	Language     language.Language
	Program      string
	Grantee      string // the referring agency
	Reference    string
	ResponseDays int           // business days; 0: the program sets no deadline
	DueOn        referral.Date // empty: nothing is awaited, or the program sets no deadline
	Today        referral.Date // on which the mail goes out: a reminder on the due day says so
	ReceivesOnly bool          // the provider may not report back: no prompt to respond
	CallName     string        // whom to call; empty: the agency's telephone is enough
	CallPhone    string
	SignIn       string // absolute
}

func (Form) fits(kind referral.MailKind) bool { return kind.Form() }

func (f Form) words() words {
	return words{
		Language: known(f.Language), Program: line(f.Program), Grantee: line(f.Grantee), Reference: line(f.Reference),
		ResponseDays: f.ResponseDays, DueOn: f.DueOn, Today: f.Today, ReceivesOnly: f.ReceivesOnly,
		CallName: line(f.CallName), CallPhone: line(f.CallPhone), Link: f.SignIn,
	}
}
