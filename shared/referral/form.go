package referral

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// FieldKind is what a field of a form may hold.
type FieldKind string

const (
	FieldLine   FieldKind = "line"
	FieldLong   FieldKind = "long" // several lines
	FieldDate   FieldKind = "date"
	FieldNumber FieldKind = "number"
)

// FieldNotes is the field of a form into which a second service is noted: "the Notes section of the P301".
const FieldNotes = "notes"

// FormTemplate is the field set of a program's form. The public guides do not print the form's layout, so it is data
// that an agency arranges: fields may be left out, moved, renamed, and added for writing in.
type FormTemplate struct {
	Name   string      `json:"name"`  // "P301"
	Title  string      `json:"title"` // "Employment Services Client Referral"
	Fields []FormField `json:"fields"`
}

// Heading is the form's name and title as the guide writes them.
func (t FormTemplate) Heading() string { return t.Name + ": " + t.Title }

// FormField is one field of a form. One whose key says nothing to the system is filled in by hand.
type FormField struct {
	Key      string    `json:"key"`
	Label    string    `json:"label"`
	Kind     FieldKind `json:"kind"`
	Value    string    `json:"value"`
	Editable bool      `json:"editable"`
}

// Form is one revision of a referral's form.
type Form struct {
	Revision int         `json:"revision"` // 1, and one more for each service that is noted after sending
	Name     string      `json:"name"`
	Heading  string      `json:"heading"`
	Fields   []FormField `json:"fields"`
	SentAt   Instant     `json:"sentAt,omitempty"` // frozen since; empty while it is a draft
	// Filled is what Generate Form filled in, by the key of the field: one of a draft that says something else was edited.
	Filled map[string]string `json:"filled,omitempty"`
}

// Frozen reports whether the form was sent: it stays as the provider got it.
func (f Form) Frozen() bool { return f.SentAt != "" }

// Value is what the field of a key holds.
func (f Form) Value(key string) string {
	for _, field := range f.Fields {
		if field.Key == key {
			return field.Value
		}
	}
	return ""
}

func (f Form) clone() Form {
	f.Fields = append([]FormField(nil), f.Fields...)
	f.Filled = maps.Clone(f.Filled)
	return f
}

// fill makes the form of a template from what is known.
func (t FormTemplate) fill(known map[string]string) Form {
	f := Form{Revision: 1, Name: t.Name, Heading: t.Heading(), Fields: append([]FormField(nil), t.Fields...), Filled: map[string]string{}}
	for i := range f.Fields {
		field := &f.Fields[i]
		if value, fills := known[field.Key]; fills {
			field.Value, f.Filled[field.Key] = value, value
		}
	}
	return f
}

// refill is the form with what is known by now in every field that says what was filled in, and whether that differs.
func (f Form) refill(known map[string]string) (Form, bool) {
	next, differs := f.clone(), false
	for i := range next.Fields {
		field := &next.Fields[i]
		value, fills := known[field.Key]
		if was, filled := f.Filled[field.Key]; !fills || !filled || field.Value != was || value == was {
			continue
		}
		field.Value, next.Filled[field.Key], differs = value, value, true
	}
	return next, differs
}

// FilledFields are the keys of the fields that Generate Form fills; all others are for writing in.
func FilledFields() []string {
	var keys []string
	for key := range formValues(Parties{}, Activity{}, ActivityName{}, Actor{}, "") {
		keys = append(keys, key)
	}
	return keys
}

// formValues is what "populates on the P301": the client, the activity, the provider, the navigator.
func formValues(p Parties, a Activity, offered ActivityName, navigator Actor, phone string) map[string]string {
	hours := ""
	if a.HoursPerWeek > 0 {
		hours = strconv.FormatFloat(a.HoursPerWeek, 'f', -1, 64)
	}
	return map[string]string{
		"client": p.Customer.Name(), "caseNumber": p.Customer.CaseNumber, "clientAddress": p.Customer.Address,
		"clientPhone": p.Customer.Phone, "clientEmail": p.Customer.Email,
		"programBlock": a.Block, "activityName": a.Name, "activityCategory": offered.Category, "activityType": offered.Type,
		"service": a.Session, "provider": p.Organization.Name, "providerContact": p.Contact.Name, "agency": p.GranteeName,
		"navigator": navigator.Name, "navigatorPhone": phone, "navigatorEmail": navigator.Email,
		"startDate": string(a.StartDate), "endDate": string(a.EndDate), "hoursPerWeek": hours,
		FieldNotes: a.AdditionalComments(),
	}
}

// ofNavigator are the fields that tell who generated a form.
func ofNavigator() []string { return []string{"navigator", "navigatorPhone", "navigatorEmail"} }

// FormEdit is a new value for the field of a key.
type FormEdit struct {
	Key   string
	Value string
}

// EditForm changes fields of a draft's form: "reviews the form, make any necessary updates". What edits does not name
// stays. Conflict when the form is frozen, Invalid with each wrong field. The same again changes nothing.
func (s State) EditForm(cmd Command, f Form, edits []FormEdit) (Change, error) {
	if s.Status != Draft || f.Frozen() {
		return Change{}, s.conflict("This form was sent and stays as it is. A second service can be noted on it: " +
			"POST /v1/referrals/{id}/services.")
	}
	next, changed := f.clone(), false
	var wrong Problems
	named := map[string]bool{}
	for i, edit := range edits {
		if named[edit.Key] {
			wrong.Add(fmt.Sprintf("fields[%d].key", i), "%q appears more than once.", edit.Key)
		}
		named[edit.Key] = true
		at := slices.IndexFunc(f.Fields, func(field FormField) bool { return field.Key == edit.Key })
		if at < 0 {
			wrong.Add(fmt.Sprintf("fields[%d].key", i), "The form has no field %q.", edit.Key)
			continue
		}
		if field := &next.Fields[at]; field.Value != edit.Value {
			field.check(edit.Value, fmt.Sprintf("fields[%d].value", i), &wrong)
			field.Value, changed = edit.Value, true
		}
	}
	if err := wrong.Err(); err != nil || !changed {
		return Change{}, err
	}
	return cmd.record(&s, s.clone(), Event{Type: Drafted, Note: "The form was changed."}).withForm(next), nil
}

// check names what is wrong with a new value of the field.
func (f FormField) check(value, name string, wrong *Problems) {
	most := MaxName
	if f.Kind == FieldLong {
		most = MaxNote
	}
	_, errDate := ParseDate(value)
	_, errNumber := strconv.ParseFloat(value, 64)
	switch {
	case !f.Editable:
		wrong.Add(name, "%s comes from the case and the activity. Change it there.", f.Label)
	case value == "":
	case f.Kind == FieldDate && errDate != nil:
		wrong.Add(name, "Give a day as YYYY-MM-DD.")
	case f.Kind == FieldNumber && errNumber != nil:
		wrong.Add(name, "Give a number.")
	case f.Kind != FieldLong && strings.ContainsAny(value, "\r\n"):
		wrong.Add(name, "Use one line.")
	default:
		checkText(wrong, name, value, most)
	}
}
