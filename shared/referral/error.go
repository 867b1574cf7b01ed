package referral

import "fmt"

// ErrorKind says what went wrong in terms that a caller can act upon. The HTTP status of each stands in shared/api.
type ErrorKind string

const (
	Malformed   ErrorKind = "malformed"        // the request cannot be read at all
	Forbidden   ErrorKind = "forbidden"        // a role that may never make this call
	NotFound    ErrorKind = "not-found"        // unknown, or not the caller's to see: the two must not be told apart
	Conflict    ErrorKind = "conflict"         // the current state, or a duplicate, forbids it
	Gone        ErrorKind = "gone"             // withdrawn: a canceled referral's own link
	Stale       ErrorKind = "stale"            // the version that the caller saw is no longer the current one
	TooLarge    ErrorKind = "too-large"        // a body over the limit
	Unsupported ErrorKind = "unsupported-type" // a content type that the call does not take
	Invalid     ErrorKind = "invalid"          // understood, but a field is wrong
	TooMany     ErrorKind = "too-many"         // tried too often
)

// Error is every error that a person may see: a kind, a message that says what to do, and a cause for the log alone.
type Error struct {
	Kind        ErrorKind
	Message     string
	Fields      []FieldError // of an Invalid
	Current     Status       // of a Conflict or Stale: the state as it is, of a task "completed"
	DuplicateOf string       // of a Conflict: the id of the one that stands
	Err         error        // the cause; never shown
}

// FieldError names one wrong field, in the notation of the request's body ("services[1].reason").
type FieldError struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

func (e *Error) Error() string {
	text := string(e.Kind) + ": " + e.Message
	for _, f := range e.Fields {
		text += fmt.Sprintf("; %s: %s", f.Field, f.Message)
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an Error of a kind with a message for a person.
func Errorf(kind ErrorKind, format string, args ...any) *Error {
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...)}
}

// Problems collects wrong fields, so that a person hears of all of them at once.
type Problems []FieldError

// Add notes one wrong field.
func (p *Problems) Add(field, format string, args ...any) {
	*p = append(*p, FieldError{Field: field, Message: fmt.Sprintf(format, args...)})
}

// name reports whether the field is among the wrong ones.
func (p Problems) name(field string) bool {
	for _, f := range p {
		if f.Field == field {
			return true
		}
	}
	return false
}

// Err is nil without problems, else one Invalid error with all of them.
func (p Problems) Err() error {
	if len(p) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Message: "Please correct the named fields, and send it again.", Fields: p}
}
