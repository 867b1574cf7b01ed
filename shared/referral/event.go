package referral

import "strings"

// EventType is what happened, in the words of the timeline.
type EventType string

const (
	Drafted          EventType = "drafted"
	WasSent          EventType = "sent"
	Resent           EventType = "resent"
	Reminded         EventType = "reminded"
	Delivered        EventType = "delivered"
	Undelivered      EventType = "undeliverable"
	AnsweredPending  EventType = "pending"
	AnsweredAccepted EventType = "accepted"
	AnsweredRejected EventType = "rejected"
	AnsweredNoReply  EventType = "customer-not-responding"
	AnsweredClosed   EventType = "closed"
	Corrected        EventType = "corrected"
	BecameOverdue    EventType = "overdue"
	WasCanceled      EventType = "canceled"
	ConsentGiven     EventType = "consent-recorded"
	ConsentWithdrawn EventType = "consent-withdrawn"
	ServiceNoted     EventType = "service-noted"
	ContactChanged   EventType = "contact-changed"
	TaskCreated      EventType = "task-created"
	TaskCompleted    EventType = "task-completed"
	NavigatorChanged EventType = "navigator-changed"
	WasErased        EventType = "erased"
)

// Event is the immutable record of one thing that happened to a referral: the timeline, the audit trail and the source
// of every mail, task and count. It is whole in itself, because stream consumers see one item at a time.
type Event struct {
	ID             string    `json:"id"` // of the command, UUIDv7
	Type           EventType `json:"type"`
	Program        string    `json:"program"`
	Grantee        string    `json:"grantee"`
	Kind           Kind      `json:"kind,omitempty"` // of the referral
	ReferralID     string    `json:"referralId"`
	Reference      string    `json:"reference"`
	CustomerID     string    `json:"customerId"`
	OrganizationID string    `json:"organizationId,omitempty"`
	Version        int       `json:"version"` // of the referral after it
	Status         Status    `json:"status"`  // of the referral after it
	Send           int       `json:"send,omitempty"`
	At             Instant   `json:"at"`
	By             Actor     `json:"by"`

	Lines   []Decided `json:"lines,omitempty"`   // what an answer decided
	Note    string    `json:"note,omitempty"`    // in the words of whoever did it
	Channel Channel   `json:"channel,omitempty"` // how an answer came
	Name    string    `json:"name,omitempty"`    // of an answer that staff recorded: whom at the partner they spoke to
	Contact string    `json:"contact,omitempty"` // to whom it was sent
	Before  string    `json:"before,omitempty"`  // of a correction: what stood before
	TaskID  string    `json:"taskId,omitempty"`  // of the task that was made or completed
	Beside  bool      `json:"beside,omitempty"`  // stands beside the event of the same version
}

// Decided is one line of an answer.
type Decided struct {
	Service string `json:"key"`
	Label   string `json:"label"`
	Status  Status `json:"status"`
	Reason  string `json:"reason,omitempty"`
	Outcome string `json:"outcome,omitempty"`
}

// Detail is the event in a sentence for the timeline: who did it and when stand beside it.
func (e Event) Detail() string {
	var parts []string
	if e.Contact != "" {
		parts = append(parts, "To "+e.Contact+".")
	}
	if e.Channel != "" && e.Channel != ByLink && e.Channel != ByPortal {
		parts = append(parts, e.Name+" answered "+e.Channel.phrase()+".")
	}
	for _, l := range e.Lines {
		parts = append(parts, l.sentence())
	}
	if e.Before != "" {
		parts = append(parts, "Before: "+e.Before+".")
	}
	if e.Note != "" {
		parts = append(parts, e.Note)
	}
	return strings.Join(parts, " ")
}

func (d Decided) sentence() string {
	text := d.Label + ": " + strings.ToLower(d.Status.Label())
	if why := d.Reason + d.Outcome; why != "" {
		text += " (" + strings.ReplaceAll(why, "-", " ") + ")"
	}
	return text + "."
}

// BusType is the detail type under which the event goes to the bus; empty for events that stay inside.
func (e Event) BusType() string {
	if e.Kind == Employment && e.Type == WasSent || e.Type == ServiceNoted && e.Send > 0 {
		return "FormSent"
	}
	return map[EventType]string{
		WasSent: "ReferralSent", Resent: "ReferralResent", WasCanceled: "ReferralCanceled",
		ConsentWithdrawn: "ReferralCanceled",
		AnsweredPending:  "ReferralAnswered", AnsweredAccepted: "ReferralAnswered", AnsweredRejected: "ReferralAnswered",
		AnsweredNoReply: "ReferralAnswered", AnsweredClosed: "ReferralAnswered",
		Corrected: "ReferralCorrected", BecameOverdue: "ReferralOverdue", Reminded: "ReminderDue",
		Undelivered: "ReferralUndeliverable", Delivered: "ReferralDelivered",
		TaskCreated: "TaskCreated", TaskCompleted: "TaskCompleted",
		WasErased: "ReferralErased", // whoever keeps a copy of it has something to erase too
	}[e.Type]
}
