package api_test

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/referral"
)

// kindOf runs f inside a request and gives the kind of its error.
func kindOf(t *testing.T, e events.APIGatewayV2HTTPRequest, f func(ctx context.Context, r *api.Request) error) (kind referral.ErrorKind) {
	t.Helper()
	inside(t, e, func(ctx context.Context, r *api.Request) error {
		err := f(ctx, r)
		var known *referral.Error
		if err != nil && !errors.As(err, &known) {
			t.Errorf("not meant for people: %v", err)
		}
		if known != nil {
			kind = known.Kind
		}
		return nil
	})
	return kind
}

func TestPath(t *testing.T) {
	for value, kind := range map[string]referral.ErrorKind{
		"c01": "", "0198c0de-7b1a-7c3e-9f00-0123456789ab": "", strings.Repeat("a", 64): "", "A._-z": "",
		"": referral.NotFound, strings.Repeat("a", 65): referral.NotFound, "a#b": referral.NotFound, "a/b": referral.NotFound,
		"ä": referral.NotFound, "a b": referral.NotFound,
	} {
		e := event("GET /v1/customers/{id}", func(e *events.APIGatewayV2HTTPRequest) { e.PathParameters = map[string]string{"id": value} })
		got := kindOf(t, e, func(_ context.Context, r *api.Request) error {
			id, err := r.Path("id")
			if err == nil && id != value {
				t.Errorf("got %q", id)
			}
			return err
		})
		if got != kind {
			t.Errorf("%q: got %q", value, got)
		}
	}
}

func TestQuery(t *testing.T) {
	t.Run("OK", func(t *testing.T) {
		inside(t, event("GET /", withQuery("q=+jo%C3%A3o+&overdue=true&status=sent")), func(_ context.Context, r *api.Request) error {
			overdue, err := r.QueryFlag("overdue")
			status, err2 := r.QueryOneOf("status", "sent", "pending")
			attention, err3 := r.QueryFlag("attention")
			if r.Query("q") != "joão" || !overdue || status != "sent" || attention || errors.Join(err, err2, err3) != nil {
				t.Errorf("got %q %v %q", r.Query("q"), overdue, status)
			}
			return nil
		})
	})
	for query, status := range map[string]int{"a=%zz": 400, "a=1&a=2": 400, "a=%ff": 400, "%ff=1": 400, "a=1": 200, "": 200} {
		if response := call(t, event("GET /", withQuery(query)), ok); response.StatusCode != status {
			t.Errorf("%q: got %d", query, response.StatusCode)
		}
	}
	if got := kindOf(t, event("GET /", withQuery("overdue=yes")), func(_ context.Context, r *api.Request) error {
		_, err := r.QueryFlag("overdue")
		return err
	}); got != referral.Invalid {
		t.Errorf("a flag of yes: %q", got)
	}
}

func TestLimit(t *testing.T) {
	for text, want := range map[string]int{"": 50, "1": 1, "100": 100, "0": -1, "101": -1, "-1": -1, "x": -1, "1.5": -1} {
		inside(t, event("GET /", withQuery("limit="+text)), func(_ context.Context, r *api.Request) error {
			got, err := r.Limit()
			if refused := want == -1; refused != (api.Status(err) == 422) || !refused && (got != want || err != nil) {
				t.Errorf("%q: got %d, %v", text, got, err)
			}
			return nil
		})
	}
}

func TestAccept(t *testing.T) {
	for _, test := range []struct {
		accept    string
		csv, json bool
	}{
		{"", false, false},
		{"*/*", false, false},
		{"text/csv", true, false},
		{"text/csv, application/json", false, true},
		{"text/csv;q=0.9, application/json;q=0.1", true, true},
		{"text/csv;q=0", false, false},
		{"text/*", true, false},
		{"application/json", false, true},
		{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", false, false},
		{"application/json;q=0.5, */*;q=0.1", false, true},
		{"application/*, text/html;q=0.3", false, true},
		{"nonsense", false, false},
		{"text/csv;q=7", false, false},
	} {
		inside(t, event("GET /", withHeader("accept", test.accept)), func(_ context.Context, r *api.Request) error {
			if r.WantsCSV() != test.csv || r.WantsJSON() != test.json {
				t.Errorf("%q: CSV %v, JSON %v", test.accept, r.WantsCSV(), r.WantsJSON())
			}
			return nil
		})
	}
}

func TestIfMatch(t *testing.T) {
	for tag, want := range map[string]string{
		"": "0 false", "*": "0 false", `"7"`: "7 true", ` "7" `: "7 true",
		`7`: "stale", `W/"7"`: "stale", `"7", "8"`: "stale", `"x"`: "stale", `"0"`: "stale", `"07"`: "stale", `"-1"`: "stale", `""`: "stale",
	} {
		inside(t, event("PUT /", withHeader("if-match", tag)), func(_ context.Context, r *api.Request) error {
			version, set, err := r.IfMatch()
			got := fmt.Sprint(version, " ", set)
			if api.Status(err) == 412 {
				got = "stale"
			}
			if got != want {
				t.Errorf("%q: got %s, %v", tag, got, err)
			}
			return nil
		})
	}
}

func TestIdempotency(t *testing.T) {
	scope := func(change ...func(*events.APIGatewayV2HTTPRequest)) (scope api.Idempotency) {
		e := event("POST /v1/things", append([]func(*events.APIGatewayV2HTTPRequest){withHeader("idempotency-key", "k"), withBody("{}")}, change...)...)
		inside(t, e, func(_ context.Context, r *api.Request) error {
			var err error
			if scope, err = r.Idempotency(); err != nil {
				t.Error(err)
			}
			return nil
		})
		return scope
	}
	first := scope()
	if len(first.Hash) != 64 || first != scope() {
		t.Errorf("got %+v", first)
	}
	for name, change := range map[string]func(*events.APIGatewayV2HTTPRequest){
		"Program": withClaim("program", "ks-dcf"), "Subject": withClaim("sub", "cm-2"), "Key": withHeader("idempotency-key", "k2"),
		"Method": func(e *events.APIGatewayV2HTTPRequest) { e.RequestContext.HTTP.Method = "PUT" },
		"Path":   func(e *events.APIGatewayV2HTTPRequest) { e.RawPath = "/v1/others" },
	} {
		if other := scope(change); other.Hash == first.Hash {
			t.Errorf("%s does not count", name)
		}
	}
	if a, b := scope(withClaim("program", "ab"), withClaim("sub", "c")), scope(withClaim("program", "a"), withClaim("sub", "bc")); a.Hash == b.Hash {
		t.Error("two scopes read alike")
	}
	if other := scope(withBody("{ }")); other.Hash != first.Hash || other.BodyHash == first.BodyHash {
		t.Errorf("another body: got %+v", other)
	}
	if other := scope(withHeader("if-match", `"4"`)); other != first {
		t.Error("If-Match counts")
	}
	none := event("POST /v1/things")
	inside(t, none, func(_ context.Context, r *api.Request) error {
		if scope, err := r.Idempotency(); err != nil || scope != (api.Idempotency{}) {
			t.Errorf("without a key: %+v, %v", scope, err)
		}
		return nil
	})
	for _, key := range []string{"", "a b", "ä", strings.Repeat("k", 256), "a\x7f"} {
		if got := kindOf(t, event("POST /v1/things", withHeader("idempotency-key", key)), func(_ context.Context, r *api.Request) error {
			_, err := r.Idempotency()
			return err
		}); got != referral.Invalid {
			t.Errorf("key %q: %q", key, got)
		}
	}
}

func TestCookie(t *testing.T) {
	e := event("GET /r/{token}", func(e *events.APIGatewayV2HTTPRequest) { e.Cookies = []string{"a=1; b=2", "unlock=abc"} })
	inside(t, e, func(_ context.Context, r *api.Request) error {
		if r.Cookie("unlock") != "abc" || r.Cookie("b") != "2" || r.Cookie("c") != "" {
			t.Error("cookies are not read")
		}
		return nil
	})
}

func TestCSV(t *testing.T) {
	list := api.NewCSV("name", "note")
	list.Row("Jones, John", "=1+1")
	list.Row("+1", "-1")
	list.Row("@a", "\tb")
	list.Row("\rc", `"quoted"`+"\nsecond line")
	list.Row("a; =1+1", "Lee-Ann\uff1d1\n\uff1d1")
	response := list.Response("referrals.csv")
	records, err := csv.NewReader(strings.NewReader(string(response.Body))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := "[[name note] [Jones, John '=1+1] ['+1 '-1] ['@a '\tb] ['c \"quoted\"\nsecond line] [a; '=1+1 Lee-Ann\uff1d1\n'\uff1d1]]"
	if got := fmt.Sprint(records); got != want {
		t.Errorf("got %q", got)
	}
	if !strings.HasPrefix(string(response.Body), "name,note\r\n") ||
		response.Headers["Content-Type"] != "text/csv; charset=utf-8; header=present" ||
		response.Headers["Content-Disposition"] != "attachment; filename=referrals.csv" {
		t.Errorf("got %q, %v", response.Body, response.Headers)
	}
	t.Run("ErrTooLong", func(t *testing.T) {
		response := call(t, event("GET /"), func(context.Context, *api.Request) (*api.Response, error) {
			list := api.NewCSV("note")
			list.Row(strings.Repeat("a", 6<<20))
			return list.Response("long.csv"), nil
		})
		if response.StatusCode != 422 {
			t.Errorf("got %d", response.StatusCode)
		}
	})
}

func TestText(t *testing.T) {
	for _, test := range []struct {
		rule  api.Text
		value string
		valid bool
	}{
		{api.Text{Max: 5}, "", true},
		{api.Text{Max: 5, Required: true}, " ", false},
		{api.Text{Max: 5}, "ääääa", true},
		{api.Text{Max: 5}, "aaaaaa", false},
		{api.Text{Max: 5}, "a\nb", false},
		{api.Text{Max: 5, Multiline: true}, "a\r\n\tb", true},
		{api.Text{Max: 5, Multiline: true}, "a\x00", false},
		{api.Text{Max: 5}, "a\u0085", false},
	} {
		var wrong referral.Problems
		test.rule.Check(&wrong, "note", test.value)
		if (len(wrong) == 0) != test.valid {
			t.Errorf("%+v %q: %v", test.rule, test.value, wrong)
		}
	}
}

func TestValidEmail(t *testing.T) {
	for text, valid := range map[string]bool{
		"maria.lopez@housing.referrals.test": true, "a+b@x-y.org": true, "o'brien@x.org": true,
		"": false, "a": false, "a@b": false, "Maria <a@x.org>": false, "<a@x.org>": false, " a@x.org": false, "a@x.org ": false,
		"a@x.org\r\nBcc: b@x.org": false, "a@x.org, b@x.org": false, "a@[127.0.0.1]": false, `"a b"@x.org`: false,
		"ä@x.org": false, "a@ä.org": false, "a@x..org": false, "a@-x.org": false, "a@x_y.org": false, "a@x.org.": false,
		strings.Repeat("a", 250) + "@x.org": false, "a(c)@x.org": false,
	} {
		if api.ValidEmail(text) != valid {
			t.Errorf("%q: valid is %v", text, !valid)
		}
	}
}
