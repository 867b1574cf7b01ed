package functiontest

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/infra/openapitest"
	"github.com/referral-tool/referrals/shared/api"
)

// Cases serves each event of events/<function> in a world of its own. The answer has the status that is given, is as
// the golden file and the contract say, and a refusal stores nothing. Every event has a case.
func Cases(t *testing.T, function string, open func(*World) *api.API, statuses map[string]int) {
	t.Helper()
	for name, status := range statuses {
		t.Run(name, func(t *testing.T) {
			w := New(t)
			w.Serve(t, open(w), function, name, status)
		})
	}
	files, err := os.ReadDir(filepath.Join(root(t), "events", function))
	must(t, err)
	for _, file := range files {
		if _, listed := statuses[strings.TrimSuffix(file.Name(), ".json")]; !listed {
			t.Errorf("events/%s/%s is no case of a test", function, file.Name())
		}
	}
}

// answered is an answer as a golden file has it.
type answered struct {
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers"`
	Cookies []string          `json:"cookies,omitempty"`
	Body    any               `json:"body,omitempty"`  // of JSON
	Text    []string          `json:"text,omitempty"`  // lines of any other text
	Title   string            `json:"title,omitempty"` // of a page, whose golden files are those of shared/page
	Stored  []string          `json:"stored"`          // keys of the items that are new or changed
}

// Serve serves one event and checks the answer as Cases does.
func (w *World) Serve(t testing.TB, a *api.API, function, name string, status int) events.APIGatewayV2HTTPResponse {
	t.Helper()
	event := Event[events.APIGatewayV2HTTPRequest](t, function, name)
	before := w.Stored(t)
	response := w.Call(t, a, event)
	stored := w.Stored(t).Since(before)
	if response.StatusCode != status {
		t.Errorf("answered %d, want %d: %s", response.StatusCode, status, response.Body)
	}
	if response.StatusCode >= 400 && len(stored) > 0 {
		t.Errorf("a refusal stored %v", stored)
	}
	Golden(t, function, name, shown(t, response, stored))
	return response
}

// Call serves one event, and holds the answer against the contract.
func (w *World) Call(t testing.TB, a *api.API, event events.APIGatewayV2HTTPRequest) events.APIGatewayV2HTTPResponse {
	t.Helper()
	response, err := a.Serve(context.Background(), event)
	must(t, err)
	header := http.Header{}
	for name, value := range response.Headers {
		header.Set(name, value)
	}
	request := requestOf(t, event)
	answer := &http.Response{StatusCode: response.StatusCode, Header: header, Request: request}
	openapitest.New(t).Check(request, plain(t, event.Body, event.IsBase64Encoded), answer, plain(t, response.Body, response.IsBase64Encoded))
	return response
}

func shown(t testing.TB, response events.APIGatewayV2HTTPResponse, stored []string) answered {
	t.Helper()
	out := answered{Status: response.StatusCode, Headers: response.Headers, Cookies: response.Cookies, Stored: stored}
	body := string(plain(t, response.Body, response.IsBase64Encoded))
	switch contentType := response.Headers["Content-Type"]; {
	case strings.Contains(contentType, "json"):
		var value map[string]any
		must(t, json.Unmarshal([]byte(body), &value))
		if _, more := value["nextCursor"]; more {
			value["nextCursor"] = "sealed" // with another nonce each time
		}
		out.Body = value
	case strings.HasPrefix(contentType, "text/html"):
		out.Title = title.FindString(body)
	case contentType == "application/pdf":
		out.Text = []string{fmt.Sprintf("a PDF with the SHA-256 %x", sha256.Sum256([]byte(body)))}
	case contentType == "font/woff2":
		out.Text = []string{fmt.Sprintf("a font with the SHA-256 %x", sha256.Sum256([]byte(body)))}
	case contentType == "application/yaml":
		first, _, _ := strings.Cut(body, "\n") // the contract has a home of its own
		out.Text = []string{first}
	case len(body) > 0:
		out.Text = strings.Split(strings.TrimSuffix(body, "\r\n"), "\r\n")
	}
	return out
}

var title = regexp.MustCompile(`<title>.*</title>`)

// requestOf is the request that the gateway made the event of.
func requestOf(t testing.TB, event events.APIGatewayV2HTTPRequest) *http.Request {
	t.Helper()
	target := url.URL{Scheme: "https", Host: "api.referrals.test", Path: event.RawPath, RawQuery: event.RawQueryString}
	request, err := http.NewRequest(event.RequestContext.HTTP.Method, target.String(), io.Reader(nil))
	must(t, err)
	for name, value := range event.Headers {
		request.Header.Set(name, value)
	}
	request.Header.Set("Cookie", strings.Join(event.Cookies, "; "))
	return request
}

func plain(t testing.TB, body string, encoded bool) []byte {
	t.Helper()
	if !encoded {
		return []byte(body)
	}
	decoded, err := base64.StdEncoding.DecodeString(body)
	must(t, err)
	return decoded
}
