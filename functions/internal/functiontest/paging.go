package functiontest

import (
	"encoding/json"
	"net/url"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/shared/api"
)

// Paging walks a list by the cursors that its pages hand out, from an event that asks for a page, and wants to see as
// many items as the event's list has. The cursor is no good for another filter, another organization or another role.
func Paging(t *testing.T, function, name string, open func(*World) *api.API, items int) {
	t.Helper()
	w := New(t)
	a := open(w)
	event := Event[events.APIGatewayV2HTTPRequest](t, function, name)
	query, err := url.ParseQuery(event.RawQueryString)
	must(t, err)
	seen := map[string]bool{}
	first := ""
	for {
		event.RawQueryString = query.Encode()
		var page struct {
			Items      []struct{ ID string }
			NextCursor string
		}
		answer := w.Call(t, a, event)
		must(t, json.Unmarshal([]byte(answer.Body), &page))
		for _, item := range page.Items {
			if seen[item.ID] {
				t.Errorf("%s stands on two pages", item.ID)
			}
			seen[item.ID] = true
		}
		if page.NextCursor == "" {
			break
		}
		if first == "" {
			first = page.NextCursor
		}
		query.Set("cursor", page.NextCursor)
	}
	if len(seen) != items {
		t.Errorf("the pages hold %d items, want %d", len(seen), items)
	}
	for what, change := range map[string]func(*events.APIGatewayV2HTTPRequest, url.Values){
		"another filter":        func(_ *events.APIGatewayV2HTTPRequest, q url.Values) { q.Set("q", "john") },
		"another organization":  func(e *events.APIGatewayV2HTTPRequest, _ url.Values) { claim(e, "organization", "prairie-works") },
		"another role":          func(e *events.APIGatewayV2HTTPRequest, _ url.Values) { claim(e, "role", "program-admin") },
		"another program":       func(e *events.APIGatewayV2HTTPRequest, _ url.Values) { claim(e, "program", Dcf) },
		"a cursor that was cut": func(_ *events.APIGatewayV2HTTPRequest, q url.Values) { q.Set("cursor", first[:len(first)-2]) },
	} {
		foreign := Event[events.APIGatewayV2HTTPRequest](t, function, name)
		values, err := url.ParseQuery(foreign.RawQueryString)
		must(t, err)
		values.Set("cursor", first)
		change(&foreign, values)
		foreign.RawQueryString = values.Encode()
		if answer := w.Call(t, a, foreign); answer.StatusCode != 400 {
			t.Errorf("with %s the cursor answered %d: %s", what, answer.StatusCode, answer.Body)
		}
	}
}

func claim(event *events.APIGatewayV2HTTPRequest, name, value string) {
	event.RequestContext.Authorizer.JWT.Claims["custom:"+name] = value
}
