package verify

import (
	"strings"

	"github.com/referral-tool/referrals/infra/storm/internal/client"
)

// writers are the commands that write one text over.
type writers struct {
	acknowledged bool
	may, mayNot  []string // what they wrote: those that may have, and those that were refused
}

func (w *writers) add(c client.Result) *writers {
	if w == nil {
		w = &writers{}
	}
	if c.Fate == client.Refused {
		w.mayNot = append(w.mayNot, c.Marker)
	} else {
		w.may = append(w.may, c.Marker)
	}
	w.acknowledged = w.acknowledged || c.Fate == client.Acknowledged
	return w
}

// rewritten: of commands that write the same text over the last one stands. Which that was the system alone knows; but
// once one was acknowledged, it is one of those that were not refused.
func (j *judgement) rewritten() {
	notes, forms := map[string]*writers{}, map[string]*writers{}
	for _, c := range j.Calls {
		switch id := fieldOf(c.Answer, "id"); c.Kind {
		case "create", "draft":
			if c.Fate == client.Acknowledged {
				notes[id] = notes[id].add(c)
			}
		case "change of a draft":
			notes[c.Subject] = notes[c.Subject].add(c)
		case "form changed":
			forms[c.Subject] = forms[c.Subject].add(c)
		}
	}
	j.each(func(id string, f *file) {
		if f.Customer.Erased() {
			return
		}
		j.stands("note of "+id, f.Note, notes[id])
		j.stands("form of "+id, f.formNotes(), forms[id])
	})
}

func (j *judgement) stands(what, text string, by *writers) {
	if by == nil {
		return
	}
	if by.acknowledged && !containsAny(text, by.may) {
		j.broken("the %s reads %q; it was acknowledged to be one of %q", what, text, by.may)
	}
	if containsAny(text, by.mayNot) {
		j.broken("the %s reads %q, which was refused", what, text)
	}
}

func containsAny(text string, words []string) bool {
	for _, word := range words {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// formNotes are the notes of all revisions of the form.
func (f *file) formNotes() string {
	var notes strings.Builder
	for _, form := range f.forms {
		notes.WriteString(form.Value("notes") + "\n")
	}
	return notes.String()
}
