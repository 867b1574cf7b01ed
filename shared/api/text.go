package api

import (
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/referral-tool/referrals/shared/referral"
)

const maxEmail = 254 // RFC 5321: 256 with the angle brackets

// Text is what a field of free text may hold.
type Text struct {
	Max       int // characters
	Required  bool
	Multiline bool // may contain newlines and tabs
}

// Check notes what is wrong with a field's text.
func (t Text) Check(wrong *referral.Problems, field, text string) {
	switch {
	case t.Required && strings.TrimSpace(text) == "":
		wrong.Add(field, "This is required.")
	case utf8.RuneCountInString(text) > t.Max:
		wrong.Add(field, "Use at most %d characters; there are %d.", t.Max, utf8.RuneCountInString(text))
	case strings.ContainsFunc(text, t.forbidden):
		wrong.Add(field, "Do not use control characters.")
	}
}

func (t Text) forbidden(r rune) bool {
	if t.Multiline && (r == '\n' || r == '\r' || r == '\t') {
		return false
	}
	return unicode.IsControl(r)
}

// plainText reports whether text is not empty and fit for one line.
func plainText(text string, most int) bool {
	var wrong referral.Problems
	Text{Max: most, Required: true}.Check(&wrong, "", text)
	return len(wrong) == 0
}

// CheckEmail notes what is wrong with an address. An empty text is not an address.
func CheckEmail(wrong *referral.Problems, field, address string) {
	if !ValidEmail(address) {
		wrong.Add(field, "This is not an e-mail address.")
	}
}

// ValidEmail reports whether text is one bare address that mail can go to: no name beside it, nothing that could begin
// another header line, and ASCII only, because SES accepts no other local part.
func ValidEmail(text string) bool {
	if len(text) > maxEmail || strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return false
	}
	address, err := mail.ParseAddress(text)
	if err != nil || address.Name != "" || address.Address != text {
		return false
	}
	return hostName(text[strings.LastIndex(text, "@")+1:])
}

// hostName reports whether text is a domain with at least two labels of letters, digits and inner hyphens.
func hostName(text string) bool {
	labels := strings.Split(text, ".")
	for _, label := range labels {
		if label == "" || len(label) > 63 || strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") ||
			strings.ContainsFunc(label, func(r rune) bool { return r == '_' || !ValidID(string(r)) }) {
			return false
		}
	}
	return len(labels) >= 2
}
