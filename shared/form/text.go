package form

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// missing replaces a character that the font lacks, so that a reader sees that something was there.
const missing = '\uFFFD'

// settable is a text as the font can set it: with accents joined to their letters, without characters that direct or
// hide text, and with a visible mark for each character that the font lacks.
func (c characters) settable(text string) string {
	var out strings.Builder
	for _, r := range norm.NFC.String(strings.ReplaceAll(text, "\r\n", "\n")) {
		switch {
		case r == '\n':
			out.WriteRune(r)
		case unicode.IsSpace(r), unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r):
			out.WriteByte(' ')
		case unicode.Is(unicode.C, r):
		case c[r]:
			out.WriteRune(r)
		default:
			out.WriteRune(missing)
		}
	}
	return out.String()
}
