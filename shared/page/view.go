package page

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/referral-tool/referrals/shared/language"
	"github.com/referral-tool/referrals/shared/referral"
)

// View is what the link shows a partner: the page renders it, and a caller who asks for JSON gets it as it is.
type View struct {
	Language     language.Language `json:"language"`
	Reference    string            `json:"reference"`
	Program      string            `json:"program"`
	Grantee      Grantee           `json:"grantee"`
	Organization string            `json:"organization"` // to which the referral went

	Customer Customer  `json:"customer"`
	Services []Service `json:"services"`
	Note     string    `json:"note,omitempty"`

	Status        referral.Status `json:"status"`
	ResponseDueOn referral.Date   `json:"responseDueOn,omitempty"` // empty when no answer is awaited
	Overdue       bool            `json:"overdue"`
	Answers       []Given         `json:"answers"` // oldest first
	LastAnswer    *Given          `json:"lastAnswer,omitempty"`

	CanAnswer     bool              `json:"canAnswer"`
	ChangeUntil   *Until            `json:"changeUntil,omitempty"` // of services that have ended; nil: none that can be changed has
	ForAll        bool              `json:"forAll"`                // one decision for all services is possible
	ReceivesOnly  bool              `json:"receivesOnly"`
	Part2Notice   string            `json:"part2Notice,omitempty"`
	RejectReasons []referral.Choice `json:"rejectReasons"`
	CloseOutcomes []referral.Choice `json:"closeOutcomes"`
	Version       int               `json:"version"` // an answer gives it back as seen
}

// Until is the moment until which an answer that ended a service can be changed.
type Until struct {
	At   referral.Instant `json:"at"`
	When string           `json:"when"` // At, written out in the program's time zone
}

// Grantee is the referring organization.
type Grantee struct {
	Name  string `json:"name"`
	Phone string `json:"phone,omitempty"`
}

// Customer is the person referred. After a rejection only the name is left.
type Customer struct {
	Name    string `json:"name"`
	Address string `json:"address,omitempty"`
	Phone   string `json:"phone,omitempty"`
	Email   string `json:"email,omitempty"`
}

// Service is one requested service and its status.
type Service struct {
	Key       string          `json:"key"`
	Label     string          `json:"label"`
	Status    referral.Status `json:"status"`
	Reason    string          `json:"reason,omitempty"`  // of a rejection: key among the reject reasons
	Outcome   string          `json:"outcome,omitempty"` // of a closing: key among the close outcomes
	CanAnswer bool            `json:"canAnswer"`
}

// Given is an answer that was given.
type Given struct {
	Name       string             `json:"name,omitempty"`       // who answered, if known
	RecordedBy string             `json:"recordedBy,omitempty"` // the staff member who recorded it
	At         referral.Instant   `json:"at"`
	When       string             `json:"when"` // At, written out in the program's time zone
	Services   []referral.Decided `json:"services"`
	Note       string             `json:"note,omitempty"`
	Corrected  bool               `json:"corrected,omitempty"`
}

// Input is what a View is made of.
type Input struct {
	State        referral.State
	Events       []referral.Event // of the referral, in their order
	Now          time.Time
	Rules        *referral.Rules
	ProgramName  string
	GranteePhone string
	Language     language.Language
}

// Part 2 requires that this statement accompany such a disclosure, word for word: 42 CFR § 2.32(a)(2).
const part2Notice = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."

// substanceAbuse is the service whose records 42 CFR Part 2 may protect.
const substanceAbuse = "substance-abuse"

// Of is what the link of a referral shows now.
func Of(in Input) View {
	s := in.State
	l := language.Of(string(in.Language))
	t := textsOf(l)
	v := View{
		Language: l, Reference: s.Reference, Program: in.ProgramName,
		Grantee:      Grantee{Name: readable(s.GranteeName), Phone: in.GranteePhone},
		Organization: readable(s.Organization.Name),
		Customer:     Customer{Name: readable(s.Customer.Name())},
		Services:     servicesOf(in),
		Status:       s.Status, Overdue: s.Overdue(referral.At(in.Now)),
		Answers: answersOf(in, l), ReceivesOnly: s.Organization.ReceivesOnly, Version: s.Version,
		RejectReasons: t.choices(in.Rules.RejectReasons), CloseOutcomes: t.choices(in.Rules.CloseOutcomes),
	}
	if s.Status != referral.Rejected {
		v.Customer.Address, v.Customer.Phone = readable(s.Customer.Address), readable(s.Customer.Phone)
		if email := readable(s.Customer.Email); !referral.PlaceholderAddress(email) { // "count as no e-mail"
			v.Customer.Email = email
		}
		// Staff write into the note how to reach the customer, so it goes where that goes.
		v.Note = readable(s.Note)
	}
	if s.Awaiting() {
		v.ResponseDueOn = s.ResponseDueOn
	}
	if n := len(v.Answers); n > 0 {
		v.LastAnswer = &v.Answers[n-1]
	}
	v.ChangeUntil = changeUntil(in, v.Services, l)
	for _, line := range v.Services {
		v.CanAnswer = v.CanAnswer || line.CanAnswer
		if line.Key == substanceAbuse {
			v.Part2Notice = part2Notice
		}
	}
	// One decision for all means the open lines; where none is open, all must still be correctable.
	v.ForAll = v.CanAnswer && (s.Open() || !slices.ContainsFunc(v.Services, func(line Service) bool { return !line.CanAnswer }))
	return v
}

func servicesOf(in Input) []Service {
	services := make([]Service, 0, len(in.State.Lines))
	for _, l := range in.State.Lines {
		services = append(services, Service{
			Key: l.Service, Label: l.Label, Status: l.Status, Reason: l.Reason, Outcome: l.Outcome,
			CanAnswer: !in.State.Organization.ReceivesOnly && takesAnswer(l, in),
		})
	}
	return services
}

// takesAnswer reports whether the link can answer a line: an open one, or one that ended so recently that its answer
// can still be corrected.
func takesAnswer(l referral.Line, in Input) bool {
	switch {
	case l.Status.Open():
		return true
	case l.Status == referral.Rejected, l.Status == referral.Closed:
		return in.Now.Sub(l.AnsweredAt.Time()) <= in.Rules.CorrectionWindow
	}
	return false
}

// changeUntil is when the first of the ended services that can be answered no longer can; nil when there is none.
func changeUntil(in Input, services []Service, l language.Language) *Until {
	var first *Until
	for i, line := range in.State.Lines {
		if !services[i].CanAnswer || line.Status.Open() {
			continue
		}
		if at := line.AnsweredAt.Add(in.Rules.CorrectionWindow); first == nil || at < first.At {
			first = &Until{At: at, When: l.Moment(at.Time().In(in.Rules.Zone))}
		}
	}
	return first
}

func answersOf(in Input, l language.Language) []Given {
	given := []Given{}
	for _, e := range in.Events {
		if !isAnswer(e.Type) {
			continue
		}
		g := Given{
			Name: readable(e.By.Name), At: e.At, When: l.Moment(e.At.Time().In(in.Rules.Zone)),
			Services: e.Lines, Note: readable(e.Note), Corrected: e.Type == referral.Corrected,
		}
		if e.Channel.Recorded() {
			g.Name, g.RecordedBy = readable(e.Name), g.Name
			if in.State.Status == referral.Rejected { // staff may have written of the customer, who is not shown any more
				g.Note = ""
			}
		}
		given = append(given, g)
	}
	return given
}

func isAnswer(t referral.EventType) bool {
	return t == referral.Corrected || referral.Status(t).Decision()
}

// readable removes characters that would make a text look like something else: control characters, and those that turn
// the direction of writing.
func readable(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.In(r, unicode.Cc, unicode.Bidi_Control) {
			return -1
		}
		return r
	}, text)
}
