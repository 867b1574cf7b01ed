package page

import (
	"net/url"

	"github.com/referral-tool/referrals/shared/referral"
)

// controls are the form as the template lays it out: every element with its id, its words, what was typed into it and
// what is wrong with it.
type controls struct {
	Seen     int
	Decision *group  // for all services; nil when there is none
	Services []group // one by one; empty with a single service
	Expanded bool    // the list of services is open
	Note     field
	Name     field
	Problems []problem
}

// group is one question with radio buttons.
type group struct {
	ID, Name     string // of the radio buttons, before the choice
	Legend, Hint string
	Foreign      bool // the legend is not in the page's language
	Choices      []choice
	Error        string
}

type choice struct {
	ID, Value   string
	Label, Hint string
	Checked     bool
	Why         *choose // asked when this is ticked
}

// choose is a list to choose one of.
type choose struct {
	ID, Name, Label, Prompt string
	Options                 []option
	Error                   string
}

type option struct {
	Key, Label string
	Selected   bool
}

type field struct {
	ID, Label, Hint, Value, Error string
	Most                          int // characters
}

func controlsOf(v View, d Draft, t *texts) controls {
	problems := d.problems(v, t)
	wrong := map[string]string{}
	for _, p := range problems {
		wrong[p.ID] = p.Text
	}
	b := builder{view: v, texts: t, typed: d.Form, wrong: wrong}
	c := controls{
		Seen: v.Version, Problems: problems,
		Note: field{fieldNote, t.Note, t.NoteHint, d.Form.Get(fieldNote), wrong[fieldNote], referral.MaxNote},
		Name: field{fieldName, t.YourName, t.YourNameHint, d.Form.Get(fieldName), wrong[fieldName], referral.MaxName},
	}
	c.Services = b.services()
	if v.ForAll {
		all := b.group(fieldDecision+"-", "", t.DecisionLegend, "")
		if len(c.Services) > 0 {
			all.Hint = t.DecisionForAllHint
		}
		c.Decision = &all
	}
	c.Expanded = !v.ForAll || len(linesOf(d.Form, v.keys())) > 0
	return c
}

type builder struct {
	view  View
	texts *texts
	typed url.Values
	wrong map[string]string // message by element id
}

// services are the questions one by one. A single service needs none beside the question for all.
func (b builder) services() []group {
	var groups []group
	for _, s := range b.view.Services {
		if !s.CanAnswer {
			continue
		}
		g := b.group(serviceID(s.Key), servicePrefix(s.Key), s.Label, "")
		g.Foreign = true
		if b.view.ForAll {
			prefix := servicePrefix(s.Key) + fieldDecision
			g.Choices = append(g.Choices, choice{
				ID: serviceID(s.Key) + "same", Label: b.texts.SameAsForAll,
				Checked: b.typed.Has(prefix) && b.typed.Get(prefix) == "",
			})
		}
		groups = append(groups, g)
	}
	if b.view.ForAll && len(b.view.Services) == 1 {
		return nil
	}
	return groups
}

// group makes the radio buttons of a question. No choice is ticked beforehand: whatever presses the button without
// reading, such as a mail scanner, must not answer.
func (b builder) group(id, prefix, legend, hint string) group {
	g := group{ID: id, Name: prefix + fieldDecision, Legend: legend, Hint: hint}
	for _, d := range referral.Decisions() {
		c := choice{
			ID: id + string(d), Value: string(d), Label: b.texts.Decisions[d], Checked: b.typed.Get(g.Name) == string(d),
		}
		if prefix == "" || !b.view.ForAll {
			c.Hint = b.texts.DecisionHints[d] // once is enough: the questions for individual services follow it
		}
		switch d {
		case referral.Rejected:
			c.Why = b.choose(id, prefix+fieldReason, fieldReason, b.texts.WhyRejected, b.view.RejectReasons)
		case referral.Closed:
			c.Why = b.choose(id, prefix+fieldOutcome, fieldOutcome, b.texts.HowClosed, b.view.CloseOutcomes)
		}
		g.Choices = append(g.Choices, c)
	}
	g.Error = b.wrong[g.Choices[0].ID]
	return g
}

func (b builder) choose(id, name, short, label string, choices []referral.Choice) *choose {
	if id == fieldDecision+"-" {
		id = ""
	}
	c := &choose{ID: id + short, Name: name, Label: label, Prompt: b.texts.Choose, Error: b.wrong[id+short]}
	for _, entry := range choices {
		c.Options = append(c.Options, option{entry.Key, entry.Label, b.typed.Get(name) == entry.Key})
	}
	return c
}

func serviceID(key string) string { return "service-" + key + "-" }
