package referral

import "strings"

// NoteService notes a second service on the referral that stands: "note the second referred service in the Notes section
// of the P301 and the Additional Comments section … Career Navigators should not create two separate referrals". newest
// is the newest revision of the form. On a draft it is changed; after sending a revision is made, which the provider is
// told of, while the one before stays as sent. Conflict when the referral has ended.
func (s State) NoteService(cmd Command, newest Form, service, note string) (Change, error) {
	service, note = strings.TrimSpace(service), strings.TrimSpace(note)
	if s.Status.Ended() {
		return Change{}, s.conflict("This referral is %s already. Make a new one for the service.", strings.ToLower(s.Status.Label()))
	}
	if err := s.checkNoted(service, note); err != nil {
		return Change{}, err
	}
	text := "Second service: " + service + "."
	if note != "" {
		text += " " + note
	}
	form := newest.clone()
	if err := form.append(text); err != nil {
		return Change{}, err
	}
	next := s.clone()
	event := Event{Type: ServiceNoted, Note: text}
	if s.Status == Draft {
		return cmd.record(&s, next, event).withForm(form).withComment(text), nil
	}
	form.Revision++
	form.SentAt = cmd.At
	next.Employment.Revision = form.Revision
	return cmd.record(&s, next, event, MailFormAmended).withForm(form).withComment(text), nil
}

func (s State) checkNoted(service, note string) error {
	var wrong Problems
	switch {
	case service == "":
		wrong.Add("service", "Name the second service.")
	case service == s.Employment.Session:
		wrong.Add("service", "This referral is already for that service.")
	}
	checkText(&wrong, "service", service, MaxName)
	checkText(&wrong, "note", note, MaxReason)
	return wrong.Err()
}

// append adds a paragraph to the form's notes.
func (f *Form) append(text string) error {
	var wrong Problems
	for i := range f.Fields {
		if field := &f.Fields[i]; field.Key == FieldNotes {
			field.Value = strings.TrimPrefix(field.Value+"\n"+text, "\n")
			checkText(&wrong, "note", field.Value, MaxNote)
		}
	}
	return wrong.Err()
}
