package referral

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Channel is how an answer came.
type Channel string

const (
	ByLink      Channel = "link"
	ByPortal    Channel = "portal"
	ByTelephone Channel = "telephone"
	ByEmail     Channel = "email"
	InPerson    Channel = "in-person"
)

// RecordedChannels are the ways by which staff may have been told an answer.
func RecordedChannels() []Channel { return []Channel{ByTelephone, ByEmail, InPerson} }

// Recorded reports whether staff recorded what they were told.
func (c Channel) Recorded() bool { return slices.Contains(RecordedChannels(), c) }

// partners reports whether the partner answers by themselves; else staff record what they were told.
func (c Channel) partners() bool { return c == ByLink || c == ByPortal }

// mostAnswers is how many answers a partner can give to one send. Nobody changes their mind so often, and each stands in the
// timeline, which every answer of the API shows.
const mostAnswers = 100

// phrase is the channel in a sentence.
func (c Channel) phrase() string {
	if c == ByTelephone || c == ByEmail {
		return "by " + string(c)
	}
	return strings.ReplaceAll(string(c), "-", " ")
}

// Answer is what a partner says: one decision for all open lines, or for each line named its own.
type Answer struct {
	Decision Status       `json:"decision,omitempty"`
	Name     string       `json:"name"` // of the person at the partner
	Note     string       `json:"note,omitempty"`
	Reason   string       `json:"reason,omitempty"`  // of a rejection
	Outcome  string       `json:"outcome,omitempty"` // of a closing
	Channel  Channel      `json:"channel"`
	Lines    []LineAnswer `json:"lines,omitempty"`
}

// LineAnswer is the decision for one service; it overrides the answer's own.
type LineAnswer struct {
	Service  string `json:"key"`
	Decision Status `json:"decision"`
	Reason   string `json:"reason,omitempty"`
	Outcome  string `json:"outcome,omitempty"`
}

// Answer records what the partner said. The same answer twice changes nothing. Lines that have ended can be changed
// within the correction window after their answer: that is recorded as a correction.
// Invalid names the wrong fields; Conflict when the referral or a named line no longer takes an answer.
func (s State) Answer(cmd Command, a Answer) (Change, error) {
	a = a.tidy()
	if err := s.takesAnswers(a.Channel); err != nil {
		return Change{}, err
	}
	if err := s.checkAnswer(a, cmd.Rules); err != nil {
		return Change{}, err
	}
	if s.repeated(cmd, a) {
		return Change{}, nil
	}
	if a.Channel.partners() && s.Answers >= mostAnswers {
		return Change{}, s.conflict("This referral has been answered %d times. Please call the referring organization.", s.Answers)
	}
	decisions, err := s.decisions(cmd, a)
	if err != nil {
		return Change{}, err
	}
	next, event := s.applyAnswer(cmd, decisions)
	next.LastAnswer = &RecordedAnswer{Answer: a, At: cmd.At, Send: s.Sends, Sub: cmd.By.Sub}
	event.Note, event.Channel = a.Note, a.Channel
	var mails []MailKind
	if a.Channel.partners() {
		mails = append(mails, MailAnswered)
		next.Answers++
	} else {
		event.Name = a.Name
	}
	return cmd.record(&s, next, event, mails...).withAnswerTask(cmd.Rules), nil
}

// tidy gives each named line its own reason and outcome, and drops those that no decision needs: a form sends the
// untouched choices too.
func (a Answer) tidy() Answer {
	a.Name, a.Note = strings.TrimSpace(a.Name), strings.TrimSpace(a.Note)
	var lines []LineAnswer
	for _, l := range a.Lines {
		l.Reason, l.Outcome = why(l.Decision, first(l.Reason, a.Reason), first(l.Outcome, a.Outcome))
		lines = append(lines, l)
	}
	a.Lines = lines
	a.Reason, a.Outcome = why(a.Decision, a.Reason, a.Outcome)
	return a
}

// why keeps the reason of a rejection and the outcome of a closing, and neither of anything else.
func why(decision Status, reason, outcome string) (string, string) {
	switch decision {
	case Rejected:
		return reason, ""
	case Closed:
		return "", outcome
	}
	return "", ""
}

// repeated reports whether the answer is the last one once more: the button pressed twice, or a retry. After a resend
// the lines ask again, so nothing is a repetition; and what is still pending on a later day restarts the ten days.
func (s State) repeated(cmd Command, a Answer) bool {
	last := s.LastAnswer
	if last == nil || last.Send != s.Sends || !reflect.DeepEqual(last.Answer, a) {
		return false
	}
	for _, l := range s.Lines {
		if d, _ := a.decisionFor(l); l.Status == Pending && d.Status == Pending && l.ClockFrom < cmd.today() {
			return false
		}
	}
	return true
}

// takesAnswers refuses answers to what was never sent, is withdrawn, or may not be reported back on.
func (s State) takesAnswers(channel Channel) error {
	switch {
	case s.Customer.Erased():
		return s.conflict("%s", detailsErased)
	case s.Status == Draft:
		return s.conflict("This referral has not been sent yet.")
	case s.Status == Canceled:
		return s.conflict("This referral was withdrawn; it needs no answer.")
	case s.Organization.ReceivesOnly && channel.partners():
		return s.conflict("This organization only receives referrals; no answer is taken here.")
	}
	return nil
}

func (s State) checkAnswer(a Answer, rules *Rules) error {
	var wrong Problems
	if a.Name == "" {
		wrong.Add("name", "Enter the name of the person who answers.")
	}
	checkText(&wrong, "name", a.Name, MaxName)
	checkText(&wrong, "note", a.Note, MaxNote)
	if a.Decision == "" && len(a.Lines) == 0 {
		wrong.Add("decision", "Choose an answer.")
	}
	if a.Decision != "" {
		checkDecision(&wrong, "", a.Decision, a.Reason, a.Outcome, a.Note, rules)
	}
	seen := map[string]bool{}
	for i, l := range a.Lines {
		field := fmt.Sprintf("services[%d].", i)
		if _, asked := s.line(l.Service); !asked {
			wrong.Add(field+"key", "%q is not among the services of this referral.", l.Service)
		} else if seen[l.Service] {
			wrong.Add(field+"key", "%q appears more than once.", l.Service)
		}
		seen[l.Service] = true
		checkDecision(&wrong, field, l.Decision, l.Reason, l.Outcome, a.Note, rules)
	}
	return wrong.Err()
}

func checkDecision(wrong *Problems, field string, decision Status, reason, outcome, note string, rules *Rules) {
	switch {
	case !decision.Decision():
		wrong.Add(field+"decision", "Use one of: %s.", joinStatuses(Decisions()))
	case decision == Rejected && !chosen(rules.RejectReasons, reason):
		wrong.Add(field+"reason", "Choose why it is rejected: %s.", joinChoices(rules.RejectReasons))
	case decision == Rejected && reason == otherReason && note == "":
		wrong.Add("note", "Say in a note what the other reason is.")
	case decision == Closed && !chosen(rules.CloseOutcomes, outcome):
		wrong.Add(field+"outcome", "Choose how it ended: %s.", joinChoices(rules.CloseOutcomes))
	}
}

// otherReason is the reject reason that a note has to explain.
const otherReason = "other"

// decisions are the lines that the answer decides. One decision for all means all open lines; where none is open, the
// lines that can still be corrected. An ended line that the answer leaves as it is counts only where nothing else does:
// a page names every line, also those that were answered long ago.
func (s State) decisions(cmd Command, a Answer) ([]Decided, error) {
	var decided, unchanged []Decided
	for _, l := range s.Lines {
		d, named := a.decisionFor(l)
		switch {
		case d.Status == "", !named && l.Status.Ended() && s.Open():
		case !l.Status.Ended():
			decided = append(decided, d)
		case l.says(d):
			if l.correctable(cmd) {
				unchanged = append(unchanged, d)
			}
		case l.correctable(cmd):
			decided = append(decided, d)
		case named:
			return nil, s.conflict("%s has been answered as %s, and the time to correct that is over.",
				l.Label, strings.ToLower(l.Status.Label()))
		}
	}
	if len(decided) == 0 {
		decided = unchanged
	}
	if len(decided) == 0 {
		return nil, s.conflict("This referral has been answered as %s, and the time to correct that is over.",
			strings.ToLower(s.Status.Label()))
	}
	return decided, nil
}

// decisionFor is what the answer says of a line; named tells whether the line has its own decision. The status is empty
// when the answer says nothing of it.
func (a Answer) decisionFor(l Line) (d Decided, named bool) {
	for _, own := range a.Lines {
		if own.Service == l.Service {
			return Decided{l.Service, l.Label, own.Decision, own.Reason, own.Outcome}, true
		}
	}
	return Decided{l.Service, l.Label, a.Decision, a.Reason, a.Outcome}, false
}

// says reports whether the line stands as decided already.
func (l Line) says(d Decided) bool {
	return l.Status == d.Status && l.Reason == d.Reason && l.Outcome == d.Outcome
}

// correctable reports whether an ended line's answer is young enough to be changed.
func (l Line) correctable(cmd Command) bool {
	return cmd.At.Time().Sub(l.AnsweredAt.Time()) <= cmd.Rules.CorrectionWindow
}

// applyAnswer puts the decisions into the lines, derives what follows from them, and says what happened.
func (s State) applyAnswer(cmd Command, decisions []Decided) (State, Event) {
	next := s.clone()
	event := Event{Lines: decisions}
	var before []string
	for _, d := range decisions {
		for i := range next.Lines {
			l := &next.Lines[i]
			if l.Service != d.Service {
				continue
			}
			if l.Status.Ended() {
				before = append(before, l.Label+" "+strings.ToLower(l.Status.Label()))
			}
			l.Status, l.Reason, l.Outcome, l.AnsweredAt = d.Status, d.Reason, d.Outcome, cmd.At
			if d.Status == Pending {
				l.ClockFrom = cmd.today()
			}
		}
	}
	next.Status = statusOf(next.Lines)
	next.AnsweredAt = cmd.At
	next.EndedAt = ""
	if next.Status.Ended() {
		next.EndedAt = cmd.At
	}
	next.settleClocks(cmd.At, cmd.Rules)
	event.Type, event.Before = answerType(decisions), strings.Join(before, ", ")
	if len(before) > 0 {
		event.Type = Corrected
	}
	return next, event
}

// answerType names an answer with several decisions after the furthest of them.
func answerType(decisions []Decided) EventType {
	for _, furthest := range []Status{Accepted, CustomerNotResponding, Pending, Closed} {
		for _, d := range decisions {
			if d.Status == furthest {
				return EventType(furthest)
			}
		}
	}
	return AnsweredRejected
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

func joinStatuses(statuses []Status) string {
	var texts []string
	for _, s := range statuses {
		texts = append(texts, string(s))
	}
	return strings.Join(texts, ", ")
}

func joinChoices(choices []Choice) string {
	var texts []string
	for _, c := range choices {
		texts = append(texts, c.Key)
	}
	return strings.Join(texts, ", ")
}
