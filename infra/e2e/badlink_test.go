package e2e

import (
	"encoding/base64"
	"net/url"
	"strings"
	"testing"
)

// TestMadeUpLinks: a token that is not ours answers as one that is no more, by every route below it, and costs no
// request of the table.
func TestMadeUpLinks(t *testing.T) {
	s := running(t)
	g, other := setStage(t, s, "made-up"), setStage(t, s, "made-up-other")
	token := strings.TrimPrefix(g.link, "/r/")
	s.Functions.Kill("partner-response") // its first request of all is the one that must not be made
	s.Proxy.Reset()
	wantUnchanged(t, s, func() {
		for name, made := range map[string]string{
			"Flipped":        flipped(token),
			"AnotherKey":     "Ag" + token[2:],
			"AnotherProgram": changed(t, token, 1),
			"AnotherID":      changed(t, token, 10),
			"AnotherSend":    changed(t, token, 19),
			"AnotherMAC":     changed(t, token, 30),
			"MixedUp":        token[:28] + strings.TrimPrefix(other.link, "/r/")[28:],
			"Short":          token[:55],
			"Long":           token + "A",
			"Padded":         token + "==",
			"Zeros":          strings.Repeat("A", 56),
			"OtherAlphabet":  strings.Repeat("+", 56),
			"Slashes":        strings.Repeat("%2F", 56),
			"NoBase64":       strings.Repeat("!", 56),
			"Unicode":        url.PathEscape(strings.Repeat("ä", 56)),
			"Word":           "nonsense",
			"Traversal":      "..%2F..%2Fv1%2Fme",
			"Separator":      "ceja%23REF%23" + g.sent.ID,
			"ReferralID":     g.sent.ID,
			"Huge":           strings.Repeat("A", 4000),
		} {
			t.Run(name, func(t *testing.T) {
				partner := anybody(t, s)
				// A path that is no token is unknown to the contract; what it answers is checked here.
				partner.http.Transport = connections
				partner.get("/r/"+made, asPage...).want(404).lacks("made-up", g.sent.Reference)
				partner.get("/r/"+made, asJSON...).want(404)
				partner.post("/r/"+made, answered("accepted"), asJSON...).want(404)
				partner.postForm("/r/"+made, url.Values{"decision": {"accepted"}, "name": {"Maria"}, "seen": {"1"}}).want(404)
				partner.post("/r/"+made+"/code", nil, asJSON...).want(404)
				partner.post("/r/"+made+"/unlock", object{"code": "123456"}, asJSON...).want(404)
			})
		}
	})
	if counts := s.Proxy.Counts(); counts.Of("partner-response").Requests > 0 {
		t.Errorf("made-up links cost requests: %v", counts)
	}
}

// changed is a token with one bit of one of its bytes flipped.
func changed(t *testing.T, token string, at int) string {
	t.Helper()
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		t.Fatal(err)
	}
	raw[at] ^= 1
	return base64.RawURLEncoding.EncodeToString(raw)
}

// TestWrongForms: what a browser could never post, and what somebody forgot.
func TestWrongForms(t *testing.T) {
	s := running(t)
	g := setStage(t, s, "wrong-forms")
	partner := anybody(t, s)
	right := formOf(t, partner.get(g.link, asPage...).want(200))
	right.Set("decision", "accepted")
	right.Set("name", "Maria <Lopez>")
	wantUnchanged(t, s, func() {
		for name, change := range map[string]func(url.Values){
			"NoDecision":      func(f url.Values) { f.Del("decision") },
			"UnknownDecision": func(f url.Values) { f.Set("decision", "maybe") },
			"NoName":          func(f url.Values) { f.Set("name", " ") },
			"LongName":        func(f url.Values) { f.Set("name", strings.Repeat("x", 201)) },
			"LongNote":        func(f url.Values) { f.Set("note", strings.Repeat("x", 4001)) },
			"NoReason":        func(f url.Values) { f.Set("decision", "rejected") },
			"OtherUnsaid":     func(f url.Values) { f.Set("decision", "rejected"); f.Set("reason", "other") },
			"NoOutcome":       func(f url.Values) { f.Set("decision", "closed") },
			"NoVersion":       func(f url.Values) { f.Del("seen") },
			"WrongVersion":    func(f url.Values) { f.Set("seen", "first") },
			"UnknownField":    func(f url.Values) { f.Set("status", "accepted") },
			"UnknownService":  func(f url.Values) { f.Set("service.legal-aid.decision", "accepted") },
			"Twice":           func(f url.Values) { f.Add("decision", "rejected") },
		} {
			t.Run(name, func(t *testing.T) {
				form := url.Values{}
				for field, values := range right {
					form[field] = append([]string(nil), values...)
				}
				change(form)
				page := anybody(t, s).postForm(g.link, form).want(422)
				page.holds(`role="alert"`).lacks("<Lopez>")
				if form.Get("name") == right.Get("name") {
					page.holds("Maria &lt;Lopez&gt;") // what was typed is not lost
				}
			})
		}
		t.Run("TooLarge", func(t *testing.T) {
			form := url.Values{"decision": {"accepted"}, "name": {"x"}, "note": {strings.Repeat("x", 70<<10)}}
			anybody(t, s).postForm(g.link, form).want(413)
		})
		t.Run("OtherType", func(t *testing.T) {
			anybody(t, s).do("POST", g.link, []byte("decision=accepted"), "Content-Type", "text/plain").want(415)
		})
		t.Run("NoForm", func(t *testing.T) {
			anybody(t, s).do("POST", g.link, []byte("a=%zz"), "Content-Type", "application/x-www-form-urlencoded").want(400)
		})
	})
}

// TestWrongParameters of queries and headers.
func TestWrongParameters(t *testing.T) {
	s := running(t)
	g := setStage(t, s, "parameters")
	staff := as(t, s, "case-manager")
	wantUnchanged(t, s, func() {
		for path, status := range map[string]int{
			"/v1/referrals?limit=0":                 422,
			"/v1/referrals?limit=101":               422,
			"/v1/referrals?limit=ten":               422,
			"/v1/referrals?status=lost":             422,
			"/v1/referrals?overdue=maybe":           422,
			"/v1/referrals?attention=1":             422,
			"/v1/referrals?cursor=nonsense":         400,
			"/v1/referrals?q=a&q=b":                 400,
			"/v1/referrals?q=%ff":                   400,
			"/v1/referrals?q=%zz":                   400,
			"/v1/customers?limit=-1":                422,
			"/v1/organizations?cursor=" + g.sent.ID: 400,
			"/v1/referrals/nobody":                  404,
			"/v1/referrals/a%23b":                   404,
			"/v1/customers/a%2Fb":                   404,
			"/v1/elsewhere":                         404,
		} {
			t.Run(path, func(t *testing.T) { refuses(t, staff.get(path), status) })
		}
		cancel := "/v1/referrals/" + g.sent.ID + "/cancel"
		for name, wrong := range map[string]struct {
			header, value string
			status        int
		}{
			"OldVersion":   {"If-Match", quoted(g.sent.Version + 1), 412},
			"NoETag":       {"If-Match", "nonsense", 412},
			"WeakETag":     {"If-Match", "W/" + quoted(g.sent.Version), 412},
			"EmptyKey":     {"Idempotency-Key", "", 422},
			"KeyWithBlank": {"Idempotency-Key", "a b", 422},
			"LongKey":      {"Idempotency-Key", strings.Repeat("k", 256), 422},
		} {
			t.Run(name, func(t *testing.T) {
				refuses(t, as(t, s, "case-manager").post(cancel, nil, wrong.header, wrong.value), wrong.status)
			})
		}
	})
	staff.post(cancelOf(g), nil, "If-Match", quoted(g.sent.Version), "Idempotency-Key", "a-good-one").want(200)
}

func cancelOf(g stage) string { return "/v1/referrals/" + g.sent.ID + "/cancel" }
