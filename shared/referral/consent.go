package referral

import "strings"

// Consent is the customer's agreement that what the partner sees is shared.
type Consent struct {
	By     string `json:"by"`
	Method string `json:"method"` // written, verbal, electronic
	Date   Date   `json:"date"`
	Until  Date   `json:"until"` // the last day on which it holds
}

// ConsentMethods are how a consent can be given.
func ConsentMethods() []string { return []string{"written", "verbal", "electronic"} }

// RecordConsent keeps a consent with a referral, in the place of the one before. The same one again changes nothing.
// Conflict when the referral has been answered for good; Invalid when the consent does not hold today.
func (s State) RecordConsent(cmd Command, c Consent) (Change, error) {
	if s.Customer.Erased() {
		return Change{}, s.conflict("%s", detailsErased)
	}
	if s.Status == Rejected || s.Status == Closed {
		return Change{}, s.conflict("This referral is %s already.", strings.ToLower(s.Status.Label()))
	}
	var wrong Problems
	c.check(&wrong, "")
	switch today := cmd.today(); {
	case len(wrong) > 0:
	case c.Until < today:
		wrong.Add("until", "This consent has ended already.")
	case c.Date > today:
		wrong.Add("date", "A consent cannot be dated in the future.")
	}
	if err := wrong.Err(); err != nil {
		return Change{}, err
	}
	if s.Consent != nil && *s.Consent == c && s.WithdrawnAt == "" {
		return Change{}, nil
	}
	next := s.clone()
	next.Consent, next.WithdrawnAt = &c, ""
	return cmd.record(&s, next, Event{Type: ConsentGiven, Note: c.sentence()}), nil
}

// WithdrawConsent cancels a referral because the customer no longer agrees to the sharing. by is whoever withdrew it. A
// resend then needs a new consent. Conflict when there is no consent, or the referral has ended.
func (s State) WithdrawConsent(cmd Command, by, note string) (Change, error) {
	if s.Consent == nil {
		return Change{}, s.conflict("This referral rests on no recorded consent. Cancel it instead.")
	}
	by, note = strings.TrimSpace(by), strings.TrimSpace(note)
	var wrong Problems
	if by == "" {
		wrong.Add("by", "Name the person who withdrew the consent.")
	}
	checkText(&wrong, "by", by, MaxName)
	checkText(&wrong, "note", note, MaxNote)
	if err := wrong.Err(); err != nil {
		return Change{}, err
	}
	text := "Consent withdrawn by " + by + "."
	if note != "" {
		text += " " + note
	}
	change, err := s.withdraw(cmd, Event{Type: ConsentWithdrawn, Note: text})
	if err != nil {
		return Change{}, err
	}
	change.next.WithdrawnAt = cmd.At
	return change, nil
}

// EndConsent cancels an open referral that rests on a consent whose last day has passed. It changes nothing when none
// has, so that a second sweep writes nothing.
func (s State) EndConsent(cmd Command) (Change, error) {
	if !s.Open() || s.Consent == nil || !s.restsOnConsent(cmd.Rules) || s.Consent.Until >= cmd.today() {
		return Change{}, nil
	}
	return s.withdraw(cmd, Event{Type: ConsentWithdrawn, Note: "The consent held until " + s.Consent.Until.Long() + "."})
}

// restsOnConsent reports whether the program's rule lets the referral be shared only with a consent.
func (s State) restsOnConsent(rules *Rules) bool {
	return rules.Consent == ConsentRequired || rules.Consent == ConsentSensitive && s.Sensitive
}

// checkConsent asks for a consent that holds on the day of sending, where the program's rule requires one. One that was
// withdrawn forbids the sharing whatever the rule.
func (s *State) checkConsent(cmd Command, wrong *Problems) {
	switch required := s.restsOnConsent(cmd.Rules); {
	case s.WithdrawnAt != "":
		wrong.Add("consent", "The customer withdrew the consent. Record a new one before this is shared again.")
	case s.Consent == nil && required:
		wrong.Add("consent", "The customer's consent is needed before this can be shared: who agreed, how, when, and until when.")
	case s.Consent != nil && s.Consent.Until < cmd.today() && required:
		wrong.Add("consent.until", "This consent has ended. Record a new one.")
	case s.Consent != nil && s.Consent.Date > cmd.today():
		wrong.Add("consent.date", "A consent cannot be dated in the future.")
	}
}

func (c Consent) check(wrong *Problems, prefix string) {
	if strings.TrimSpace(c.By) == "" {
		wrong.Add(prefix+"by", "Name the person who agreed.")
	}
	checkText(wrong, prefix+"by", c.By, MaxName)
	if !oneOf(c.Method, ConsentMethods()) {
		wrong.Add(prefix+"method", "Use one of: %s.", strings.Join(ConsentMethods(), ", "))
	}
	date, err := ParseDate(string(c.Date))
	if err != nil {
		wrong.Add(prefix+"date", "Give the day of the consent as YYYY-MM-DD.")
	}
	until, err := ParseDate(string(c.Until))
	if err != nil {
		wrong.Add(prefix+"until", "Give the last day on which the consent is valid as YYYY-MM-DD.")
	} else if until < date {
		wrong.Add(prefix+"until", "The consent would end before it began.")
	}
}

// sentence is the consent as the timeline tells it.
func (c Consent) sentence() string {
	return strings.ToUpper(c.Method[:1]) + c.Method[1:] + " consent by " + strings.TrimSpace(c.By) + ", until " + c.Until.Long() + "."
}
