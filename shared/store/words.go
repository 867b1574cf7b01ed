package store

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// foldWords are the words of a text as a search compares them: without accents, in lower case, split at everything
// that is no letter or digit.
func foldWords(text string) []string {
	var folded strings.Builder
	for _, r := range norm.NFKD.String(text) {
		switch {
		case unicode.Is(unicode.Mn, r): // an accent, split off by the decomposition
		case unicode.IsLetter(r), unicode.IsDigit(r):
			folded.WriteRune(unicode.ToLower(r))
		default:
			folded.WriteByte(' ')
		}
	}
	return strings.Fields(folded.String())
}

// sortName orders a list of names: folded, words joined by one blank.
func sortName(parts ...string) string {
	return strings.Join(foldWords(strings.Join(parts, " ")), " ")
}

// wordsAttribute holds every word after a blank, so that contains(words, " jon") is "any word by prefix".
func wordsAttribute(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return " " + strings.Join(words, " ")
}

// mostWords bounds how many words of a name can be searched for: each is an item of the owner's transaction, which
// holds a hundred at the most.
const mostWords = 24

// distinct keeps the first of each word, and no more than a transaction can hold.
func distinct(words []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, w := range words {
		if !seen[w] && len(out) < mostWords {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

// longest is the word that narrows a search most.
func longest(words []string) string {
	var best string
	for _, w := range words {
		if len(w) > len(best) {
			best = w
		}
	}
	return best
}

// firstMatch is the alphabetically first of a text's words with a prefix: an owner that matches by two of its words is
// shown at this one only.
func firstMatch(words, prefix string) string {
	var best string
	for _, w := range strings.Fields(words) {
		if strings.HasPrefix(w, prefix) && (best == "" || w < best) {
			best = w
		}
	}
	return best
}
