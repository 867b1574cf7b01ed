package page

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/referral-tool/referrals/shared/referral"
)

// Draft is an answer that was not accepted: everything that was typed, which the page keeps, and the reason. The zero
// Draft is the untouched form.
type Draft struct {
	Form   url.Values
	Errors []referral.FieldError // in the notation of an answer's body: "name", "services[1].reason"

	Unseen  bool // somebody else answered since the page was opened: their answer is shown before this one is taken
	Refused bool // the referral no longer takes such an answer

	// Kept says that the answer was typed before the page was locked, and came back with the code. Path is then where it
	// is sent to: the code was not entered at the page's own address.
	Kept bool
	Path string
}

func (d Draft) failed() bool { return len(d.Errors) > 0 || d.Unseen || d.Refused || d.Kept }

// problem is one wrong field: where it is on the page, and what to do.
type problem struct {
	ID   string // of the element to go to; empty when the page has none
	Text string
}

// problems are the draft's errors in the order of the page and in its own words: the domain's are written for callers
// of the API.
func (d Draft) problems(v View, t *texts) []problem {
	var list []problem
	for _, e := range d.Errors {
		if p := d.problem(e, v, t); !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	slices.SortStableFunc(list, func(a, b problem) int { return place(a.ID) - place(b.ID) })
	return list
}

// place is how far down the page an element is: the question for all, the services, the note, the name.
func place(id string) int {
	switch {
	case id == fieldName:
		return 3
	case id == fieldNote:
		return 2
	case strings.HasPrefix(id, "service-"):
		return 1
	}
	return 0
}

func (d Draft) problem(e referral.FieldError, v View, t *texts) problem {
	if service, field, ok := d.serviceOf(e.Field, v); ok {
		return lineProblem(service, field, t)
	}
	switch e.Field {
	case fieldDecision:
		return problem{firstChoice(v), t.ErrDecision}
	case fieldReason:
		return problem{fieldReason, t.ErrReason}
	case fieldOutcome:
		return problem{fieldOutcome, t.ErrOutcome}
	case fieldName:
		return problem{fieldName, textProblem(d.Form.Get(fieldName), referral.MaxName, t.ErrName, t.ErrNameLong, t.ErrUnreadable)}
	case fieldNote:
		return problem{fieldNote, textProblem(d.Form.Get(fieldNote), referral.MaxNote, t.ErrNote, t.ErrNoteLong, t.ErrUnreadable)}
	}
	return problem{"", t.ErrSend}
}

// textProblem says what is wrong with a text: it is missing, too long, or contains characters that nobody can read.
func textProblem(typed string, most int, missing, long, unreadable string) string {
	switch {
	case strings.TrimSpace(typed) == "":
		return missing
	case utf8.RuneCountInString(typed) > most:
		return long
	}
	return unreadable
}

func lineProblem(service Service, field string, t *texts) problem {
	id := serviceID(service.Key)
	switch field {
	case fieldReason:
		return problem{id + fieldReason, fmt.Sprintf(t.ErrLineReason, service.Label)}
	case fieldOutcome:
		return problem{id + fieldOutcome, fmt.Sprintf(t.ErrLineOutcome, service.Label)}
	}
	return problem{id + string(referral.Decisions()[0]), fmt.Sprintf(t.ErrLineDecision, service.Label)}
}

// serviceOf finds the service that "services[1].reason" is about: the second of those that the form answers.
func (d Draft) serviceOf(field string, v View) (service Service, rest string, ok bool) {
	inner, found := strings.CutPrefix(field, "services[")
	if !found {
		return Service{}, "", false
	}
	number, rest, _ := strings.Cut(inner, "].")
	i, err := strconv.Atoi(number)
	lines := linesOf(d.Form, v.keys())
	if err != nil || i < 0 || i >= len(lines) {
		return Service{}, "", false
	}
	for _, s := range v.Services {
		if s.Key == lines[i].Service {
			return s, rest, true
		}
	}
	return Service{}, "", false
}

// firstChoice is where the first radio button of the form is.
func firstChoice(v View) string {
	first := string(referral.Decisions()[0])
	if v.ForAll {
		return fieldDecision + "-" + first
	}
	for _, s := range v.Services {
		if s.CanAnswer {
			return serviceID(s.Key) + first
		}
	}
	return ""
}

func (v View) keys() []string {
	var keys []string
	for _, s := range v.Services {
		keys = append(keys, s.Key)
	}
	return keys
}
