package referral

// Resend sends an open referral again, or reopens a canceled one: a new link, the old one dead at once, the clocks
// from the start. The lines without a final answer ask again; those of a canceled referral all. The contact is the one
// of the parties, which may be another of the same organization.
// Conflict when it has been answered for good or never been sent; Invalid when contact or consent no longer serve.
func (s State) Resend(cmd Command, parties Parties) (Change, error) {
	switch s.Status {
	case Draft:
		return Change{}, s.conflict("This referral is a draft. Send it instead.")
	case Rejected, Closed:
		return Change{}, s.conflict("This referral has been answered for good. Make a new one instead.")
	}
	next := s.clone()
	next.Organization, next.Contact = parties.Organization, parties.Contact
	var wrong Problems
	next.checkComplete(cmd, &wrong)
	if err := wrong.Err(); err != nil {
		return Change{}, err
	}
	if s.Status == Canceled {
		for i := range next.Lines {
			next.Lines[i].Status = Sent
		}
	}
	return next.send(cmd, &s, Resent, MailResent), nil
}
