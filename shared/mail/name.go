package mail

import "github.com/referral-tool/referrals/shared/referral"

// NameRule is a program's setting for the customer's name in mails.
type NameRule string

const (
	FullName NameRule = "full" // "It will include the customer's name"
	Initials NameRule = "initials"
	NoName   NameRule = "none"
)

// Name is the customer's name as a mail may hold it; empty if the mail must not name the customer. If a service or the
// organization is sensitive, the customer is never named, whatever the rule; an unknown rule names nobody.
func Name(rule NameRule, sensitive bool, customer referral.Customer) string {
	switch {
	case sensitive:
		return ""
	case rule == FullName:
		return customer.Name()
	case rule == Initials:
		return customer.Initials()
	}
	return ""
}
