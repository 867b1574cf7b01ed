// Package mail composes what the system writes to partners and staff. Every mail is a pair of HTML and plain text,
// each readable alone; the words stand in templates/<language>/, one pair for each kind.
package mail

import (
	"bytes"
	"embed"
	"fmt"
	htmltemplate "html/template"
	"io"
	"path"
	"strings"
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

// Composer holds the parsed templates. It may be used by several goroutines.
type Composer struct {
	pairs map[name]pair
}

type name struct {
	language language.Language
	kind     referral.MailKind
}

type pair struct {
	html *htmltemplate.Template
	text *texttemplate.Template // defines the subject too
}

// New parses the templates of all kinds in all their languages.
func New() (*Composer, error) {
	c := &Composer{pairs: map[name]pair{}}
	for _, kind := range Kinds() {
		for _, l := range Languages(kind) {
			p, err := parse(l, kind)
			if err != nil {
				return nil, fmt.Errorf("mail %s in %s: %w", kind, l, err)
			}
			c.pairs[name{l, kind}] = p
		}
	}
	return c, nil
}

// Kinds are the mails that can be composed.
func Kinds() []referral.MailKind {
	return []referral.MailKind{
		referral.MailSent, referral.MailResent, referral.MailReminder, referral.MailCanceled, referral.MailCode,
		referral.MailAnswered, referral.MailOverdue, referral.MailUndeliverable,
	}
}

// Languages are those in which a kind is written: a contact is written to in the contact's own, staff in English.
func Languages(kind referral.MailKind) []language.Language {
	if kind.ToContact() {
		return language.All()
	}
	return []language.Language{language.English}
}

func parse(l language.Language, kind referral.MailKind) (pair, error) {
	own := func(ext string) []string {
		folder := path.Join("templates", string(l))
		return []string{"templates/layout." + ext, path.Join(folder, "parts."+ext), path.Join(folder, string(kind)+"."+ext)}
	}
	html, err := htmltemplate.New("layout.html").Option("missingkey=error").ParseFS(files, own("html")...)
	if err != nil {
		return pair{}, err
	}
	text, err := texttemplate.New("layout.txt").Option("missingkey=error").ParseFS(files, own("txt")...)
	if err != nil {
		return pair{}, err
	}
	return pair{html: html, text: text}, nil
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
	p := c.pairs[name{w.Language, kind}]
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
