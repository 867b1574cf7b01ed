package referral

import "reflect"

// EmploymentDetail is what a referral for employment services is about beyond its parties: a client's activity, and the
// program block whose career navigator gets the tasks.
type EmploymentDetail struct {
	ActivityID   string `json:"activityId"`
	Block        string `json:"programBlock"`
	ActivityName string `json:"activityName"`
	Session      string `json:"sessionDescription"`
	Navigator    string `json:"navigator"` // sub of the block's; it follows the client's record
	Revision     int    `json:"revision"`  // of the newest form that was sent; 0 for a draft
	// AnswerTask is the number of the open task that the last answer made; 0 when none is open.
	AnswerTask int `json:"answerTask,omitempty"`
}

// EmploymentService is the catalog's one service of an employment program. What is referred for is the session.
const EmploymentService = "employment-services"

// Generate makes the draft of a client's activity and fills its form: the guide's Generate Form. phone is how to reach
// the navigator, who is the one that generates. Invalid when the activity no longer fits client and catalog.
func Generate(cmd Command, id string, parties Parties, activity Activity, phone string) (Change, error) {
	if err := parties.refused(); err != nil {
		return Change{}, err
	}
	if err := activity.Check(parties.Customer, cmd.Rules); err != nil {
		return Change{}, err
	}
	block, _ := parties.Customer.block(activity.Block)
	offered, _ := cmd.Rules.activity(activity.Name)
	state := fresh(cmd, id, parties)
	state.Kind = Employment
	state.Customer, state.Organization, state.Contact, state.GranteeName = parties.Customer, parties.Organization, parties.Contact, parties.GranteeName
	state.Lines = []Line{{Service: EmploymentService, Label: activity.Session, Status: Draft}}
	state.Employment = &EmploymentDetail{
		ActivityID: activity.ID, Block: activity.Block, ActivityName: activity.Name, Session: activity.Session, Navigator: block.Navigator,
	}
	state.markSensitive(cmd.Rules)
	form := cmd.Rules.Form.fill(formValues(parties, activity, offered, cmd.By, phone))
	return cmd.record(nil, state, Event{Type: Drafted}).withForm(form), nil
}

// Refill brings a draft up to what case and activity say by now: Generate Form once more, after a correction. A field that
// somebody has edited keeps the edit; the provider, and the navigator who generated it, stay. It changes nothing when the
// draft says all of it already, or is none any more. Conflict when the client was erased.
func (s State) Refill(cmd Command, f Form, client Customer, activity Activity) (Change, error) {
	if client.Erased() {
		return Change{}, ErasedCustomer()
	}
	if s.Status != Draft || f.Frozen() {
		return Change{}, nil
	}
	offered, _ := cmd.Rules.activity(activity.Name)
	parties := Parties{Customer: client, Organization: s.Organization, Contact: s.Contact, GranteeName: s.GranteeName}
	known := formValues(parties, activity, offered, Actor{}, "")
	for _, key := range ofNavigator() {
		delete(known, key)
	}
	form, differs := f.refill(known)
	if !differs && reflect.DeepEqual(s.Customer, client) {
		return Change{}, nil
	}
	next := s.clone()
	next.Customer = client
	return cmd.record(&s, next, Event{Type: Drafted, Note: "The form was filled anew from the case and the activity."}).withForm(form), nil
}

// SendForm sends a draft's form to the provider and freezes it: the guide's Send to Provider. contact is whom the
// provider is told by. Conflict when it was sent already, Invalid when it lacks what sending needs.
func (s State) SendForm(cmd Command, f Form, contact Contact) (Change, error) {
	if s.Status != Draft {
		return Change{}, s.conflict("This form has been sent already.")
	}
	next := s.clone()
	next.Contact = contact
	var wrong Problems
	next.checkComplete(cmd, &wrong)
	if err := wrong.Err(); err != nil {
		return Change{}, err
	}
	next.Employment.Revision = 1
	next.Referrer = cmd.By
	f.SentAt, f.Filled = cmd.At, nil
	return next.send(cmd, &s, WasSent, MailSent).withForm(f), nil
}

// Withheld reports whether the provider no longer sees the client: "after a rejection or a cancellation the provider
// keeps the reference, the activity and its own reason".
func (s State) Withheld() bool {
	return s.Status == Rejected || s.Status == Canceled || s.Customer.Erased()
}

// TakesResponse reports whether the provider can answer in the portal at now, or still change its answer.
func (s State) TakesResponse(now Instant, rules *Rules) bool {
	if s.takesAnswers(ByPortal) != nil {
		return false
	}
	return s.Open() || s.Lines[0].correctable(Command{At: now, Rules: rules})
}
