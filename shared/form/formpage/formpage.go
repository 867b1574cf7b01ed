// Package formpage shows a P301 as a page: for whoever cannot read the PDF, with a screen reader or on a telephone.
package formpage

import (
	_ "embed"
	"html/template"
	"io"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/view"
)

//go:embed form.html
var source string

// Write writes the page of a form that an agency sends under a reference.
func Write(w io.Writer, agency, reference string, form view.Form) error {
	t, err := template.New("form").Parse(source)
	if err != nil {
		return err
	}
	return t.Execute(w, sheet{Agency: agency, Reference: reference, Form: form})
}

type sheet struct {
	Agency, Reference string
	Form              view.Form
}

// Long reports whether a field is set as paragraphs of its own.
func (sheet) Long(f referral.FormField) bool { return f.Kind == referral.FieldLong }
