// Package report writes what was measured as Markdown.
package report

import (
	"fmt"
	"strings"
)

// Table is one table with what has to be known to read it.
type Table struct {
	Title  string
	Note   string   // a paragraph before the table; may be empty
	Header []string // the first column is text, the others are numbers
	Rows   [][]string
}

// Add adds a row. It panics when the row has not as many cells as the header: that is a slip in the program.
func (t *Table) Add(cells ...string) {
	if len(cells) != len(t.Header) {
		panic(fmt.Sprintf("a row of %d cells under a header of %d", len(cells), len(t.Header)))
	}
	t.Rows = append(t.Rows, cells)
}

// Markdown is the table with its title and note.
func (t *Table) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n", t.Title)
	if t.Note != "" {
		fmt.Fprintf(&b, "%s\n\n", t.Note)
	}
	rule := []string{"---"}
	for range t.Header[1:] {
		rule = append(rule, "---:")
	}
	for _, row := range append([][]string{t.Header, rule}, t.Rows...) {
		fmt.Fprintf(&b, "| %s |\n", strings.Join(row, " | "))
	}
	return b.String()
}
