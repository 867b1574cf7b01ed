package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestFoldWords(t *testing.T) {
	for text, want := range map[string][]string{
		"":                     nil,
		"John Jones":           {"john", "jones"},
		"  John\t JONES ":      {"john", "jones"},
		"Renée Peña":           {"renee", "pena"},
		"Rene\u0301e":          {"renee"}, // the accent as a character of its own
		"O'Brien-Smith":        {"o", "brien", "smith"},
		"ＡＢＣ":                  {"abc"}, // full width
		"24/7 Rides, Inc.":     {"24", "7", "rides", "inc"},
		"ÁREA № 5":             {"area", "no", "5"},
		"a#b":                  {"a", "b"}, // keys are built of words
		"Нина":                 {"нина"},
		"R-7K3F-9QXM":          {"r", "7k3f", "9qxm"},
		"José\u00a0de la Cruz": {"jose", "de", "la", "cruz"},
	} {
		if got := foldWords(text); !slices.Equal(got, want) {
			t.Errorf("%q folds to %q, want %q", text, got, want)
		}
	}
}

// However a name is written, no word of it can reach into another key.
func FuzzFoldWords(f *testing.F) {
	f.Add("Renée O'Brien#c01")
	f.Add("\x00\xff")
	f.Fuzz(func(t *testing.T, text string) {
		for _, w := range foldWords(text) {
			if w == "" || strings.ContainsAny(w, "# ") {
				t.Errorf("%q has the word %q", text, w)
			}
			if again := foldWords(w); len(again) != 1 {
				t.Errorf("%q folds again, to %q", w, again)
			}
		}
	})
}

func TestSortName(t *testing.T) {
	if got := sortName("Peña-Lopez", "Maria"); got != "pena lopez maria" {
		t.Errorf("sorts as %q", got)
	}
}

func TestWordsAttribute(t *testing.T) {
	if got := wordsAttribute([]string{"john", "jones"}); got != " john jones" {
		t.Errorf("%q", got)
	}
	if got := wordsAttribute(nil); got != "" {
		t.Errorf("no words are %q", got)
	}
}

// A transaction holds a hundred items: a name of a thousand words must not break it.
func TestDistinct(t *testing.T) {
	var many []string
	for i := range 1000 {
		many = append(many, fmt.Sprint(i), "again")
	}
	got := distinct(many)
	if len(got) != mostWords || slices.Index(got, "again") != 1 || slices.Contains(got[2:], "again") {
		t.Errorf("%d words: %v", len(got), got)
	}
	if 2*mostWords+10 > 100 {
		t.Errorf("a change of all %d words fills a transaction", mostWords)
	}
}

func TestFirstMatch(t *testing.T) {
	for _, c := range []struct{ words, prefix, want string }{
		{" john jones", "jo", "john"},
		{" jones john", "jo", "john"}, // by the alphabet, as the partition is sorted
		{" jones", "jones", "jones"},
		{" smith", "jo", ""},
	} {
		if got := firstMatch(c.words, c.prefix); got != c.want {
			t.Errorf("%q of %q is %q, want %q", c.prefix, c.words, got, c.want)
		}
	}
}

func TestLongest(t *testing.T) {
	if got := longest([]string{"a", "abc", "xyz"}); got != "abc" {
		t.Errorf("%q", got)
	}
}
