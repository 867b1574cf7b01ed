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

// FollowMerge moves the referral to the organization that its own turned out to be: a merge of two entries of the
// directory. It changes nothing when it has followed already.
func (s State) FollowMerge(cmd Command, from string, into Organization) (Change, error) {
	if s.Organization.ID != from {
		return Change{}, nil
	}
	next := s.clone()
	next.Organization = into
	next.markSensitive(cmd.Rules) // from now on the link asks for the code where the other entry is a shelter's
	return cmd.record(&s, next, Event{
		Type: ContactChanged, Note: s.Organization.Name + " is now " + into.Name + ": the two entries of the directory were merged.",
	}), nil
}

// merged is what a new referral to a merged organization hears.
func merged(o Organization) error {
	err := Errorf(Conflict, "%s was merged with another entry of the directory. Choose that one.", o.Name)
	err.DuplicateOf = o.MergedInto
	return err
}
