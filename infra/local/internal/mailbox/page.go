package mailbox

import (
	"embed"
	"html/template"
	"net/http"
	"regexp"
	"strings"
)

//go:embed pages
var files embed.FS

var (
	overviewPage = parse("overview.html")
	mailPage     = parse("mail.html")

	linkPattern = regexp.MustCompile(`https?://[^\s<>"]+`)
)

func parse(page string) *template.Template {
	return template.Must(template.New(page).Funcs(template.FuncMap{
		"links":  links,
		"framed": framed,
	}).ParseFS(files, "pages/layout.html", "pages/"+page))
}

func (m *Mailbox) overview(w http.ResponseWriter, _ *http.Request) {
	render(w, overviewPage, m.Mails(""))
}

func (m *Mailbox) show(w http.ResponseWriter, r *http.Request) {
	sent, found := m.store.find(r.PathValue("id"))
	if !found {
		http.Error(w, "There is no such mail.", http.StatusNotFound)
		return
	}
	render(w, mailPage, sent)
}

// render forbids scripts: a mail program runs none either.
func render(w http.ResponseWriter, page *template.Template, content any) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'")
	var text strings.Builder
	if err := page.ExecuteTemplate(&text, "layout.html", content); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	_, _ = w.Write([]byte(text.String())) // a reader that hung up is not our error
}

// links makes the addresses in a plain text clickable, as mail programs do.
func links(text string) template.HTML {
	var html strings.Builder
	rest := 0
	for _, at := range linkPattern.FindAllStringIndex(text, -1) {
		end := at[0] + len(strings.TrimRight(text[at[0]:at[1]], ".,;:!?)"))
		address := template.HTMLEscapeString(text[at[0]:end])
		html.WriteString(template.HTMLEscapeString(text[rest:at[0]]))
		html.WriteString(`<a href="` + address + `">` + address + `</a>`)
		rest = end
	}
	html.WriteString(template.HTMLEscapeString(text[rest:]))
	return template.HTML(html.String()) //nolint:gosec // every part is escaped above
}

// framed lets the links of a mail in a frame open in the whole window.
func framed(html string) string {
	const base = `<base target="_top">`
	if before, after, found := strings.Cut(html, "<head>"); found {
		return before + "<head>" + base + after
	}
	return base + html
}
