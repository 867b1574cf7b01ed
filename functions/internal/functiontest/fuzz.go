package functiontest

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/shared/api"
)

// said is all of an event that whoever calls can choose. What the gateway vouches for stays as it is.
var said = []string{"accept", "content-type", "if-match", "idempotency-key"}

// Fuzz serves the events of events/<function>, changed in what a stranger can write: path, query, headers, cookies and
// body. Whatever that is, the answer is whole, and never one of our own failures.
func Fuzz(f *testing.F, function string, open func(*World) *api.API) {
	f.Helper()
	bases := allEvents(f, function)
	for i, event := range bases {
		f.Add(i, parameterOf(event), event.RawQueryString, event.Headers[said[0]], event.Headers[said[1]], event.Headers[said[2]],
			event.Headers[said[3]], strings.Join(event.Cookies, "; "), plain(f, event.Body, event.IsBase64Encoded))
	}
	a := open(New(f))
	f.Fuzz(func(t *testing.T, base int, parameter, query, accept, contentType, ifMatch, key, cookie string, body []byte) {
		event := bases[uint(base)%uint(len(bases))]
		event.PathParameters = withParameter(event, parameter)
		event.RawQueryString = query
		event.Headers = with(event.Headers, map[string]string{
			said[0]: accept, said[1]: contentType, said[2]: ifMatch, said[3]: key,
		})
		event.Cookies = []string{cookie}
		event.Body, event.IsBase64Encoded = base64.StdEncoding.EncodeToString(body), true
		response, err := a.Serve(context.Background(), event)
		if err != nil || response.StatusCode < 200 || response.StatusCode >= http.StatusInternalServerError {
			t.Errorf("answered %d %s, %v", response.StatusCode, response.Body, err)
		}
		wantWhole(t, response)
	})
}

// wantWhole fails the test unless the answer's body is what its type says.
func wantWhole(t *testing.T, response events.APIGatewayV2HTTPResponse) {
	t.Helper()
	text := plain(t, response.Body, response.IsBase64Encoded)
	switch contentType := response.Headers["Content-Type"]; {
	case strings.Contains(contentType, "json") && !json.Valid(text):
		t.Errorf("answered what is no JSON: %s", text)
	case strings.HasPrefix(contentType, "text/") && !utf8.Valid(text):
		t.Errorf("answered what is no UTF-8: %q", text)
	}
}

// FuzzBatch serves the batches of events/<function>, changed in anything. Whatever stands in a batch, it is done up to a
// record of its own: an error would bring all of it again.
func FuzzBatch(f *testing.F, function string, handle func(context.Context, events.DynamoDBEvent) (events.DynamoDBEventResponse, error)) {
	f.Helper()
	files, err := filepath.Glob(filepath.Join(root(f), "events", function, "*.json"))
	must(f, err)
	for _, file := range files {
		text, err := os.ReadFile(file)
		must(f, err)
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var batch events.DynamoDBEvent
		if json.Unmarshal(text, &batch) != nil {
			return
		}
		response, err := handle(context.Background(), batch)
		if err != nil || len(response.BatchItemFailures) > 1 {
			t.Errorf("answered %+v, %v", response, err)
		}
	})
}

func allEvents(f *testing.F, function string) []events.APIGatewayV2HTTPRequest {
	f.Helper()
	files, err := os.ReadDir(filepath.Join(root(f), "events", function))
	must(f, err)
	var all []events.APIGatewayV2HTTPRequest
	for _, file := range files {
		all = append(all, Event[events.APIGatewayV2HTTPRequest](f, function, strings.TrimSuffix(file.Name(), ".json")))
	}
	return all
}

// parameters are what routes call the thing that they are about. What is below it keeps its id.
var parameters = []string{"id", "token", "caseNumber", "proxy"}

func parameterOf(event events.APIGatewayV2HTTPRequest) string {
	for _, name := range parameters {
		if value, ok := event.PathParameters[name]; ok {
			return value
		}
	}
	return ""
}

func withParameter(event events.APIGatewayV2HTTPRequest, value string) map[string]string {
	changed := maps.Clone(event.PathParameters)
	for _, name := range parameters {
		if _, ok := changed[name]; ok {
			changed[name] = value
		}
	}
	return changed
}

// with changes headers; an empty one is left out.
func with(headers, changes map[string]string) map[string]string {
	changed := maps.Clone(headers)
	maps.Copy(changed, changes)
	maps.DeleteFunc(changed, func(_, value string) bool { return value == "" })
	return changed
}
