package standing

import "github.com/referral-tool/referrals/shared/referral"

// Referral is the part of a referral that a customer's standing depends on.
type Referral struct {
	ID            string
	Status        referral.Status
	Lines         []Line
	ReceivesOnly  bool // the organization may not report back: no answer is expected
	Overdue       bool // for the dashboard by the sweep's mark alone, for a page by the clock too
	Undeliverable bool
	SentAt        referral.Instant // the last time
	AnsweredAt    referral.Instant // the last time
}

// Line is one service of a referral.
type Line struct {
	Service string
	Label   string
	Status  referral.Status
	Outcome string // of a closing: key in the program's close outcomes
}

// counts reports whether the referral was sent and not canceled: "Canceled referrals and drafts count nowhere".
func (r Referral) counts() bool {
	return r.Status != referral.Draft && r.Status != referral.Canceled
}

// Attention is why staff should look at a line of a referral that may otherwise read "Good".
type Attention string

// The reasons, by their urgency.
const (
	Undeliverable         Attention = "undeliverable" // nobody at the partner has heard of it
	Overdue               Attention = "overdue"
	Rejected              Attention = "rejected"
	CustomerNotResponding Attention = "customer-not-responding"
)

// attention is the most urgent reason to look at a line, taken by itself; empty when there is none.
func (r Referral) attention(l Line) Attention {
	switch {
	case r.Undeliverable && l.Status.Open():
		return Undeliverable
	case r.Overdue && l.Status.Awaiting():
		return Overdue
	case l.Status == referral.Rejected:
		return Rejected
	case l.Status == referral.CustomerNotResponding:
		return CustomerNotResponding
	}
	return ""
}

// orMore is the more urgent of two reasons.
func (a Attention) orMore(other Attention) Attention {
	for _, reason := range []Attention{Undeliverable, Overdue, Rejected, CustomerNotResponding} {
		if a == reason || other == reason {
			return reason
		}
	}
	return ""
}
