// Package form makes the PDF of a P301. Only functions that send forms import it, so that only they link the PDF
// library.
package form

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"github.com/referral-tool/referrals/shared/referral"
)

// Sheet is a form as it is put on paper.
type Sheet struct {
	Form      referral.Form
	Agency    string // in whose name it is sent
	Reference string
	SentOn    referral.Date // in the program's time zone
}

// Measures of a page, in points; US Letter.
const (
	margin     = 54
	labelWidth = 150
	textSize   = 10.5
	lineHeight = 15
	cellPad    = 4
)

const family = "Noto Sans"

// Printer makes PDFs. It may be used by several goroutines.
type Printer struct{ known func() (characters, error) }

// NewPrinter makes a printer, which reads what the font can set when it is first asked for: most starts of a function
// print nothing.
func NewPrinter() *Printer {
	return &Printer{known: sync.OnceValues(func() (characters, error) { return charactersOf(regular) })}
}

// PDF renders a form: the same sheet makes the same bytes, whenever it is made.
func (p *Printer) PDF(s Sheet) ([]byte, error) {
	known, err := p.known()
	if err != nil {
		return nil, err
	}
	w := newWriter(s, known)
	w.heading(s)
	for _, field := range s.Form.Fields {
		if field.Kind == referral.FieldLong {
			w.section(field)
		} else {
			w.row(field)
		}
	}
	var out bytes.Buffer
	if err := w.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("making the PDF of %s: %w", s.Form.Name, err)
	}
	return out.Bytes(), nil
}

// writer sets one PDF.
type writer struct {
	pdf   *fpdf.Fpdf
	known characters
	width float64 // between the margins
}

func newWriter(s Sheet, known characters) *writer {
	pdf := fpdf.New("P", "pt", "Letter", "")
	pageWidth, _ := pdf.GetPageSize()
	w := &writer{pdf: pdf, known: known, width: pageWidth - 2*margin}
	// The same bytes each time: no use of the clock or of a map's order.
	sent := s.SentOn.Start(time.UTC)
	pdf.SetCreationDate(sent)
	pdf.SetModificationDate(sent)
	pdf.SetCatalogSort(true)
	pdf.SetTitle(s.Form.Heading, true)
	pdf.SetAuthor(w.known.settable(s.Agency), true)
	pdf.SetSubject("Referral "+s.Reference, true)
	pdf.SetLang("en-US")
	pdf.AddUTF8FontFromBytes(family, "", regular)
	pdf.AddUTF8FontFromBytes(family, "B", bold)
	pdf.SetMargins(margin, margin, margin)
	pdf.SetAutoPageBreak(true, margin+lineHeight)
	pdf.SetCellMargin(cellPad)
	pdf.SetDrawColor(169, 174, 177)
	pdf.SetFooterFunc(func() { w.footer(s) })
	pdf.AliasNbPages("{pages}")
	pdf.AddPage()
	return w
}

func (w *writer) heading(s Sheet) {
	w.font("", textSize)
	w.line(s.Agency, lineHeight)
	w.font("B", 16)
	w.line(s.Form.Heading, 26)
	w.font("", textSize)
	about := "Reference " + s.Reference + ", sent " + s.SentOn.Long()
	if s.Form.Revision > 1 {
		about += fmt.Sprintf(", version %d: it takes the place of the one sent before", s.Form.Revision)
	}
	w.line(about, lineHeight)
	w.pdf.Ln(lineHeight / 2)
}

// row sets a field with its label beside it. Both begin on one page; neither is cut.
func (w *writer) row(f referral.FormField) {
	w.font("", textSize)
	value := w.known.settable(f.Value)
	lines := len(w.pdf.SplitText(value, w.width-labelWidth-2*cellPad))
	w.need(float64(max(lines, 1)) * lineHeight)
	top := w.pdf.GetY()
	w.pdf.Line(margin, top, margin+w.width, top)
	w.pdf.SetXY(margin+labelWidth, top+cellPad/2)
	w.pdf.MultiCell(w.width-labelWidth, lineHeight, value, "", "L", false)
	bottom := w.pdf.GetY()
	w.font("B", textSize)
	w.pdf.SetXY(margin, top+cellPad/2)
	w.pdf.MultiCell(labelWidth, lineHeight, w.known.settable(f.Label), "", "L", false)
	bottom = max(bottom, w.pdf.GetY())
	w.pdf.SetXY(margin, bottom+cellPad/2)
}

// section sets a long text below its label. It continues over as many pages as it needs; the label stays with its
// beginning.
func (w *writer) section(f referral.FormField) {
	w.need(4 * lineHeight)
	top := w.pdf.GetY()
	w.pdf.Line(margin, top, margin+w.width, top)
	w.pdf.SetXY(margin, top+cellPad/2)
	w.font("B", textSize)
	w.line(f.Label, lineHeight)
	w.font("", textSize)
	for _, paragraph := range strings.Split(w.known.settable(f.Value), "\n") {
		w.pdf.MultiCell(w.width, lineHeight, paragraph, "", "L", false)
	}
	w.pdf.Ln(cellPad)
}

// footer names the form on each page, so that a loose sheet finds its way back.
func (w *writer) footer(s Sheet) {
	_, height := w.pdf.GetPageSize()
	w.pdf.SetY(height - margin)
	w.font("", 8.5)
	w.pdf.CellFormat(w.width/2, lineHeight, s.Form.Name+", "+s.Reference, "T", 0, "L", false, 0, "")
	w.pdf.CellFormat(w.width/2, lineHeight, fmt.Sprintf("Page %d of {pages}", w.pdf.PageNo()), "T", 0, "R", false, 0, "")
}

func (w *writer) font(style string, size float64) { w.pdf.SetFont(family, style, size) }

func (w *writer) line(text string, height float64) {
	w.pdf.MultiCell(w.width, height, w.known.settable(text), "", "L", false)
}

// need starts a new page unless this one has height points left.
func (w *writer) need(height float64) {
	_, pageHeight := w.pdf.GetPageSize()
	_, _, _, bottom := w.pdf.GetMargins()
	if w.pdf.GetY()+height > pageHeight-max(bottom, margin+lineHeight) {
		w.pdf.AddPage()
	}
}
