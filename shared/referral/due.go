package referral

// Remind asks the contact once more, on the due day, as long as a line has no answer at all. It changes nothing when
// no reminder is due, so that a second sweep writes nothing.
func (s State) Remind(cmd Command) (Change, error) {
	if s.RemindAt == "" || s.RemindAt > cmd.At || !s.Open() {
		return Change{}, nil
	}
	next := s.clone()
	next.RemindAt = ""
	return cmd.record(&s, next, Event{Type: Reminded}, MailReminder), nil
}

// MarkOverdue marks a referral whose answer is overdue and tells the referring person, once until an answer or a
// resend clears the mark. It changes nothing when nothing is overdue.
func (s State) MarkOverdue(cmd Command) (Change, error) {
	if s.MarkedOverdue || s.OverdueAt == "" || s.OverdueAt > cmd.At {
		return Change{}, nil
	}
	next := s.clone()
	next.MarkedOverdue, next.RemindAt = true, ""
	return cmd.record(&s, next, Event{Type: BecameOverdue}, MailOverdue), nil
}

// NextDue is the moment at which the sweep has to look at the referral again; empty when it never has to.
func (s State) NextDue() Instant {
	switch {
	case s.RemindAt != "":
		return s.RemindAt
	case s.OverdueAt != "" && !s.MarkedOverdue:
		return s.OverdueAt
	}
	return ""
}
