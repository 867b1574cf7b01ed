package page

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/referral-tool/referrals/shared/referral"
)

// Names of the form's fields; those of a service follow its prefix.
const (
	fieldDecision = "decision"
	fieldReason   = "reason"
	fieldOutcome  = "outcome"
	fieldNote     = "note"
	fieldName     = "name"
	fieldSeen     = "seen"
)

func servicePrefix(key string) string { return "service." + key + "." }

// ParseForm reads what the page's form posts. services are the keys of the referral's lines in their order; seen is the
// version that the page showed. The error is Invalid and names fields that the page does not have, that appear twice,
// or that are unreadable; what the answer itself lacks, the domain says.
func ParseForm(form url.Values, services []string) (answer referral.Answer, seen int, err error) {
	var wrong referral.Problems
	checkFields(&wrong, form, services)
	seen, malformed := strconv.Atoi(form.Get(fieldSeen))
	if malformed != nil || seen < 1 {
		wrong.Add(fieldSeen, "The form lacks the version of the referral that it was made for.")
	}
	if err := wrong.Err(); err != nil {
		return referral.Answer{}, 0, err
	}
	return referral.Answer{
		Decision: referral.Status(form.Get(fieldDecision)),
		Name:     form.Get(fieldName),
		Note:     strings.ReplaceAll(form.Get(fieldNote), "\r\n", "\n"), // as browsers send line breaks
		Reason:   form.Get(fieldReason),
		Outcome:  form.Get(fieldOutcome),
		Channel:  referral.ByLink,
		Lines:    linesOf(form, services),
	}, seen, nil
}

func checkFields(wrong *referral.Problems, form url.Values, services []string) {
	known := map[string]bool{
		fieldDecision: true, fieldReason: true, fieldOutcome: true, fieldNote: true, fieldName: true, fieldSeen: true,
	}
	for _, key := range services {
		for _, field := range []string{fieldDecision, fieldReason, fieldOutcome} {
			known[servicePrefix(key)+field] = true
		}
	}
	for field, values := range form {
		switch {
		case !known[field]:
			wrong.Add(field, "This page has no such field.")
		case len(values) > 1:
			wrong.Add(field, "This field appears more than once.")
		}
	}
}

// Typed is what a form post holds of an answer: of the fields that such pages have, each once. Empty when it holds none.
// Which services the referral has plays no part: before the code, nobody is to find out by trying names.
func Typed(form url.Values) url.Values {
	typed := url.Values{}
	for name := range form {
		field := name
		if inner, ofService := strings.CutPrefix(name, "service."); ofService {
			field = inner[strings.LastIndex(inner, ".")+1:]
			if field != fieldDecision && field != fieldReason && field != fieldOutcome {
				continue
			}
		}
		switch field {
		case fieldDecision, fieldReason, fieldOutcome, fieldNote, fieldName, fieldSeen:
			typed.Set(name, form.Get(name))
		}
	}
	return typed
}

// linesOf are the services that the form answers individually. A form always sends its selects, whatever answer is
// ticked, so a reason counts only with a rejection; but a reason without any tick is a service that somebody meant to
// answer, and is not ignored.
func linesOf(form url.Values, services []string) []referral.LineAnswer {
	var lines []referral.LineAnswer
	for _, key := range services {
		prefix := servicePrefix(key)
		line := referral.LineAnswer{
			Service: key, Decision: referral.Status(form.Get(prefix + fieldDecision)),
			Reason: form.Get(prefix + fieldReason), Outcome: form.Get(prefix + fieldOutcome),
		}
		if line.Decision == "" && (form.Has(prefix+fieldDecision) || line.Reason == "" && line.Outcome == "") {
			continue // "as above", or untouched
		}
		if line.Decision != referral.Rejected {
			line.Reason = ""
		}
		if line.Decision != referral.Closed {
			line.Outcome = ""
		}
		lines = append(lines, line)
	}
	return lines
}
