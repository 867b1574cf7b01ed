package store

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A sort key holds 1,024 bytes, and a letter may become a dozen when it is decomposed.
const (
	mostWordBytes     = 64  // of a word, as it is stored and searched for
	mostSortNameBytes = 700 // of a name in a sort key, beside ids
)

// foldWords are the words of a text as a search compares them: without accents, in lower case, split at everything
// that is no letter or digit. Only the beginning of a very long word counts.
func foldWords(text string) []string {
	words := strings.Fields(fold(text))
	for i, w := range words {
		words[i] = beginning(w, mostWordBytes)
	}
	return words
}

// beginning is as much of a text as so many bytes hold.
func beginning(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most]
}

func fold(text string) string {
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
	return folded.String()
}

// sortName orders a list of names: folded, words joined by one blank.
func sortName(parts ...string) string {
	return beginning(strings.Join(strings.Fields(fold(strings.Join(parts, " "))), " "), mostSortNameBytes)
}

// nameAlike is a name as two entries of the directory are compared: without case, spaces and punctuation. A very long one is
// told by its digest, for a partition key holds 2,048 bytes.
func nameAlike(name string) string {
	alike := strings.Join(strings.Fields(fold(name)), "")
	if len(alike) > mostSortNameBytes {
		return fmt.Sprintf("%x", sha256.Sum256([]byte(alike)))
	}
	return alike
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
