package referral

// FollowContact takes over a correction of the contact from the directory, so that the next mail and staff's screens
// use it. It changes nothing when the referral goes to somebody else, has ended, or has the correction already.
func (s State) FollowContact(cmd Command, contact Contact) (Change, error) {
	was := s.Contact
	contact.DeadEmail, was.DeadEmail = "", ""
	if !s.Open() || was.ID != contact.ID || was == contact {
		return Change{}, nil
	}
	next := s.clone()
	next.Contact = contact
	note := "The contact's entry in the directory was corrected."
	if was.Email != contact.Email {
		note = "The contact's address was corrected from " + was.Email + " to " + contact.Email + "."
	}
	return cmd.record(&s, next, Event{Type: ContactChanged, Note: note}), nil
}

// FollowOrganization takes over a correction of the organization from the directory: one that is marked sensitive is from
// now on opened with a code and named to nobody, one that only receives is no longer asked. It changes nothing when the
// referral goes elsewhere, has ended, or has the correction already.
func (s State) FollowOrganization(cmd Command, organization Organization) (Change, error) {
	if !s.Open() || s.Organization.ID != organization.ID || s.Organization == organization {
		return Change{}, nil
	}
	return cmd.record(&s, s.at(cmd, organization), Event{Type: ContactChanged, Note: "The organization's entry in the directory was corrected."}), nil
}

// at is the referral at an organization as the directory has it now. Where that begins or ceases to be one that answers, so
// do the deadlines.
func (s State) at(cmd Command, organization Organization) State {
	next := s.clone()
	next.Organization = organization
	next.markSensitive(cmd.Rules)
	if s.Open() && s.Organization.ReceivesOnly != organization.ReceivesOnly {
		next.startClocks(cmd.At, cmd.Rules)
	}
	return next
}

// FollowMerge moves the referral to the organization that its own turned out to be: a merge of two entries of the
// directory. It changes nothing when it has followed already.
func (s State) FollowMerge(cmd Command, from string, into Organization) (Change, error) {
	if s.Organization.ID != from {
		return Change{}, nil
	}
	next := s.at(cmd, into)
	return cmd.record(&s, next, Event{
		Type: ContactChanged, Note: s.Organization.Name + " is now " + into.Name + ": the two entries of the directory were merged.",
	}), nil
}

// merged is what a new referral to a merged organization hears.
func merged(o Organization) error {
	err := Errorf(Conflict, "%s was merged with another organization in the directory. Choose that one.", o.Name)
	err.DuplicateOf = o.MergedInto
	return err
}
