// Package mail composes what the system writes to partners and staff. Every mail is a pair of HTML and plain text, each
// readable alone; the words are in templates/<language>/, one pair for each kind.
package mail

import (
	"bytes"
	"embed"
	"fmt"
	htmltemplate "html/template"
	"io"
	"path"
	"strings"
	"sync"
	texttemplate "text/template"

	"github.com/referral-tool/referrals/shared/language"
	"github.com/referral-tool/referrals/shared/referral"
)

// Message is one mail, ready to be sent.
type Message struct {
	Subject string // one line, without a customer's name
	HTML    string
	Text    string
}

//go:embed templates
var files embed.FS

// Composer holds what all mails of a language share. It may be used by several goroutines.
type Composer struct {
	shared map[language.Language]func() pair
}

type pair struct {
	html *htmltemplate.Template
	text *texttemplate.Template // of a whole mail: defines the subject too
}

// New makes a composer. It parses nothing: what all mails of a language share is parsed with the first of them, the
// words of a kind when a mail of it is composed. Parsing all of them would take longer than the rest of a function's
// start.
func New() *Composer {
	c := &Composer{shared: map[language.Language]func() pair{}}
	for _, l := range language.All() {
		c.shared[l] = sync.OnceValue(func() pair { return layout(l) })
	}
	return c
}

// layout panics if a template cannot be parsed. Templates are part of the binary, and tests have parsed them before.
func layout(l language.Language) pair {
	return pair{
		html: htmltemplate.Must(htmltemplate.ParseFS(files, "templates/layout.html", in(l, "parts.html"))),
		text: texttemplate.Must(texttemplate.ParseFS(files, "templates/layout.txt", in(l, "parts.txt"))),
	}
}

func in(l language.Language, file string) string { return path.Join("templates", string(l), file) }

// pair adds the words of a kind to a copy of what all mails share.
func (c *Composer) pair(l language.Language, kind referral.MailKind) (pair, error) {
	shared := c.shared[l]()
	html, err := shared.html.Clone()
	if err == nil {
		html, err = html.ParseFS(files, in(l, string(kind)+".html"))
	}
	if err != nil {
		return pair{}, err
	}
	text, err := shared.text.Clone()
	if err == nil {
		text, err = text.ParseFS(files, in(l, string(kind)+".txt"))
	}
	return pair{html, text}, err
}

// Kinds are the mails that can be composed.
func Kinds() []referral.MailKind {
	return []referral.MailKind{
		referral.MailSent, referral.MailResent, referral.MailReminder, referral.MailCanceled, referral.MailCode,
		referral.MailFormSent, referral.MailFormAmended, referral.MailFormReminder, referral.MailFormCanceled,
		referral.MailAnswered, referral.MailOverdue, referral.MailUndeliverable, referral.MailDigest,
	}
}

// Languages are those in which a kind is written: a contact is written to in the contact's own, staff in English.
func Languages(kind referral.MailKind) []language.Language {
	if kind.ToContact() {
		return language.All()
	}
	return []language.Language{language.English}
}

// Compose writes the mail of a kind. It fails when the letter is not one of that kind, or lacks what the kind needs:
// a mail with a gap in it is never sent.
func (c *Composer) Compose(kind referral.MailKind, letter Letter) (Message, error) {
	if !letter.fits(kind) {
		return Message{}, fmt.Errorf("mail %s: a %T does not say what it needs", kind, letter)
	}
	w := letter.words()
	if err := w.check(kind); err != nil {
		return Message{}, fmt.Errorf("mail %s: %w", kind, err)
	}
	if !kind.ToContact() {
		w.Language = language.English
	}
	p, err := c.pair(w.Language, kind)
	if err != nil {
		return Message{}, fmt.Errorf("mail %s in %s: %w", kind, w.Language, err)
	}
	subject, err := render(p.text.Lookup("subject"), w)
	if err != nil {
		return Message{}, err
	}
	text, err := render(p.text, w)
	if err != nil {
		return Message{}, err
	}
	html, err := render(p.html, w)
	if err != nil {
		return Message{}, err
	}
	return Message{Subject: line(subject), Text: text, HTML: html}, nil
}

type executable interface {
	Execute(w io.Writer, data any) error
}

func render(t executable, w words) (string, error) {
	var out bytes.Buffer
	if err := t.Execute(&out, w); err != nil {
		return "", err
	}
	return strings.TrimSpace(out.String()) + "\n", nil
}
