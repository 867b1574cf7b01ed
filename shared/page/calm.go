package page

import (
	"io"

	"github.com/referral-tool/referrals/shared/language"
)

// calm is a page that shows nothing about any referral.
type calm []section

// section is the page's text in one language.
type section struct {
	Lang       language.Language
	Title      string
	Paragraphs []string
	Code       string
}

func (c calm) Lang() language.Language { return c[0].Lang }
func (c calm) Title() string           { return c[0].Title }

// Dead writes the one page for all links that open nothing: nobody can tell old, unknown and made-up ones apart. Whose
// link it was is not known, so the page is in all languages.
func (p *Pages) Dead(w io.Writer) error {
	return p.everyLanguage(w, func(t *texts) section {
		return section{Title: t.DeadTitle, Paragraphs: []string{t.DeadText, t.DeadNext, t.DeadAnswer}}
	})
}

// Failed writes the page for an error on our side: it shows the request id and nothing else.
func (p *Pages) Failed(w io.Writer, requestID string) error {
	return p.everyLanguage(w, func(t *texts) section {
		return section{Title: t.FailedTitle, Paragraphs: []string{t.FailedText, t.FailedCode}, Code: requestID}
	})
}

// Withdrawn writes what a canceled referral's own link says, and nothing else.
func (p *Pages) Withdrawn(w io.Writer, l language.Language) error {
	t := textsOf(l)
	return write(w, p.calm(), calm{{Lang: t.Language, Title: t.WithdrawnTitle, Paragraphs: []string{t.WithdrawnText}}})
}

func (p *Pages) everyLanguage(w io.Writer, say func(*texts) section) error {
	var c calm
	for _, l := range language.All() {
		s := say(textsOf(l))
		s.Lang = l
		c = append(c, s)
	}
	return write(w, p.calm(), c)
}
