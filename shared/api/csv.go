package api

import (
	"bytes"
	"encoding/csv"
	"mime"
	"net/http"
	"regexp"
	"strings"

	"github.com/referral-tool/referrals/shared/referral"
)

// maxCSV keeps an answer under the 6 MB that Lambda lets a function return, escaped as JSON.
const maxCSV = 5 << 20

// CSV writes a list as RFC 4180 describes it, in UTF-8, so that a spreadsheet displays it but cannot be tricked into
// evaluating it as a formula.
type CSV struct {
	body   bytes.Buffer
	writer *csv.Writer
}

// NewCSV begins with the names of the columns.
func NewCSV(columns ...string) *CSV {
	c := &CSV{}
	c.writer = csv.NewWriter(&c.body)
	c.writer.UseCRLF = true
	c.Row(columns...)
	return c
}

// Row adds a row.
func (c *CSV) Row(cells ...string) {
	safe := make([]string, len(cells))
	for i, cell := range cells {
		safe[i] = inert(cell)
	}
	_ = c.writer.Write(safe) // writing to memory does not fail
}

// formula is what a spreadsheet would take for one: at the beginning of a cell, or of what it may split off as a cell of its
// own, because it separates lists by another character. Some read full-width signs as well.
var formula = regexp.MustCompile(`(^|[;,\t\r\n])(\s*)([=+\-@\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}])`)

// inert keeps a cell from being a formula: a leading apostrophe makes it text in every spreadsheet.
func inert(cell string) string {
	if strings.IndexAny(cell, "\t\r\n") == 0 {
		cell = "'" + cell
	}
	return formula.ReplaceAllString(cell, "$1$2'$3")
}

// Response is the whole list as a file to be saved under the name. The call fails with Invalid if it is too long for
// one answer.
func (c *CSV) Response(name string) *Response {
	c.writer.Flush()
	response := Raw(http.StatusOK, "text/csv; charset=utf-8; header=present", c.body.Bytes()).
		With("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	if c.body.Len() > maxCSV {
		response.err = referral.Errorf(referral.Invalid, "This list is too long for one answer. Narrow it with a filter.")
	}
	return response
}
