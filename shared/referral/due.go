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
	return cmd.record(&s, next, Event{Type: BecameOverdue}, MailOverdue).withTask(TaskOverdue, ""), nil
}

// Due is why the sweep has to look at a referral.
type Due string

const (
	DueReminder Due = "reminder"
	DueOverdue  Due = "overdue"
	DueConsent  Due = "consent" // the day after a consent's last
	// DueRetention: the details have been kept for as long as the program keeps them.
	DueRetention Due = "retention"
)

// NextDue is the moment at which the sweep has to look at the referral again; empty when it never has to.
func (s State) NextDue() Instant {
	at, _ := s.Due()
	return at
}

// Due is when, and why, the sweep has to look at the referral next; empty when it never has to.
func (s State) Due() (at Instant, why Due) {
	consider := func(when Instant, because Due) {
		if when != "" && (at == "" || when < at) {
			at, why = when, because
		}
	}
	consider(s.ConsentEndsAt, DueConsent)
	if !s.MarkedOverdue {
		consider(s.OverdueAt, DueOverdue)
	}
	consider(s.RemindAt, DueReminder)
	consider(s.RetainUntil, DueRetention)
	return at, why
}

// Sweep does what is due: the end of a consent before anything that would still share, being overdue before a reminder
// that came too late. It changes nothing when nothing is due.
func (s State) Sweep(cmd Command) (Change, error) {
	for _, step := range []func(Command) (Change, error){s.EndConsent, s.MarkOverdue, s.Remind} {
		if change, err := step(cmd); err != nil || !change.Nothing() {
			return change, err
		}
	}
	return Change{}, nil
}
