package page_test

import (
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/referral-tool/referrals/shared/page"
	"github.com/referral-tool/referrals/shared/referral"
)

const hostile = `</title></style></textarea><script>alert(1)</script><img src=x onerror=alert(1)>" onmouseover="x' {{.V}} javascript:x` + "\x00\u202E\u2066"

func TestHostileTextStaysText(t *testing.T) {
	in := input()
	in.ProgramName, in.GranteePhone = hostile, hostile
	s := &in.State
	s.Reference, s.GranteeName, s.Note, s.Organization.Name = hostile, hostile, hostile, hostile
	s.Customer = referral.Customer{FirstName: hostile, LastName: hostile, Address: hostile, Phone: hostile + "2173035859", Email: hostile}
	s.Lines[0].Label = hostile
	in.Rules.RejectReasons = []referral.Choice{{Key: hostile, Label: hostile}}
	by, a := maria(referral.Answer{Decision: referral.Accepted})
	in = answer(t, in, at(23, 10, 0), by, a)
	last := &in.Events[len(in.Events)-1]
	last.By.Name, last.Note, in.State.LastAnswer.Name = hostile, hostile, hostile

	text := render(t, in, page.Draft{
		Form:   url.Values{"name": {hostile}, "note": {hostile}, "decision": {hostile}, "reason": {hostile}, hostile: {hostile}},
		Errors: []referral.FieldError{{Field: hostile, Message: hostile}, {Field: "services[0]." + hostile}, {Field: "services[99999999999].x"}},
	})
	clean(t, text)
	clean(t, calm(t, func(p *page.Pages, w *strings.Builder) error { return p.Failed(w, hostile) }))
	clean(t, calm(t, func(p *page.Pages, w *strings.Builder) error {
		return p.Locked(w, page.Lock{Reference: hostile, Grantee: hostile, GranteePhone: hostile, Path: "/r/x"})
	}))
}

func clean(t *testing.T, text string) {
	t.Helper()
	parse(t, text).each(func(n *html.Node) {
		if n.Data == "script" || n.Data == "img" {
			t.Errorf("a value became a <%s>", n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "href" && strings.HasPrefix(a.Val, "javascript:") {
				t.Errorf("a value became %s=%q", a.Key, a.Val)
			}
		}
	})
}

func TestBidirectionalControlsAreLeftOut(t *testing.T) {
	in := input()
	in.State.Note = "call \u202Enow\u2066\x07\nline"
	if v := page.Of(in); v.Note != "call now\nline" {
		t.Errorf("note %q", v.Note)
	}
}
