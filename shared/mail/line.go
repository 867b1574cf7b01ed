package mail

import (
	"strings"
	"unicode"
)

const longestLine = 200 // characters; as long as a name may be

// line makes a text fit for one line of a mail or its subject. Line breaks could forge lines of text and headers;
// control and format characters, such as those that turn the direction of writing, could make it read as something
// else.
func line(text string) string {
	visible := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r):
			return ' '
		case unicode.Is(unicode.C, r) || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, text)
	runes := []rune(strings.Join(strings.Fields(visible), " "))
	if len(runes) > longestLine {
		runes = append(runes[:longestLine-1], '…')
	}
	return string(runes)
}
