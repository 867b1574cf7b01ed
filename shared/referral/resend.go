package referral

// Resend sends an open referral again, or reopens a canceled one: a new link, the old one dead at once, the clocks
// from the start. The lines without a final answer ask again; those of a canceled referral all. The partner is shown the
// parties as they now are; the contact may be another of the same organization.
// Conflict when it has been answered for good or never been sent, or the customer was erased; Invalid when contact or
// consent no longer serve.
func (s State) Resend(cmd Command, parties Parties) (Change, error) {
	if err := s.Resendable(); err != nil {
		return Change{}, err
	}
	if err := parties.refused(); err != nil {
		return Change{}, err
	}
	next := s.clone()
	next.Organization, next.Contact = parties.Organization, parties.Contact
	if parties.Customer.Grantee == s.Grantee { // what another grantee has learnt since is not this one's to tell
		next.Customer = parties.Customer
	}
	next.markSensitive(cmd.Rules)
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

// Resendable is nil when the referral may be sent again, as far as its own state tells; else a Conflict that says what
// to do instead.
func (s State) Resendable() error {
	switch {
	case s.Customer.Erased():
		return s.conflict("%s", detailsErased)
	case s.Status == Draft:
		return s.conflict("This referral is a draft. Send it instead.")
	case s.Sends == 0:
		return s.conflict("This draft was thrown away and never sent. Make a new referral instead.")
	case s.Status == Rejected, s.Status == Closed:
		return s.conflict("This referral has been answered for good. Make a new one instead.")
	}
	return nil
}
