package referral

import "sort"

// Command says who does something, when, and under which rules.
type Command struct {
	ID    string // UUIDv7: the event carries it, so that a retried write recognises its own first try
	At    Instant
	By    Actor
	Rules *Rules
}

// today is the day of the command by the program's clocks.
func (cmd Command) today() Date { return DateIn(cmd.At.Time(), cmd.Rules.Zone) }

// Change is what a command decided: the referral's next state, the event that records it, the mails that it causes and
// the duplicate guards that it takes or gives back. It is stored in one transaction or not at all.
// The zero Change changes nothing.
type Change struct {
	prev  *State
	next  State
	event Event
	mails []Mail

	beside  []Event // of tasks that the command made or completed
	tasks   []Task  // made, completed or handed over, as they then are
	form    *Form
	pdf     []byte
	comment string // added to the activity
}

// Nothing reports whether the command found everything as it wants it: there is nothing to store.
func (c Change) Nothing() bool { return c.event.ID == "" }

// Next is the referral after the command.
func (c Change) Next() State { return c.next }

// Prev is the referral before the command; false when the command makes it.
func (c Change) Prev() (State, bool) {
	if c.prev == nil {
		return State{}, false
	}
	return *c.prev, true
}

// Event is the record of the command.
func (c Change) Event() Event { return c.event }

// Mails are what the command causes to be sent.
func (c Change) Mails() []Mail { return c.mails }

// Beside are the events of tasks that the command made or completed: they stand beside its own and count no version.
func (c Change) Beside() []Event { return c.beside }

// Tasks are those that the command made, completed or handed over, as they then are.
func (c Change) Tasks() []Task { return c.tasks }

// Form is the revision of the form that the command made or changed; false when it touched none.
func (c Change) Form() (Form, bool) {
	if c.form == nil {
		return Form{}, false
	}
	return *c.form, true
}

// Comment is what the command adds to the Additional Comments of the referral's activity.
func (c Change) Comment() string { return c.comment }

// Distributes reports whether the command sends a form: its PDF has to be attached before the change can be stored.
func (c Change) Distributes() bool { return c.form != nil && c.form.Frozen() }

// Attach adds the PDF of the form that the command sends.
func (c Change) Attach(pdf []byte) Change {
	c.pdf = pdf
	return c
}

// PDF is the form as it was attached.
func (c Change) PDF() []byte { return c.pdf }

func (c Change) withForm(f Form) Change {
	c.form = &f
	return c
}

func (c Change) withComment(text string) Change {
	c.comment = text
	return c
}

// Guards are what a change takes and releases of the duplicate guards of its customer at its organization: an open
// referral holds one for the key of each open line, one for employment services that for its Activity Name.
type Guards struct {
	Take, Release []string
	Repeat        bool // taken beside another holder's: a reason for the repetition was given, or two entries were merged
}

// Guards derives from the two states what the change takes and releases at the organization that it is then about.
func (c Change) Guards() Guards {
	var before []string
	moved := c.Left() != nil
	if c.prev != nil && !moved {
		before = c.prev.held()
	}
	after := c.next.held()
	return Guards{Take: minus(after, before), Release: minus(before, after), Repeat: c.next.AllowRepeat != "" || moved}
}

// Left are the guards that the change gives back at the organization that the referral was moved away from; nil unless
// it was moved.
func (c Change) Left() []string {
	if c.prev == nil || c.prev.Organization.ID == c.next.Organization.ID {
		return nil
	}
	return c.prev.held()
}

// held are the services whose duplicates the referral forbids as it stands.
func (s State) held() []string {
	if s.Employment != nil {
		return s.heldActivity()
	}
	var keys []string
	for _, l := range s.Lines {
		if l.Status.Open() {
			keys = append(keys, l.Service)
		}
	}
	sort.Strings(keys)
	return keys
}

// heldActivity: "to the same provider under the same Activity Name for two separate services … Career Navigators should
// not create two separate referrals".
func (s State) heldActivity() []string {
	if !s.Open() {
		return nil
	}
	return []string{s.Employment.ActivityName}
}

func minus(a, b []string) []string {
	in := make(map[string]bool, len(b))
	for _, x := range b {
		in[x] = true
	}
	var rest []string
	for _, x := range a {
		if !in[x] {
			rest = append(rest, x)
		}
	}
	return rest
}

// record finishes a command: the version counts up, the event and the mails say what the next state says.
func (cmd Command) record(prev *State, next State, event Event, mails ...MailKind) Change {
	if prev != nil {
		next.Version = prev.Version + 1
	} else {
		next.Version = 1
	}
	next.ConsentEndsAt = ""
	if next.Open() && next.Consent != nil && next.restsOnConsent(cmd.Rules) {
		next.ConsentEndsAt = At(next.Consent.Until.AddDays(1).Start(cmd.Rules.Zone))
	}
	next.retain(cmd)
	switch {
	case !next.needsAttention():
		next.AttentionSince = ""
	case next.AttentionSince == "":
		next.AttentionSince = cmd.At
	}
	event.ID, event.At, event.By = cmd.ID, cmd.At, cmd.By
	event.Program, event.Grantee, event.Kind = next.Program, next.Grantee, next.Kind
	event.ReferralID, event.Reference = next.ID, next.Reference
	event.CustomerID, event.OrganizationID = next.Customer.ID, next.Organization.ID
	event.Version, event.Status, event.Send = next.Version, next.Status, next.Sends
	change := Change{prev: prev, next: next, event: event}
	for _, kind := range next.mailKinds(mails) {
		change.mails = append(change.mails, Mail{
			Program: next.Program, ReferralID: next.ID, Reference: next.Reference, Grantee: next.Grantee,
			CustomerID: next.Customer.ID, OrganizationID: next.Organization.ID, ContactID: next.Contact.ID,
			Version: next.Version, Kind: kind, Send: next.Sends, At: cmd.At, State: MailQueued,
			Corrected: event.Type == Corrected,
		}.gathered(next, cmd.Rules))
	}
	return change
}
