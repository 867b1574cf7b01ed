package referral

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of free text, in characters: what fits a page and keeps an item far from DynamoDB's 400 KB.
const (
	MaxNote   = 4000
	MaxReason = 1000
	MaxName   = 200
)

// Request is what staff ask for: the New Referral window, or a draft of it.
type Request struct {
	Services    []string // keys of the catalog
	Note        string
	Consent     *Consent
	AllowRepeat string
}

// Parties are those whom a referral is about, as the directory has them now. A draft may lack organization and contact.
type Parties struct {
	Customer     Customer
	Organization Organization
	Contact      Contact
	GranteeName  string // the referring organization, as the partner reads it
}

// refused is nil when a referral can be made of the parties as they are.
func (p Parties) refused() error {
	switch {
	case p.Customer.Erased():
		return ErasedCustomer()
	case p.Organization.MergedInto != "":
		return merged(p.Organization)
	}
	return nil
}

// Create makes a referral and sends it: the guide's Submit Referral. Invalid names every field that is wrong.
func Create(cmd Command, id string, parties Parties, req Request) (Change, error) {
	state := fresh(cmd, id, parties)
	if err := state.fill(cmd, parties, req, true); err != nil {
		return Change{}, err
	}
	return state.send(cmd, nil, WasSent, MailSent), nil
}

// CreateDraft makes a referral and keeps it: the guide's Save. Nobody is told, no clock runs, it counts nowhere.
func CreateDraft(cmd Command, id string, parties Parties, req Request) (Change, error) {
	state := fresh(cmd, id, parties)
	if err := state.fill(cmd, parties, req, false); err != nil {
		return Change{}, err
	}
	return cmd.record(nil, state, Event{Type: Drafted}), nil
}

// Edit replaces what a draft says. Conflict when it is none any more.
func (s State) Edit(cmd Command, parties Parties, req Request) (Change, error) {
	if s.Kind == Employment {
		return Change{}, s.conflict("%s", ofForm)
	}
	if s.Status != Draft {
		return Change{}, s.conflict("Only a draft can be changed; this referral is %s.", s.Status.Label())
	}
	next := s.clone()
	if err := next.fill(cmd, parties, req, false); err != nil {
		return Change{}, err
	}
	return cmd.record(&s, next, Event{Type: Drafted}), nil
}

// Submit sends a draft, with the parties as they are now. Conflict when it is no draft, Invalid when it lacks what
// sending needs.
func (s State) Submit(cmd Command, parties Parties) (Change, error) {
	switch {
	case s.Kind == Employment:
		return Change{}, s.conflict("%s", ofForm)
	case s.Status != Draft:
		return Change{}, s.conflict("This referral has been sent already.")
	}
	next := s.clone()
	req := Request{Note: s.Note, Consent: s.Consent, AllowRepeat: s.AllowRepeat}
	for _, l := range s.Lines {
		req.Services = append(req.Services, l.Service)
	}
	if err := next.fill(cmd, parties, req, true); err != nil {
		return Change{}, err
	}
	next.Referrer = cmd.By
	return next.send(cmd, &s, WasSent, MailSent), nil
}

// ofForm refuses what is for the New Referral window alone.
const ofForm = "This referral is made of a form. Change the form, or the activity that it is generated from."

func fresh(cmd Command, id string, parties Parties) State {
	return State{
		ID: id, Reference: ReferenceOf(id), Program: cmd.Rules.Program, Kind: Support, Grantee: parties.Customer.Grantee,
		Status: Draft, CreatedAt: cmd.At, Referrer: cmd.By,
	}
}

// fill puts the request into the state; complete asks for all that sending needs.
func (s *State) fill(cmd Command, parties Parties, req Request, complete bool) error {
	if err := parties.refused(); err != nil {
		return err
	}
	s.Customer, s.Organization, s.Contact, s.GranteeName = parties.Customer, parties.Organization, parties.Contact, parties.GranteeName
	s.Note, s.Consent, s.AllowRepeat = req.Note, req.Consent, strings.TrimSpace(req.AllowRepeat)
	var wrong Problems
	s.Lines = linesOf(req.Services, cmd.Rules, &wrong)
	s.markSensitive(cmd.Rules)
	checkText(&wrong, "note", req.Note, MaxNote)
	checkText(&wrong, "allowRepeat", req.AllowRepeat, MaxReason)
	if req.Consent != nil {
		req.Consent.check(&wrong, "consent.")
	}
	if complete {
		s.checkComplete(cmd, &wrong)
	}
	return wrong.Err()
}

// markSensitive keeps whether a service or the organization alone tells something of the customer.
func (s *State) markSensitive(rules *Rules) {
	s.Sensitive = s.Organization.Sensitive
	for _, l := range s.Lines {
		s.Sensitive = s.Sensitive || rules.Services[l.Service].Sensitive
	}
}

func linesOf(keys []string, rules *Rules, wrong *Problems) []Line {
	var lines []Line
	seen := map[string]bool{}
	for _, key := range keys {
		service, known := rules.Services[key]
		switch {
		case !known:
			wrong.Add("services", "%q is not a service of this program; GET /v1/services lists them.", key)
		case seen[key]:
			wrong.Add("services", "%q appears more than once.", key)
		default:
			lines = append(lines, Line{Service: key, Label: service.Label, Status: Draft})
		}
		seen[key] = true
	}
	return lines
}

// checkComplete names everything that keeps a referral from being sent.
func (s *State) checkComplete(cmd Command, wrong *Problems) {
	if s.Organization.ID == "" {
		wrong.Add("organizationId", "Choose the organization to refer to.")
	}
	if len(s.Lines) == 0 && !wrong.name("services") {
		wrong.Add("services", "Check at least one service.")
	}
	switch {
	case s.Contact.ID == "":
		wrong.Add("contactId", "Choose the contact to send it to.")
	case !s.Contact.Deliverable():
		wrong.Add("contactId", "%s", undeliverable(s.Contact))
	}
	s.checkConsent(cmd, wrong)
}

func undeliverable(c Contact) string {
	switch {
	case c.Email == "":
		return "This contact has no e-mail address. Add one, or choose another contact."
	case PlaceholderAddress(c.Email):
		return "This contact's e-mail address is a placeholder. Correct it, or choose another contact."
	}
	return "Mail to this contact's address came back. Correct the address, or choose another contact."
}

func checkText(wrong *Problems, field, text string, most int) {
	if n := utf8.RuneCountInString(text); n > most {
		wrong.Add(field, "Use at most %d characters; there are %d.", most, n)
	}
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && !strings.ContainsRune("\n\r\t", r) }) {
		wrong.Add(field, "Do not use control characters.")
	}
}

func oneOf(text string, allowed []string) bool {
	for _, a := range allowed {
		if a == text {
			return true
		}
	}
	return false
}

// send moves the state to sent: a new link, all open lines ask, the clocks start.
func (s State) send(cmd Command, prev *State, event EventType, mail MailKind) Change {
	s.Sends++
	s.Answers = 0
	s.SentAt, s.EndedAt = cmd.At, ""
	for i := range s.Lines {
		if !s.Lines[i].Status.final() {
			s.Lines[i] = Line{Service: s.Lines[i].Service, Label: s.Lines[i].Label, Status: Sent}
		}
	}
	s.Status = statusOf(s.Lines)
	s.startClocks(cmd.At, cmd.Rules)
	return cmd.record(prev, s, Event{Type: event, Contact: s.Contact.Name + ", " + s.Organization.Name}, mail)
}

// final reports whether a line's answer stands through a resend: "lines without a final answer ask again".
func (s Status) final() bool { return s == Accepted || s == Rejected || s == Closed }

func (s State) conflict(format string, args ...any) *Error {
	err := Errorf(Conflict, format, args...)
	err.Current = s.Status
	return err
}
