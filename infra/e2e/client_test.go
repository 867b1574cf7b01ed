package e2e

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/infra/local/system"
	"github.com/referral-tool/referrals/infra/openapitest"
)

// object is a JSON object.
type object = map[string]any

// client calls the system as one person, and holds every exchange against the contract.
type client struct {
	t     testing.TB
	url   string
	token string // empty for somebody who is not signed in
	http  *http.Client
}

// as signs in as a persona.
func as(t testing.TB, s *system.System, persona string) *client {
	t.Helper()
	return asClaiming(t, s, persona, nil)
}

// asClaiming signs in as a persona with other claims.
func asClaiming(t testing.TB, s *system.System, persona string, claims object) *client {
	t.Helper()
	token, err := s.Token(persona, claims)
	if err != nil {
		t.Fatal(err)
	}
	c := anybody(t, s)
	c.token = token
	return c
}

// anybody is not signed in, as a partner is.
func anybody(t testing.TB, s *system.System) *client {
	t.Helper()
	return anybodyAt(t, s.URL)
}

func anybodyAt(t testing.TB, url string) *client {
	t.Helper()
	return &client{t: t, url: url, http: &http.Client{
		Transport: openapitest.Transport(t, connections),
		// What a call answers is looked at; nothing is followed.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// in is the same person in a subtest: to sign in takes longer than most calls.
func (c *client) in(t testing.TB) *client {
	t.Helper()
	same := anybodyAt(t, c.url)
	same.token = c.token
	return same
}

// connections serves storms without a new connection for each call.
var connections = &http.Transport{MaxIdleConnsPerHost: 128}

// reply is what a call answered. Status 0: nothing was answered.
type reply struct {
	t      testing.TB
	call   string
	status int
	header http.Header
	body   []byte
}

func (c *client) get(path string, headers ...string) *reply {
	c.t.Helper()
	return c.do(http.MethodGet, path, nil, headers...)
}

func (c *client) post(path string, body any, headers ...string) *reply {
	c.t.Helper()
	return c.sendJSON(http.MethodPost, path, body, headers...)
}

func (c *client) put(path string, body any, headers ...string) *reply {
	c.t.Helper()
	return c.sendJSON(http.MethodPut, path, body, headers...)
}

// sendJSON sends a body as JSON; nil is no body.
func (c *client) sendJSON(method, path string, body any, headers ...string) *reply {
	c.t.Helper()
	if body == nil {
		return c.do(method, path, nil, headers...)
	}
	encoded, err := json.Marshal(body)
	if err != nil {
		c.t.Error(err)
	}
	return c.do(method, path, encoded, append([]string{"Content-Type", "application/json"}, headers...)...)
}

// postForm posts as a browser does.
func (c *client) postForm(path string, form url.Values, headers ...string) *reply {
	c.t.Helper()
	return c.do(http.MethodPost, path, []byte(form.Encode()), append([]string{
		"Content-Type", "application/x-www-form-urlencoded",
		"Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
	}, headers...)...)
}

// do makes a call. headers are names and values in turn. It may be called from several goroutines.
func (c *client) do(method, path string, body []byte, headers ...string) *reply {
	c.t.Helper()
	// Not the test's context: it has ended when a test cleans up.
	request, err := http.NewRequest(method, c.url+path, bytes.NewReader(body))
	if err != nil {
		c.t.Error(err)
		return &reply{t: c.t}
	}
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	r := &reply{t: c.t, call: method + " " + path}
	response, err := c.http.Do(request)
	if err != nil {
		c.t.Errorf("%s: %v", r.call, err)
		return r
	}
	defer response.Body.Close()
	r.status, r.header = response.StatusCode, response.Header
	if r.body, err = io.ReadAll(response.Body); err != nil {
		c.t.Errorf("%s: %v", r.call, err)
	}
	return r
}

// want ends the test unless the call answered so.
func (r *reply) want(status int) *reply {
	r.t.Helper()
	if r.status != status {
		r.t.Fatalf("%s answered %d, want %d: %.600s", r.call, r.status, status, r.body)
	}
	return r
}

// read decodes the body.
func read[T any](r *reply) T {
	r.t.Helper()
	var v T
	if err := json.Unmarshal(r.body, &v); err != nil {
		r.t.Fatalf("%s answered %s: %v", r.call, r.body, err)
	}
	return v
}

// holds ends the test unless the body holds all of the texts.
func (r *reply) holds(texts ...string) *reply {
	r.t.Helper()
	for _, text := range texts {
		if !strings.Contains(string(r.body), text) {
			r.t.Fatalf("%s does not show %q: %s", r.call, text, r.body)
		}
	}
	return r
}

// lacks ends the test when the body holds one of the texts.
func (r *reply) lacks(texts ...string) *reply {
	r.t.Helper()
	for _, text := range texts {
		if strings.Contains(string(r.body), text) {
			r.t.Fatalf("%s shows %q: %s", r.call, text, r.body)
		}
	}
	return r
}

// Accept headers.
var (
	asJSON = []string{"Accept", "application/json"}
	asPage = []string{"Accept", "text/html"}
	asCSV  = []string{"Accept", "text/csv"}
)
