package referral

// The name under which lists show a customer whose details are gone.
const (
	erasedFirstName = "Erased"
	erasedLastName  = "customer"
)

// detailsErased refuses what would need, or bring back, the details of an erased referral.
const detailsErased = "The customer's details were erased from this referral; it can only be read."

// Erased reports whether the customer's details are gone.
func (c Customer) Erased() bool { return c.ErasedAt != "" }

// Anonymous is the customer without anything that tells who it is: what counts are made by stays.
func (c Customer) Anonymous(at Instant) Customer {
	return Customer{
		ID: c.ID, FirstName: erasedFirstName, LastName: erasedLastName, Group: c.Group, Grantee: c.Grantee, ErasedAt: at,
	}
}

// ErasedCustomer refuses what would write about a customer whose details are gone.
func ErasedCustomer() *Error {
	return Errorf(Conflict, "This customer's details were erased. Who comes back is loaded as a new customer, under another id.")
}

// Erase takes out of a referral what tells of its customer: name and how to reach them, and every text that somebody
// wrote freely. What was asked for, of whom, and how it was answered stays, so that no figure changes. Tasks are those
// of the referral. One that has not ended is withdrawn, and its contact told. Erased once, nothing changes any more.
func (s State) Erase(cmd Command, tasks []Task) (Change, error) {
	if s.Customer.Erased() {
		return Change{}, nil
	}
	next := s.clone()
	var mails []MailKind
	if !s.Status.Ended() {
		next.end(cmd)
		if s.Sends > 0 {
			mails = []MailKind{MailCanceled}
		}
	}
	next.Customer = s.Customer.Anonymous(cmd.At)
	next.Note, next.AllowRepeat = "", ""
	if s.Consent != nil {
		next.Consent = &Consent{By: next.Customer.Name(), Method: s.Consent.Method, Date: s.Consent.Date, Until: s.Consent.Until}
	}
	if s.LastAnswer != nil {
		last := *s.LastAnswer
		last.Note = ""
		next.LastAnswer = &last
	}
	change := cmd.record(&s, next, Event{Type: WasErased}, mails...)
	for _, t := range tasks {
		change = change.withErased(t)
	}
	return change, nil
}

// withErased adds a task as it reads without the client. An open one is completed.
func (c Change) withErased(t Task) Change {
	t.Customer, t.Reason, t.Note = c.next.Customer.Name(), "", ""
	if t.Status == TaskOpen {
		t.Status, t.Outcome, t.CompletedAt = TaskDone, outcomeErased, c.event.At
		c.beside = append(c.beside, c.event.beside(TaskCompleted, t))
		if c.next.Employment.AnswerTask == t.Number {
			c.next.Employment.AnswerTask = 0
		}
	}
	c.tasks = append(c.tasks, t)
	return c
}
