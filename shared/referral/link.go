package referral

// LinkState is what a partner's link still opens.
type LinkState string

const (
	LinkAlive     LinkState = "alive"
	LinkWithdrawn LinkState = "withdrawn" // the referral was canceled: its own link says so, and nothing else
	LinkDead      LinkState = "dead"
)

// Link is what the link of a send opens now. It dies on a resend, some days after the referral has ended, some days
// after its send in any case, and with the customer's details.
func (s State) Link(send int, now Instant, rules *Rules) LinkState {
	if s.Customer.Erased() {
		return LinkDead
	}
	return s.linkBeforeErasure(send, now, rules)
}

// linkBeforeErasure is what the link would open, had nothing been erased: the contact of a referral that an erasure
// withdrew is told so.
func (s State) linkBeforeErasure(send int, now Instant, rules *Rules) LinkState {
	day := DateIn(now.Time(), rules.Zone)
	switch {
	case s.Status == Draft, send != s.Sends, s.SentAt == "":
		return LinkDead
	case day > DateIn(s.SentAt.Time(), rules.Zone).AddDays(rules.LinkDays):
		return LinkDead
	case s.Status == Canceled:
		return LinkWithdrawn
	case s.EndedAt != "" && day > DateIn(s.EndedAt.Time(), rules.Zone).AddDays(rules.LinkDaysAfterEnd):
		return LinkDead
	}
	return LinkAlive
}
