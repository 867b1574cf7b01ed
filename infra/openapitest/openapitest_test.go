package openapitest_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/referral-tool/referrals/infra"
	"github.com/referral-tool/referrals/infra/openapitest"
)

// exchange is a call with its answer.
type exchange struct {
	method, path, body string
	status             int
	contentType        string
	headers            map[string]string
	answer             string
}

func (e exchange) faults() []string {
	req := httptest.NewRequest(e.method, "http://127.0.0.1:8080"+e.path, nil)
	req.Header.Set("Authorization", "Bearer token")
	switch {
	case strings.HasPrefix(e.body, "{"):
		req.Header.Set("Content-Type", "application/json")
	case e.body != "":
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	resp := &http.Response{StatusCode: e.status, Header: http.Header{}}
	if e.contentType != "" {
		resp.Header.Set("Content-Type", e.contentType)
	}
	for name, value := range e.headers {
		resp.Header.Set(name, value)
	}
	return openapitest.Faults(req, []byte(e.body), resp, []byte(e.answer))
}

const (
	jsonType    = "application/json"
	problemType = "application/problem+json"

	john      = `{"id":"c01","firstName":"John","lastName":"Jones","address":"306 E Adams, Springfield, IL 62704","phone":"217-303-5859","email":"john.jones@noemail.com","group":"CEJA/FEJA Programs","grantee":"lincoln-land"}`
	notFound  = `{"type":"urn:referrals:problem:not-found","title":"Not found","status":404,"detail":"There is no such customer."}`
	invalid   = `{"type":"urn:referrals:problem:invalid","title":"Not right","status":422,"detail":"Correct it.","errors":[{"field":"limit","message":"Use 1 to 100."}]}`
	internal  = `{"type":"urn:referrals:problem:internal","title":"Ours","status":500,"detail":"Sorry.","requestId":"r"}`
	gateway   = `{"message":"Unauthorized"}`
	customers = "/v1/customers"
)

var link = "/r/" + strings.Repeat("a", 56)

var etag = map[string]string{"ETag": `"1"`, "Location": "/v1/referrals/r1"}

// referral is the example of the contract, which the tests of a good answer hold to be good themselves.
func referral(t *testing.T, change func(map[string]any)) string {
	t.Helper()
	var document struct {
		Components struct {
			Examples map[string]struct{ Value map[string]any }
		}
	}
	if err := yaml.Unmarshal(infra.OpenAPI(), &document); err != nil {
		t.Fatal(err)
	}
	value := document.Components.Examples["SentReferral"].Value
	change(value)
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAgrees(t *testing.T) {
	good := func(map[string]any) {}
	draft := referral(t, func(r map[string]any) {
		r["status"], r["sends"] = "draft", 0
		r["organization"], r["contact"] = map[string]any{"id": "", "name": ""}, map[string]any{"id": "", "name": "", "email": ""}
		for _, name := range []string{"delivery", "sentAt", "responseDueOn", "overdueOn"} {
			delete(r, name)
		}
	})
	create := `{"customerId":"c01","organizationId":"o","contactId":"k","services":["housing-assistance"]}`
	for name, e := range map[string]exchange{
		"List":           {"GET", customers + "?q=jon&limit=2", "", 200, jsonType, nil, `{"items":[` + john + `],"nextCursor":"x"}`},
		"EmptyList":      {"GET", customers, "", 200, jsonType, nil, `{"items":[]}`},
		"Loaded":         {"PUT", customers + "/c01", `{"firstName":"John","lastName":"Jones","grantee":"lincoln-land"}`, 200, jsonType, nil, john},
		"Created":        {"POST", "/v1/referrals", create, 201, jsonType, etag, referral(t, good)},
		"Draft":          {"POST", "/v1/referrals", `{"customerId":"c01","draft":true}`, 201, jsonType, etag, draft},
		"CSV":            {"GET", "/v1/referrals", "", 200, "text/csv; charset=utf-8; header=present", nil, "Reference\r\n"},
		"NoBody":         {"POST", "/v1/referrals/r1/cancel", "", 200, jsonType, etag, referral(t, good)},
		"Page":           {"GET", link, "", 200, "text/html; charset=utf-8", nil, "<p>"},
		"FormTaken":      {"POST", link, "decision=accepted&name=Maria+Lopez&seen=1&service.housing-assistance.decision=", 303, "text/plain; charset=utf-8", map[string]string{"Location": link}, ""},
		"FormShownAgain": {"POST", link, "name=&seen=1", 422, "text/html; charset=utf-8", nil, "<p>"},
		"Locked":         {"GET", link, "", 200, jsonType, nil, `{"locked":true,"reference":"R-7K3F-9QXM","grantee":{"name":"Lincoln Land Energy Training"}}`},
		"DeadLink":       {"GET", "/r/x", "", 404, "text/html; charset=utf-8", nil, "<p>"},
		"NotFound":       {"GET", customers + "/c02", "", 404, problemType, nil, notFound},
		"RefusedRequest": {"GET", customers + "?limit=x", "", 422, problemType, nil, invalid},
		"Internal":       {"GET", customers, "", 500, problemType, nil, internal},
		"Gateway":        {"GET", customers, "", 401, jsonType, nil, gateway},
		"UnknownPath":    {"GET", "/v1/nothing", "", 404, problemType, nil, notFound},
		"Preflight":      {"OPTIONS", customers, "", 204, "", nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			for _, fault := range e.faults() {
				t.Error(fault)
			}
		})
	}
}

func TestDisagrees(t *testing.T) {
	with := func(change func(map[string]any)) exchange {
		return exchange{"GET", "/v1/referrals/r1", "", 200, jsonType, etag, referral(t, change)}
	}
	set := func(name string, value any) exchange { return with(func(r map[string]any) { r[name] = value }) }
	for name, e := range map[string]exchange{
		"UnknownField":       set("foo", 1),
		"MissingField":       with(func(r map[string]any) { delete(r, "reference") }),
		"WrongType":          set("version", "1"),
		"Null":               set("note", nil),
		"UnknownStatus":      set("status", "done"),
		"Instant":            set("createdAt", "2026-11-20T15:04:05Z"),
		"InstantWithZone":    set("createdAt", "2026-11-20T15:04:05.000-06:00"),
		"NoSuchDay":          set("responseDueOn", "2026-02-30"),
		"Reference":          set("reference", "R-7K3F-9QXU"),
		"FieldOfCustomer":    set("customer", map[string]any{"id": "c01"}),
		"FieldOfContact":     set("contact", map[string]any{"id": "k", "name": "n", "email": "e", "foo": 1}),
		"FieldInTimeline":    set("timeline", []any{map[string]any{"type": "sent", "at": "2026-11-20T15:04:05.000Z", "by": "a", "detail": "", "sub": "x"}}),
		"ItemsNull":          {"GET", customers, "", 200, jsonType, nil, `{"items":null}`},
		"FieldInPage":        {"GET", customers, "", 200, jsonType, nil, `{"items":[],"total":0}`},
		"EmptyBody":          {"GET", customers, "", 200, jsonType, nil, ``},
		"PreflightThatSays":  {"OPTIONS", customers, "", 200, jsonType, nil, `{}`},
		"NotJSON":            {"GET", customers, "", 200, jsonType, nil, `{`},
		"ContentType":        {"GET", customers, "", 200, "text/html", nil, `<p>`},
		"NoETag":             {"GET", "/v1/referrals/r1", "", 200, jsonType, nil, referral(t, func(map[string]any) {})},
		"WeakETag":           {"GET", "/v1/referrals/r1", "", 200, jsonType, map[string]string{"ETag": `W/"1"`}, referral(t, func(map[string]any) {})},
		"NoLocation":         {"PUT", customers + "/c01", `{"firstName":"John","lastName":"Jones","grantee":"g"}`, 201, jsonType, nil, john},
		"UnlistedStatus":     {"GET", customers, "", 404, problemType, nil, notFound},
		"ProblemAsJSON":      {"GET", customers + "/c02", "", 404, jsonType, nil, notFound},
		"FieldInProblem":     {"GET", customers + "/c02", "", 404, problemType, nil, strings.Replace(notFound, `{`, `{"cause":"x",`, 1)},
		"ProblemsStatus":     {"GET", customers + "/c02", "", 404, problemType, nil, strings.Replace(notFound, `404`, `500`, 1)},
		"InternalTells":      {"GET", customers, "", 500, problemType, nil, strings.Replace(internal, `{`, `{"cause":"x",`, 1)},
		"GatewayTells":       {"GET", customers, "", 401, jsonType, nil, `{"message":"x","cause":"y"}`},
		"AcceptedField":      {"PUT", customers + "/c01", `{"firstName":"John","lastName":"Jones","grantee":"g","foo":1}`, 200, jsonType, nil, john},
		"AcceptedLimit":      {"GET", customers + "?limit=101", "", 200, jsonType, nil, `{"items":[]}`},
		"AcceptedID":         {"GET", customers + "/c%2301", "", 200, jsonType, nil, john},
		"AcceptedPath":       {"GET", "/v1/nothing", "", 200, jsonType, nil, `{}`},
		"LockedTellsMore":    {"GET", link, "", 200, jsonType, nil, `{"locked":true,"reference":"R-7K3F-9QXM","grantee":{"name":"x"},"customer":{"name":"John Jones"}}`},
		"AcceptedMethod":     {"DELETE", customers + "/c01", "", 200, jsonType, nil, john},
		"UnknownPathNoWords": {"GET", "/v1/nothing", "", 404, jsonType, nil, gateway},
	} {
		t.Run(name, func(t *testing.T) {
			if len(e.faults()) == 0 {
				t.Errorf("taken: %+v", e)
			}
		})
	}
}

// recorder is a testing.TB that keeps failures to itself.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Helper()               {}
func (r *recorder) Errorf(string, ...any) { r.failed = true }

func TestTransport(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("Content-Type", jsonType)
		if bytes.Contains(body, []byte("Jones")) {
			_, _ = io.WriteString(w, john)
			return
		}
		_, _ = io.WriteString(w, `{"wrong":true}`)
	}))
	defer server.Close()
	for name, test := range map[string]struct {
		path, body string
		fails      bool
	}{
		"Agrees":    {"/v1/customers/c01", `{"firstName":"John","lastName":"Jones","grantee":"g"}`, false},
		"Disagrees": {"/v1/customers/c01", `{"firstName":"John","lastName":"J","grantee":"g"}`, true},
		"NotTheAPI": {"/_local/personas", `{}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			seen := &recorder{TB: t}
			client := &http.Client{Transport: openapitest.Transport(seen, nil)}
			req, _ := http.NewRequestWithContext(t.Context(), http.MethodPut, server.URL+test.path, strings.NewReader(test.body))
			req.Header.Set("Content-Type", jsonType)
			req.Header.Set("Authorization", "Bearer token")
			resp, err := client.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			if body, err := io.ReadAll(resp.Body); err != nil || len(body) == 0 {
				t.Errorf("the body was not handed on: %q, %v", body, err)
			}
			if seen.failed != test.fails {
				t.Errorf("failed is %v", seen.failed)
			}
		})
	}
}

func TestExchangesAtOnce(t *testing.T) {
	var checks sync.WaitGroup
	for range 8 {
		checks.Go(func() {
			req := httptest.NewRequest(http.MethodGet, "/v1/referrals", nil)
			req.Header.Set("Authorization", "Bearer x")
			resp := &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/json"}}}
			for _, fault := range openapitest.Faults(req, nil, resp, []byte(`{"items":[]}`)) {
				t.Error(fault)
			}
		})
	}
	checks.Wait()
}
