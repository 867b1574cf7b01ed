// Package page is what a partner's link opens: the page of a referral with the form to answer it, and the few pages
// that reveal nothing. They need no account and no JavaScript, load nothing but two fonts of ours, and are made first
// for telephones and screen readers.
package page

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/referral-tool/referrals/shared/language"
	"github.com/referral-tool/referrals/shared/referral"
)

//go:embed templates/*.html
var files embed.FS

// Pages holds the templates, each parsed when it is first used: a call writes one page, and parsing all of them would
// take longer than the rest of the function's start. It may be used by several goroutines.
type Pages struct {
	answer, locked, calm func() *template.Template
}

// New makes the pages.
func New() *Pages {
	return &Pages{answer: parsed("answer"), locked: parsed("locked"), calm: parsed("calm")}
}

// parsed panics if a template cannot be parsed. Templates are part of the binary, and tests have parsed them before.
func parsed(name string) func() *template.Template {
	return sync.OnceValue(func() *template.Template {
		layout := template.New("layout.html").Funcs(functions())
		return template.Must(layout.ParseFS(files, "templates/layout.html", "templates/"+name+".html"))
	})
}

func functions() template.FuncMap {
	return template.FuncMap{
		"css": func() template.CSS { return template.CSS(style) },
		"tel": dialled,
	}
}

// Answer writes the page of a referral. A draft that was not accepted is shown in the form as it was typed, with what
// to correct.
func (p *Pages) Answer(w io.Writer, v View, d Draft) error {
	t := textsOf(v.Language)
	if d.Kept && !v.CanAnswer { // there is no form any more to keep it in
		d.Kept, d.Refused = false, true
	}
	s := sheet{T: t, V: v, Unseen: d.Unseen, Refused: d.Refused, Kept: d.Kept, Path: d.Path, Failed: d.failed()}
	if v.CanAnswer {
		s.Form = controlsOf(v, d, t)
	}
	return write(w, p.answer(), s)
}

// sheet is what the template of a referral's page is given.
type sheet struct {
	T               *texts
	V               View
	Form            controls
	Unseen, Refused bool
	Kept, Failed    bool
	Path            string // where the form goes; empty: to where the page is
}

// With and Ask hand one answer, or one question, to a template together with the sheet.
func (s sheet) With(g Given) givenOn { return givenOn{s, g} }
func (s sheet) Ask(g group) groupOn  { return groupOn{s, g} }

type givenOn struct {
	Sheet sheet
	Given Given
}

type groupOn struct {
	Sheet sheet
	Group group
}

func (s sheet) Lang() language.Language { return s.T.Language }
func (s sheet) Due() string             { return s.T.Language.Weekday(s.V.ResponseDueOn) }
func (s sheet) Rejected() bool          { return s.V.Status == referral.Rejected }

// Settled reports whether no answer is awaited, and none has just been refused.
func (s sheet) Settled() bool { return s.V.ResponseDueOn == "" && !s.Failed }

// Thanked reports whether the page says thank you for the last answer: for "Pending" too, until the final one is
// overdue.
func (s sheet) Thanked() bool { return !s.V.Overdue && !s.Failed }

// Change says that the last answer can be changed, and until when; empty when it cannot. What has not ended can be
// changed as long as the link works.
func (s sheet) Change() string {
	switch {
	case !s.V.CanAnswer:
		return ""
	case s.V.ChangeUntil == nil:
		return s.T.YouCanChange
	case slices.ContainsFunc(s.V.Services, func(line Service) bool { return line.Status.Open() }):
		return s.T.YouCanChange + " " + fmt.Sprintf(s.T.EndedUntil, s.V.ChangeUntil.When)
	}
	return fmt.Sprintf(s.T.ChangeUntil, s.V.ChangeUntil.When)
}

// Mood is the kind of the alert that shows the referral's state.
func (s sheet) Mood() string {
	switch {
	case s.V.LastAnswer != nil && s.Settled():
		return "success"
	case s.V.LastAnswer == nil && s.V.Overdue:
		return "warning"
	}
	return "info"
}

// Foreign reports whether the program's own labels are in another language than the page.
func (s sheet) Foreign() bool { return s.T.Language != language.English }

// Title names no customer: titles stay in a browser's history.
func (s sheet) Title() string {
	title := fmt.Sprintf(s.T.Title, s.V.Reference)
	if s.Failed {
		return s.T.ErrorPrefix + title
	}
	return title
}

// Why is the label of a line's reason or outcome; empty when it has none.
func (s sheet) Why(reason, outcome string) string {
	for _, c := range s.V.RejectReasons {
		if c.Key == reason {
			return c.Label
		}
	}
	for _, c := range s.V.CloseOutcomes {
		if c.Key == outcome {
			return c.Label
		}
	}
	return ""
}

// Who is the sentence that says who gave an answer, and when.
func (s sheet) Who(g Given) string {
	switch {
	case g.RecordedBy == "":
		return fmt.Sprintf(s.T.Answered, g.Name, g.When)
	case g.Name == "":
		return fmt.Sprintf(s.T.Recorded, g.RecordedBy, g.When)
	}
	return fmt.Sprintf(s.T.RecordedFrom, g.Name, g.RecordedBy, g.When)
}

func write(w io.Writer, t *template.Template, values any) error {
	// Into a buffer first: an error in the middle must not leave half a page.
	var out bytes.Buffer
	if err := t.Execute(&out, values); err != nil {
		return err
	}
	_, err := w.Write(out.Bytes())
	return err
}

// dialled is a telephone number as a link that a telephone dials when it is touched; empty if it cannot be dialled.
// html/template trusts no tel: address by itself; this holds nothing but digits.
func dialled(number string) template.URL {
	var digits strings.Builder
	for _, r := range number {
		if r >= '0' && r <= '9' || r == '+' && digits.Len() == 0 {
			digits.WriteRune(r)
		}
	}
	if digits.Len() < 7 {
		return ""
	}
	return template.URL("tel:" + digits.String())
}
