package gateway

import (
	"context"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/infra/template"
)

var noon = time.Date(2026, time.March, 2, 18, 0, 0, 0, time.UTC)

// api has a route of each kind.
func api() template.API {
	return template.API{
		Routes: []template.Route{
			{Method: "ANY", Path: "$default", Function: "reference"},
			{Method: "GET", Path: "/v1/referrals/{id}", Function: "referral-get", Authorizer: true},
			{Method: "GET", Path: "/v1/referrals/export", Function: "referral-export", Authorizer: true},
			{Method: "POST", Path: "/r/{token}", Function: "partner-response"},
			{Method: "GET", Path: "/r/{token}", Function: "partner-response"},
		},
		CORS: template.CORS{
			AllowOrigins:  []string{"https://portal.test"},
			AllowMethods:  []string{"GET", "POST"},
			AllowHeaders:  []string{"authorization", "if-match"},
			ExposeHeaders: []string{"etag", "location"},
			MaxAge:        600,
		},
		Issuer:   "https://issuer.test",
		Audience: []string{"portal"},
	}
}

// call is one invocation that a fake function has seen.
type call struct {
	function string
	event    events.APIGatewayV2HTTPRequest
}

// functions answers each invocation by the same function.
type functions struct {
	answer func() ([]byte, error)
	calls  []call
}

func (f *functions) Invoke(_ context.Context, function string, event []byte) ([]byte, error) {
	var decoded events.APIGatewayV2HTTPRequest
	if err := json.Unmarshal(event, &decoded); err != nil {
		return nil, err
	}
	f.calls = append(f.calls, call{function, decoded})
	return f.answer()
}

func answering(payload string) *functions {
	return &functions{answer: func() ([]byte, error) { return []byte(payload), nil }}
}

func failing(err error) *functions {
	return &functions{answer: func() ([]byte, error) { return nil, err }}
}

func newGateway(t *testing.T, api template.API, functions Invoker, log io.Writer) *Gateway {
	t.Helper()
	g, err := New(Options{
		API:       api,
		Functions: functions,
		Key: func(kid string) (*rsa.PublicKey, error) {
			if kid != "current" {
				return nil, errors.New("unknown key")
			}
			return &signingKey(t).PublicKey, nil
		},
		Now:   func() time.Time { return noon },
		NewID: func() string { return "request-1" },
		Log:   slog.New(slog.NewTextHandler(log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func serve(g *Gateway, r *http.Request) *httptest.ResponseRecorder {
	recorder := httptest.NewRecorder()
	g.ServeHTTP(recorder, r)
	return recorder
}

func TestRouteOrder(t *testing.T) {
	routes, err := parseRoutes([]template.Route{
		{Method: "ANY", Path: "$default"},
		{Method: "ANY", Path: "/a/{x}"},
		{Method: "GET", Path: "/a/{x}"},
		{Method: "GET", Path: "/a/b"},
		{Method: "GET", Path: "/{x}/b"},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ method, path, route string }{
		{"GET", "/a/b", "GET /a/b"},
		{"GET", "/a/c", "GET /a/{x}"},
		{"PUT", "/a/b", "ANY /a/{x}"},
		{"GET", "/c/b", "GET /{x}/b"},
		{"PUT", "/c/b", "$default"},
		{"GET", "/a/", "$default"},
		{"GET", "/a/b/c", "$default"},
		{"GET", "/", "$default"},
	} {
		if got, _, _ := match(routes, test.method, test.path); got.key != test.route {
			t.Errorf("%s %s goes to %s, want %s", test.method, test.path, got.key, test.route)
		}
	}
}

func TestGreedyPath(t *testing.T) {
	routes, err := parseRoutes([]template.Route{
		{Method: "GET", Path: "/a/{proxy+}"},
		{Method: "GET", Path: "/a/{one}"},
		{Method: "GET", Path: "/a/b"},
	})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]struct{ key, proxy string }{
		"/a/b":       {"GET /a/b", ""},
		"/a/c":       {"GET /a/{one}", ""},
		"/a/c/d%2Fe": {"GET /a/{proxy+}", "c/d/e"},
		"/a/":        {"", ""},
		"/a":         {"", ""},
	} {
		route, params, _ := match(routes, "GET", path)
		if route.key != want.key || params["proxy"] != want.proxy {
			t.Errorf("%s is served by %q with %v, want %+v", path, route.key, params, want)
		}
	}
}

func TestGreedyVariableInTheMiddleIsAnError(t *testing.T) {
	if _, err := parseRoutes([]template.Route{{Method: "GET", Path: "/a/{proxy+}/b"}}); err == nil {
		t.Error("a path that API Gateway refuses is taken")
	}
}

func TestEvent(t *testing.T) {
	f := answering(`{"statusCode":200}`)
	g := newGateway(t, api(), f, io.Discard)
	r := httptest.NewRequest(http.MethodGet, "/v1/referrals/r%201?status=sent&status=pending&q=jo%20jo", nil)
	r.Header.Set("Authorization", "Bearer "+token(t, nil))
	r.Header.Add("Accept", "text/csv")
	r.Header.Add("Accept", "application/json")
	r.Header.Set("Cookie", "a=1; b=2")
	serve(g, r)

	if len(f.calls) != 1 || f.calls[0].function != "referral-get" {
		t.Fatalf("calls: %+v, want one of referral-get", f.calls)
	}
	event := f.calls[0].event
	checks := map[string][2]any{
		"version":        {event.Version, "2.0"},
		"route":          {event.RouteKey, "GET /v1/referrals/{id}"},
		"route in it":    {event.RequestContext.RouteKey, "GET /v1/referrals/{id}"},
		"stage":          {event.RequestContext.Stage, "$default"},
		"query":          {event.RawQueryString, "status=sent&status=pending&q=jo%20jo"},
		"several values": {event.QueryStringParameters["status"], "sent,pending"},
		"decoded value":  {event.QueryStringParameters["q"], "jo jo"},
		"path variable":  {event.PathParameters["id"], "r 1"},
		"header":         {event.Headers["accept"], "text/csv,application/json"},
		"cookies":        {strings.Join(event.Cookies, "|"), "a=1|b=2"},
		"cookie header":  {event.Headers["cookie"], ""},
		"time":           {event.RequestContext.Time, "02/Mar/2026:18:00:00 +0000"},
		"epoch":          {event.RequestContext.TimeEpoch, noon.UnixMilli()},
		"source":         {event.RequestContext.HTTP.SourceIP, "192.0.2.1"},
		"method":         {event.RequestContext.HTTP.Method, http.MethodGet},
		"id":             {event.RequestContext.RequestID, "request-1"},
		"claim":          {event.RequestContext.Authorizer.JWT.Claims["sub"], "case-manager"},
	}
	for name, check := range checks {
		if check[0] != check[1] {
			t.Errorf("%s is %v, want %v", name, check[0], check[1])
		}
	}
}

func TestBodyEncoding(t *testing.T) {
	for contentType, encoded := range map[string]bool{
		"application/json":                  false,
		"application/json; charset=utf-8":   false,
		"application/problem+json":          false,
		"text/plain":                        false,
		"application/xml":                   false,
		"application/x-www-form-urlencoded": true,
		"application/pdf":                   true,
		"":                                  true,
	} {
		if body, got := encodeBody(contentType, []byte("a=b")); got != encoded || got != (body == "YT1i") {
			t.Errorf("%q: body %s, base64 %t; want base64 %t", contentType, body, got, encoded)
		}
	}
	if body, encoded := encodeBody("application/pdf", nil); body != "" || encoded {
		t.Error("no body counts as one in base64")
	}
}

func TestAnswers(t *testing.T) {
	for name, test := range map[string]struct {
		functions *functions
		status    int
		body      string
	}{
		"OK":              {answering(`{"statusCode":201,"body":"made"}`), http.StatusCreated, "made"},
		"Base64":          {answering(`{"statusCode":200,"body":"JVBERg==","isBase64Encoded":true}`), 200, "%PDF"},
		"Inferred":        {answering(`{"name":"x"}`), http.StatusOK, `{"name":"x"}`},
		"ErrFunction":     {failing(errors.New("boom")), 500, `{"message":"Internal Server Error"}`},
		"ErrNoJSON":       {answering(`oops`), 500, `{"message":"Internal Server Error"}`},
		"ErrMalformed":    {answering(`{"statusCode":"x","body":""}`), 500, `{"message":"Internal Server Error"}`},
		"ErrNotBase64":    {answering(`{"statusCode":200,"body":"!","isBase64Encoded":true}`), 500, `{"message":"Internal Server Error"}`},
		"ErrTooSlow":      {failing(context.DeadlineExceeded), 503, `{"message":"Service Unavailable"}`},
		"ErrThrottled":    {failing(throttled{}), 503, `{"message":"Service Unavailable"}`},
		"ErrStatusBeyond": {answering(`{"statusCode":700}`), 500, `{"message":"Internal Server Error"}`},
	} {
		t.Run(name, func(t *testing.T) {
			g := newGateway(t, api(), test.functions, io.Discard)
			got := serve(g, httptest.NewRequest(http.MethodGet, "/r/secret", nil))
			if got.Code != test.status || got.Body.String() != test.body {
				t.Errorf("answered %d %s, want %d %s", got.Code, got.Body, test.status, test.body)
			}
		})
	}
}

type throttled struct{}

func (throttled) Error() string   { return "throttled" }
func (throttled) Throttled() bool { return true }

func TestHeadersAndCookiesOfTheAnswer(t *testing.T) {
	g := newGateway(t, api(), answering(`{"statusCode":303,"headers":{"location":"/r/x","etag":"\"1\""},
		"cookies":["a=1; HttpOnly","b=2"],"multiValueHeaders":{"x-lost":["1"]}}`), io.Discard)
	got := serve(g, httptest.NewRequest(http.MethodPost, "/r/x", nil)).Header()
	if got.Get("Location") != "/r/x" || got.Get("ETag") != `"1"` || len(got.Values("Set-Cookie")) != 2 {
		t.Errorf("headers are %v", got)
	}
	if got.Get("X-Lost") != "" {
		t.Error("multiValueHeaders came through, which format 2.0 drops")
	}
}

func TestWithoutDefaultRoute(t *testing.T) {
	only := api()
	only.Routes = only.Routes[1:]
	g := newGateway(t, only, answering(`{}`), io.Discard)
	got := serve(g, httptest.NewRequest(http.MethodGet, "/elsewhere", nil))
	if got.Code != http.StatusNotFound || got.Body.String() != `{"message":"Not Found"}` {
		t.Errorf("answered %d %s", got.Code, got.Body)
	}
}

func TestBodyTooLarge(t *testing.T) {
	f := answering(`{"statusCode":200}`)
	g := newGateway(t, api(), f, io.Discard)
	for size, status := range map[int]int{maxBody: http.StatusOK, maxBody + 1: http.StatusRequestEntityTooLarge} {
		body := strings.NewReader(strings.Repeat("a", size))
		if got := serve(g, httptest.NewRequest(http.MethodPost, "/r/x", body)); got.Code != status {
			t.Errorf("%d bytes answered %d, want %d", size, got.Code, status)
		}
	}
}

func TestNothingPersonalIsLogged(t *testing.T) {
	var log strings.Builder
	g := newGateway(t, api(), failing(errors.New("no such customer: Jones")), &log)
	serve(g, httptest.NewRequest(http.MethodGet, "/r/token-of-a-partner?q=jones", nil))
	if !strings.Contains(log.String(), "GET /r/{token}") {
		t.Errorf("the route is not logged: %s", log.String())
	}
	for _, secret := range []string{"token-of-a-partner", "jones", "Jones", "192.0.2.1"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("%q is logged: %s", secret, log.String())
		}
	}
}

// asks is a browser's question before a call from another origin.
func asks(path, origin string) *http.Request {
	r := httptest.NewRequest(http.MethodOptions, path, nil)
	r.Header.Set("Origin", origin)
	r.Header.Set("Access-Control-Request-Method", "GET")
	return r
}

func TestCORS(t *testing.T) {
	f := answering(`{"statusCode":200,"headers":{"access-control-allow-origin":"*","access-control-max-age":"1"}}`)
	g := newGateway(t, api(), f, io.Discard)
	for origin, want := range map[string]string{"https://portal.test": "https://portal.test", "https://other.test": ""} {
		plain := httptest.NewRequest(http.MethodGet, "/r/x", nil)
		plain.Header.Set("Origin", origin)
		got := serve(g, plain)
		if got.Header().Get("Access-Control-Allow-Origin") != want || got.Header().Get("Access-Control-Max-Age") != "" {
			t.Errorf("answer to %s: %v", origin, got.Header())
		}
		if (want != "") != (got.Header().Get("Access-Control-Expose-Headers") == "etag,location") {
			t.Errorf("answer to %s: %v", origin, got.Header())
		}
	}
}

// TestPreflight: the gateway asks the function of whatever route takes OPTIONS, which $default does, and answers by itself
// only where there is none. The headers are its own either way.
func TestPreflight(t *testing.T) {
	refusal := `{"statusCode":404,"headers":{"access-control-allow-origin":"*"}}`
	preflight := template.Route{Method: "OPTIONS", Path: "/{proxy+}", Function: "reference"}
	whole := template.Route{Method: "ANY", Path: "/v1/referrals/{id}", Function: "referral-get"}
	closed := whole
	closed.Authorizer = true
	for name, test := range map[string]struct {
		routes []template.Route
		answer string
		status int
		calls  int
	}{
		"NoRoute":       {api().Routes[1:], refusal, http.StatusNoContent, 0},
		"OnlyDefault":   {api().Routes, refusal, http.StatusNotFound, 1},
		"RouteOfItsOwn": {append(api().Routes, preflight), `{"statusCode":204}`, http.StatusNoContent, 1},
		"AnyMethod":     {append(api().Routes[2:], whole), refusal, http.StatusNotFound, 1},
		"Closed":        {append(api().Routes[2:], closed), refusal, http.StatusUnauthorized, 0},
	} {
		t.Run(name, func(t *testing.T) {
			served := api()
			served.Routes = test.routes
			for origin, want := range map[string]string{"https://portal.test": "https://portal.test", "https://other.test": ""} {
				f := answering(test.answer)
				got := serve(newGateway(t, served, f, io.Discard), asks("/v1/referrals/r1", origin))
				if got.Code != test.status || len(f.calls) != test.calls {
					t.Errorf("%s was answered %d after %d calls, want %d after %d", origin, got.Code, len(f.calls), test.status, test.calls)
				}
				if got.Header().Get("Access-Control-Allow-Origin") != want {
					t.Errorf("answer to %s: %v", origin, got.Header())
				}
				for header, value := range map[string]string{"Allow-Headers": "authorization,if-match", "Allow-Methods": "GET,POST", "Max-Age": "600"} {
					if (want != "") != (got.Header().Get("Access-Control-"+header) == value) {
						t.Errorf("answer to %s: %v", origin, got.Header())
					}
				}
			}
		})
	}
}

// TestWithoutCORS: the gateway then has no part in it.
func TestWithoutCORS(t *testing.T) {
	served := api()
	served.CORS, served.Routes = template.CORS{}, served.Routes[1:]
	g := newGateway(t, served, answering(`{"statusCode":200,"headers":{"access-control-allow-origin":"*"}}`), io.Discard)
	if got := serve(g, asks("/v1/referrals/r1", "https://portal.test")); got.Code != http.StatusNotFound || got.Header().Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("a preflight answered %d %v", got.Code, got.Header())
	}
	plain := httptest.NewRequest(http.MethodGet, "/r/x", nil)
	plain.Header.Set("Origin", "https://portal.test")
	if got := serve(g, plain).Header().Get("Access-Control-Allow-Origin"); got != "*" {
		t.Errorf("the function's own header came through as %q", got)
	}
}
