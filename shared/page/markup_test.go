package page_test

import (
	"crypto/sha256"
	"encoding/base64"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/referral-tool/referrals/shared/page"
)

// document is a parsed page with what the tests ask of it.
type document struct {
	root *html.Node
	ids  map[string]*html.Node
}

func parse(t *testing.T, text string) document {
	t.Helper()
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	d := document{root: root, ids: map[string]*html.Node{}}
	d.each(func(n *html.Node) {
		if id := attr(n, "id"); id != "" {
			if d.ids[id] != nil {
				t.Errorf("id %q stands twice", id)
			}
			d.ids[id] = n
		}
	})
	return d
}

func (d document) each(visit func(*html.Node)) {
	for n := range d.root.Descendants() {
		if n.Type == html.ElementNode {
			visit(n)
		}
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func text(n *html.Node) string {
	var out strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			out.WriteString(d.Data)
		}
	}
	return out.String()
}

func within(n *html.Node, element string) *html.Node {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Data == element {
			return p
		}
	}
	return nil
}

func TestWorksWithoutScriptAndLoadsNothing(t *testing.T) {
	for name, page := range samples(t) {
		parse(t, page).each(func(n *html.Node) {
			switch n.Data {
			case "script", "img", "link", "iframe", "object", "embed", "video", "audio", "base":
				t.Errorf("%s holds a <%s>", name, n.Data)
			}
			for _, a := range n.Attr {
				value := strings.ToLower(a.Val)
				switch {
				case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "src", a.Key == "formaction":
					t.Errorf("%s: <%s %s> does not pass its own policy", name, n.Data, a.Key)
				case a.Key == "href" && !strings.HasPrefix(value, "#") && !strings.HasPrefix(value, "tel:") && !strings.HasPrefix(value, "mailto:"):
					t.Errorf("%s leads away to %q", name, a.Val)
				case a.Key == "action" && !strings.HasPrefix(value, "/r/"):
					t.Errorf("%s posts to %q", name, a.Val)
				}
			}
		})
		if strings.Contains(page, "ZgotmplZ") || strings.Contains(page, "%!") || strings.Contains(page, "<no value>") {
			t.Errorf("%s has a hole", name)
		}
	}
}

func TestEveryFieldHasItsLabel(t *testing.T) {
	for name, page := range samples(t) {
		d := parse(t, page)
		labels := map[string]string{}
		d.each(func(n *html.Node) {
			if n.Data == "label" {
				labels[attr(n, "for")] = strings.TrimSpace(text(n))
			}
		})
		d.each(func(n *html.Node) {
			switch n.Data {
			case "input", "select", "textarea":
				if attr(n, "type") != "hidden" && labels[attr(n, "id")] == "" {
					t.Errorf("%s: %s %q has no label", name, n.Data, attr(n, "name"))
				}
				if attr(n, "type") == "radio" && within(n, "fieldset") == nil {
					t.Errorf("%s: radio %q has no question", name, attr(n, "name"))
				}
			case "fieldset":
				if legend := n.FirstChild; text(legend) == "" && text(legend.NextSibling) == "" {
					t.Errorf("%s: a fieldset has no legend", name)
				}
			case "label":
				if d.ids[attr(n, "for")] == nil {
					t.Errorf("%s: label %q belongs to nothing", name, text(n))
				}
			}
			for _, reference := range strings.Fields(attr(n, "aria-describedby") + " " + attr(n, "aria-labelledby")) {
				if d.ids[reference] == nil {
					t.Errorf("%s: %s refers to %q, which is not there", name, n.Data, reference)
				}
			}
			if href := attr(n, "href"); strings.HasPrefix(href, "#") && d.ids[href[1:]] == nil {
				t.Errorf("%s: the link to %s leads nowhere", name, href)
			}
		})
	}
}

func TestNothingIsTickedBeforehand(t *testing.T) {
	for name, page := range samples(t) {
		if strings.Contains(page, "autofocus") {
			continue // typed already
		}
		parse(t, page).each(func(n *html.Node) {
			for _, a := range n.Attr {
				if a.Key == "checked" || a.Key == "selected" || a.Key == "value" && attr(n, "id") == "name" && a.Val != "" {
					t.Errorf("%s: %s %q is filled in", name, n.Data, attr(n, "id"))
				}
			}
		})
	}
}

func TestHeadingsAndLanguage(t *testing.T) {
	for name, page := range samples(t) {
		d := parse(t, page)
		counts := map[string]int{}
		level := 0
		d.each(func(n *html.Node) {
			counts[n.Data]++
			if n.Data == "html" && attr(n, "lang") != "en" && attr(n, "lang") != "es" {
				t.Errorf("%s: lang=%q", name, attr(n, "lang"))
			}
			if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
				// The summary of errors stands before the heading of the page.
				next := int(n.Data[1] - '0')
				if next > level+1 && level != 0 {
					t.Errorf("%s: %s follows a heading of level %d", name, n.Data, level)
				}
				level = next
			}
		})
		if counts["h1"] != 1 || counts["main"] != 1 || counts["title"] != 1 {
			t.Errorf("%s: %d h1, %d main, %d title", name, counts["h1"], counts["main"], counts["title"])
		}
	}
}

func TestTitlesNameNoCustomer(t *testing.T) {
	for name, page := range samples(t) {
		parse(t, page).each(func(n *html.Node) {
			if n.Data == "title" && strings.Contains(text(n), "Jones") {
				t.Errorf("%s: %q", name, text(n))
			}
		})
	}
}

func TestPagesThatTellNothing(t *testing.T) {
	all := samples(t)
	for _, name := range []string{"dead", "withdrawn", "failed", "locked", "locked-sent", "locked-wrong", "locked-late"} {
		for _, told := range []string{"Jones", "Housing", "Transportation", "Capital Area", "306 E", "CEJA"} {
			if strings.Contains(all[name], told) {
				t.Errorf("%s tells %q", name, told)
			}
		}
	}
	for _, name := range []string{"dead", "withdrawn", "failed"} {
		if strings.Contains(all[name], "R-7K3F") || strings.Contains(all[name], "Lincoln") {
			t.Errorf("%s tells which referral it was", name)
		}
	}
	if strings.Contains(all["dead"], "withdrawn") {
		t.Error("a dead link says that something was withdrawn")
	}
}

// The policy lets in the one style of the page, and no other.
func TestPolicyNamesTheStyle(t *testing.T) {
	policy := page.Headers()["Content-Security-Policy"]
	for name, page := range samples(t) {
		parse(t, page).each(func(n *html.Node) {
			if n.Data != "style" {
				return
			}
			sum := sha256.Sum256([]byte(text(n)))
			if hash := base64.StdEncoding.EncodeToString(sum[:]); !strings.Contains(policy, "style-src 'sha256-"+hash+"'") {
				t.Errorf("%s: the policy %q does not let in its style %s", name, policy, hash)
			}
		})
	}
}

func TestHeaders(t *testing.T) {
	got := page.Headers()
	delete(got, "Content-Security-Policy")
	want := map[string]string{
		"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer",
		"X-Robots-Tag": "noindex, nofollow, noarchive", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
	policy := page.Headers()["Content-Security-Policy"]
	for _, part := range []string{"default-src 'none'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"} {
		if !strings.Contains(policy, part) {
			t.Errorf("the policy lacks %s: %s", part, policy)
		}
	}
	if strings.Contains(policy, "unsafe") || strings.Contains(policy, "script-src") {
		t.Errorf("the policy lets in more than a style: %s", policy)
	}
}
