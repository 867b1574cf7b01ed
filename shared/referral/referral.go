// Package referral is the domain: what a referral is, which moves its state machine allows, what each move records
// and whom it tells. It knows nothing of HTTP, DynamoDB or mail, and imports only the standard library.
//
// A State is plain data that anybody may read. Only a Change can be stored, and only the commands of this package
// make one: no other package can move a referral past its rules.
package referral

// Kind tells the two kinds of referral apart.
type Kind string

const (
	Support    Kind = "support"    // barrier-reduction services; the partner answers by an e-mailed link
	Employment Kind = "employment" // a P301; the provider answers in the portal
)

// State is a referral as it stands: one request to one contact of one organization for one customer.
type State struct {
	ID        string `json:"id"`        // UUIDv7
	Reference string `json:"reference"` // can be read out over the telephone: R-7K3F-9QXM
	Program   string `json:"program"`
	Kind      Kind   `json:"kind"`
	Grantee   string `json:"grantee"`
	Status    Status `json:"status"`
	Version   int    `json:"version"` // counts the commands; mails and their delivery do not change it
	Sends     int    `json:"sends"`   // 0 for a draft; the link carries the number of its send

	// What the partner was shown, as it was at the last send.
	Customer     Customer     `json:"customer"`
	Organization Organization `json:"organization"`
	Contact      Contact      `json:"contact"`
	GranteeName  string       `json:"granteeName"`
	Lines        []Line       `json:"lines"`
	Note         string       `json:"note,omitempty"`
	Sensitive    bool         `json:"sensitive,omitempty"` // by a service or the organization: mails never name the customer

	Employment *EmploymentDetail `json:"employment,omitempty"` // of kind employment alone

	Consent     *Consent `json:"consent,omitempty"`
	WithdrawnAt Instant  `json:"withdrawnAt,omitempty"` // when the consent was withdrawn; the referral rests on none until another
	// ConsentEndsAt is 00:00 of the day after the consent's last, while an open referral may not be shared without it.
	ConsentEndsAt Instant `json:"consentEndsAt,omitempty"`
	AllowRepeat   string  `json:"allowRepeat,omitempty"` // why a second open referral for the same service is right
	Referrer      Actor   `json:"referrer"`              // who sent it: staff mails go there

	CreatedAt     Instant `json:"createdAt"`
	SentAt        Instant `json:"sentAt,omitempty"` // of the last send
	ResponseDueOn Date    `json:"responseDueOn,omitempty"`
	RemindAt      Instant `json:"remindAt,omitempty"`  // when the one reminder of this send is due; empty when it went or none will
	OverdueOn     Date    `json:"overdueOn,omitempty"` // the first day on which it is overdue; empty when nothing is awaited
	OverdueAt     Instant `json:"overdueAt,omitempty"` // 00:00 of that day in the program's zone
	MarkedOverdue bool    `json:"markedOverdue,omitempty"`
	AnsweredAt    Instant `json:"answeredAt,omitempty"`
	EndedAt       Instant `json:"endedAt,omitempty"`
	RetainUntil   Instant `json:"retainUntil,omitempty"` // when the customer's details are erased from it; empty while it is open
	// AttentionSince is when it began to need a look by staff: rejected, customer not responding, or overdue.
	AttentionSince Instant `json:"attentionSince,omitempty"`

	LastAnswer *RecordedAnswer `json:"lastAnswer,omitempty"`
	Answers    int             `json:"answers,omitempty"` // since the last send, by the link or in the portal
}

// Line is one service of a referral, with its own answer: a partner may accept transportation and reject housing in
// one visit.
type Line struct {
	Service    string  `json:"service"` // key in the catalog
	Label      string  `json:"label"`
	Status     Status  `json:"status"`
	Reason     string  `json:"reason,omitempty"`    // of a rejection: key in the program's reject reasons
	Outcome    string  `json:"outcome,omitempty"`   // of a closing: key in the program's close outcomes
	ClockFrom  Date    `json:"clockFrom,omitempty"` // the day the ten days count from: of the last send or pending answer
	AnsweredAt Instant `json:"answeredAt,omitempty"`
}

// RecordedAnswer is what the last answer said: the same answer again records nothing, and the page shows who answered.
type RecordedAnswer struct {
	Answer
	At   Instant `json:"at"`
	Send int     `json:"send"`          // that it answers
	Sub  string  `json:"sub,omitempty"` // of the account that gave or recorded it
}

// Open reports whether the referral waits for the partner or the customer.
func (s State) Open() bool { return s.Status.Open() }

// Overdue reports whether an answer is overdue at now: marked by the sweep, or past the time before it ran.
func (s State) Overdue(now Instant) bool {
	return s.MarkedOverdue || s.OverdueAt != "" && s.OverdueAt <= now
}

// Awaiting reports whether a final answer to any line is awaited.
func (s State) Awaiting() bool {
	if !s.Open() || s.Organization.ReceivesOnly {
		return false
	}
	for _, l := range s.Lines {
		if l.Status.Awaiting() {
			return true
		}
	}
	return false
}

// unanswered reports whether some line has got no answer at all.
func (s State) unanswered() bool {
	for _, l := range s.Lines {
		if l.Status == Sent {
			return true
		}
	}
	return false
}

// needsAttention reports whether staff should look at the referral, as far as its answers tell. Whether its mail
// arrived is known from the mail.
func (s State) needsAttention() bool {
	if s.Status == Draft || s.Status == Canceled {
		return false
	}
	for _, l := range s.Lines {
		if l.Status == Rejected || l.Status == CustomerNotResponding {
			return true
		}
	}
	return s.MarkedOverdue
}

func (s State) line(service string) (Line, bool) {
	for _, l := range s.Lines {
		if l.Service == service {
			return l, true
		}
	}
	return Line{}, false
}

// clone is a copy that shares nothing a command changes.
func (s State) clone() State {
	s.Lines = append([]Line(nil), s.Lines...)
	if s.Employment != nil {
		detail := *s.Employment
		s.Employment = &detail
	}
	return s
}
