package referral

import (
	"fmt"
	"strings"
)

// The names of tasks. The first two are the guide's.
const (
	TaskAccepted      = "Provider Referral Accepted"
	TaskRejected      = "Provider Referral Rejected"
	TaskChanged       = "Provider Referral Changed"
	TaskOverdue       = "Provider Referral Overdue"
	TaskUndeliverable = "Provider Referral Undeliverable"
)

// TaskStatus is how far a task has come.
type TaskStatus string

const (
	TaskOpen TaskStatus = "open"
	TaskDone TaskStatus = "completed"
)

// superseded is the outcome of a task whose answer was changed before the navigator acted on it.
const superseded = "Superseded"

// outcomeErased is the outcome of a task whose client's details were erased: nothing is left to act on.
const outcomeErased = "Erased"

// Task is something that the career navigator of a referral's program block has to do.
type Task struct {
	ReferralID   string     `json:"referralId"`
	Number       int        `json:"number"` // the referral's version at which it was made, or that of the mail it is about
	Reference    string     `json:"reference"`
	Name         string     `json:"name"`
	Navigator    string     `json:"navigator"` // sub
	Block        string     `json:"programBlock"`
	ActivityName string     `json:"activityName"`
	CustomerID   string     `json:"customerId"`
	Customer     string     `json:"customer"`
	ProviderID   string     `json:"providerId"`
	Provider     string     `json:"provider"`
	Reason       string     `json:"reason,omitempty"`
	Status       TaskStatus `json:"status"`
	CreatedAt    Instant    `json:"createdAt"`
	CompletedAt  Instant    `json:"completedAt,omitempty"`
	Outcome      string     `json:"outcome,omitempty"` // label
	Note         string     `json:"note,omitempty"`
}

// ID names the task: the referral's id and the task's number.
func (t Task) ID() string { return fmt.Sprintf("%s.%d", t.ReferralID, t.Number) }

// task makes a task for the navigator of the referral's block.
func (s State) task(number int, name, reason string, at Instant) Task {
	e := s.Employment
	return Task{
		ReferralID: s.ID, Number: number, Reference: s.Reference, Name: name, Navigator: e.Navigator, Block: e.Block,
		ActivityName: e.ActivityName, CustomerID: s.Customer.ID, Customer: s.Customer.Name(),
		ProviderID: s.Organization.ID, Provider: s.Organization.Name, Reason: reason, Status: TaskOpen, CreatedAt: at,
	}
}

// withTask adds a task to a change, in the change's own transaction.
func (c Change) withTask(name, reason string) Change {
	if c.next.Employment == nil {
		return c
	}
	t := c.next.task(c.next.Version, name, reason, c.event.At)
	c.tasks = append(c.tasks, t)
	c.beside = append(c.beside, c.event.beside(TaskCreated, t))
	return c
}

// withAnswerTask tells the navigator of an answer: "If the provider accepted the referral, the task name is Provider
// Referral Accepted. If the provider rejected the referral, the task name is Provider Referral Rejected. The rejection
// reason can be viewed in the task details." An open task of the answer before is completed: it is no longer true.
func (c Change) withAnswerTask(rules *Rules) Change {
	name := map[EventType]string{
		AnsweredAccepted: TaskAccepted, AnsweredRejected: TaskRejected, Corrected: TaskChanged,
	}[c.event.Type]
	if c.next.Employment == nil || name == "" {
		return c
	}
	if number := c.next.Employment.AnswerTask; number > 0 {
		before := c.next.task(number, "", "", "")
		before.Status, before.Outcome, before.CompletedAt = TaskDone, superseded, c.event.At
		c.tasks = append(c.tasks, before)
		c.beside = append(c.beside, c.event.beside(TaskCompleted, before))
	}
	c = c.withTask(name, c.answerReason(rules))
	c.next.Employment.AnswerTask = c.next.Version
	return c
}

// answerReason is why the provider rejected, in its own words where it has any; of a correction also what it now says.
func (c Change) answerReason(rules *Rules) string {
	var parts []string
	line := c.next.Lines[0]
	if c.event.Type == Corrected {
		parts = append(parts, "Now "+strings.ToLower(line.Status.Label())+".")
	}
	if line.Status == Rejected {
		if line.Reason != otherReason || c.event.Note == "" {
			parts = append(parts, labelOf(rules.RejectReasons, line.Reason)+".")
		}
		parts = append(parts, c.event.Note)
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

// CompleteTask completes a task with an outcome of the program's list, by key or label. Conflict when it is completed
// already.
func (s State) CompleteTask(cmd Command, t Task, outcome, note string) (Change, error) {
	var wrong Problems
	chosen, known := choiceOf(cmd.Rules.TaskOutcomes, outcome)
	if !known {
		wrong.Add("outcome", "Choose an outcome: %s.", joinLabels(cmd.Rules.TaskOutcomes))
	}
	checkText(&wrong, "note", note, MaxNote)
	if err := wrong.Err(); err != nil {
		return Change{}, err
	}
	if t.Status == TaskDone {
		err := Errorf(Conflict, "This task is already completed: %s.", t.Outcome)
		err.Current = Status(t.Status) // the task's: it is what the caller asked about
		return Change{}, err
	}
	t.Status, t.Outcome, t.Note, t.CompletedAt = TaskDone, chosen.Label, strings.TrimSpace(note), cmd.At
	next := s.clone()
	if next.Employment.AnswerTask == t.Number {
		next.Employment.AnswerTask = 0
	}
	change := cmd.record(&s, next, Event{Type: TaskCompleted, TaskID: t.ID(), Note: t.sentence()})
	change.tasks = []Task{t}
	return change, nil
}

// FollowNavigator hands the referral and its open tasks over to another navigator of its program block: "when a block's
// navigator changes, its open tasks follow". It changes nothing when they are the navigator's already.
func (s State) FollowNavigator(cmd Command, navigator string, open []Task) (Change, error) {
	if s.Employment == nil {
		return Change{}, nil
	}
	var follow []Task
	for _, t := range open {
		if t.Navigator != navigator {
			t.Navigator = navigator
			follow = append(follow, t)
		}
	}
	if s.Employment.Navigator == navigator && len(follow) == 0 {
		return Change{}, nil
	}
	next := s.clone()
	next.Employment.Navigator = navigator
	change := cmd.record(&s, next, Event{
		Type: NavigatorChanged, Note: s.Employment.Block + " has another career navigator now, who gets the open tasks.",
	})
	change.tasks = follow
	return change, nil
}

// FateTask is the task that a mail makes which did not reach the provider. false when there is nothing to do about it.
func (s State) FateTask(cmd Command, m Mail, became MailState) (Task, Event, bool) {
	if s.Employment == nil || s.Customer.Erased() || !m.Kind.Asks() || !became.Undeliverable() || m.toldBefore(became) {
		return Task{}, Event{}, false
	}
	t := s.task(m.Version, TaskUndeliverable, fates[became], cmd.At)
	event := s.reportEvent(cmd, m)
	return t, event.beside(TaskCreated, t), true
}

// beside is the event of a task that was made or completed by what another event tells.
func (e Event) beside(what EventType, t Task) Event {
	e.Type, e.Beside, e.TaskID = what, true, t.ID()
	e.Lines, e.Channel, e.Name, e.Contact, e.Before = nil, "", "", "", ""
	e.Note = t.sentence()
	return e
}

// sentence is the task as the timeline tells it.
func (t Task) sentence() string {
	text := t.Name
	if t.Outcome != "" {
		text = strings.TrimPrefix(text+": "+t.Outcome, ": ")
	}
	if text += "."; t.Note != "" {
		text += " " + t.Note
	}
	return text
}

func labelOf(choices []Choice, key string) string {
	if c, known := choiceOf(choices, key); known {
		return c.Label
	}
	return key
}

// choiceOf finds a choice by its key or its label, whatever the case.
func choiceOf(choices []Choice, word string) (Choice, bool) {
	for _, c := range choices {
		if c.Key == word || strings.EqualFold(c.Label, strings.TrimSpace(word)) {
			return c, true
		}
	}
	return Choice{}, false
}

func joinLabels(choices []Choice) string {
	var labels []string
	for _, c := range choices {
		labels = append(labels, c.Label)
	}
	return strings.Join(labels, ", ")
}
