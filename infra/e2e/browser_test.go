package e2e

import (
	"html"
	"net/url"
	"regexp"
	"testing"
)

var (
	formPattern   = regexp.MustCompile(`(?s)<form [^>]*>.*?</form>`)
	hiddenPattern = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)
	textPattern   = regexp.MustCompile(`(?:<input [^>]*name="([^"]*)" type="text"|<textarea [^>]*name="([^"]*)"|<select [^>]*name="([^"]*)")`)
)

// formOf is what a browser would post of the page's form with nothing typed and nothing chosen: its hidden fields, and
// its texts and selects empty. Radio buttons that are not ticked are not sent.
func formOf(t testing.TB, page *reply) url.Values {
	t.Helper()
	text := formPattern.FindString(string(page.body))
	if text == "" {
		t.Fatalf("the page has no form: %s", page.body)
	}
	form := url.Values{}
	for _, field := range hiddenPattern.FindAllStringSubmatch(text, -1) {
		form.Set(html.UnescapeString(field[1]), html.UnescapeString(field[2]))
	}
	for _, field := range textPattern.FindAllStringSubmatch(text, -1) {
		form.Set(html.UnescapeString(field[1]+field[2]+field[3]), "")
	}
	return form
}
