// Package formpage shows a P301 as a page, for people who cannot read the PDF, with a screen reader or on a telephone.
// It is one list of terms, written without html/template, which would make the linker keep four megabytes.
package formpage

import (
	_ "embed"
	"fmt"
	"html"
	"strings"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/view"
)

//go:embed style.css
var style string

// Page is the page of a form that an agency sends under a reference.
func Page(agency, reference string, form view.Form) []byte {
	var p strings.Builder
	title := html.EscapeString(form.Title)
	fmt.Fprintf(&p, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"+
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>%s, %s</title>\n<style>\n%s</style>\n</head>\n",
		title, html.EscapeString(reference), style)
	fmt.Fprintf(&p, "<body>\n<main>\n<p>%s</p>\n<h1>%s</h1>\n<p>%s</p>\n<dl>\n",
		html.EscapeString(agency), title, html.EscapeString(about(reference, form)))
	for _, field := range form.Fields {
		class := ""
		if field.Kind == referral.FieldLong {
			class = ` class="long"`
		}
		fmt.Fprintf(&p, "<dt%s>%s</dt>\n<dd%s>%s</dd>\n",
			class, html.EscapeString(field.Label), class, html.EscapeString(field.Value))
	}
	p.WriteString("</dl>\n</main>\n</body>\n</html>\n")
	return []byte(p.String())
}

func about(reference string, form view.Form) string {
	text := "Reference " + reference
	if form.Version > 1 {
		text += fmt.Sprintf(", version %d", form.Version)
	}
	if form.SentAt == "" {
		text += ", not sent yet"
	}
	return text
}
