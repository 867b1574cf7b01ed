package api_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/shared/api"
)

type line struct {
	Key      string `json:"key"`
	Decision string `json:"decision,omitempty"`
}

type base struct {
	Note string `json:"note"`
}

type thing struct {
	base                       // unexported: its fields are no fields of the body unless promoted
	Name     string            `json:"name"`
	Count    int               `json:"count"`
	Hours    float64           `json:"hours"`
	Draft    bool              `json:"draft"`
	Consent  *line             `json:"consent"`
	Services []line            `json:"services"`
	Labels   map[string]string `json:"labels"`
	Hidden   string            `json:"-"`
}

func decode(t *testing.T, v any, change ...func(*events.APIGatewayV2HTTPRequest)) events.APIGatewayV2HTTPResponse {
	t.Helper()
	return inside(t, event("POST /v1/things", change...), func(_ context.Context, r *api.Request) error { return r.Decode(v) })
}

func TestDecode(t *testing.T) {
	const body = ` {"name":"Jo","note":"n","count":3,"hours":1.5,"draft":true,"consent":{"key":"k"},` +
		`"services":[{"key":"a"},{"key":"b","decision":"x"}],"labels":{"Any":"one"}} `
	check := func(t *testing.T, got thing) {
		t.Helper()
		if got.Name != "Jo" || got.Note != "n" || got.Count != 3 || got.Hours != 1.5 || !got.Draft ||
			got.Consent.Key != "k" || len(got.Services) != 2 || got.Services[1].Decision != "x" || got.Labels["Any"] != "one" {
			t.Errorf("got %+v", got)
		}
	}
	t.Run("OK", func(t *testing.T) {
		var got thing
		if response := decode(t, &got, withBody(body)); response.StatusCode != 200 {
			t.Fatalf("got %+v", response)
		}
		check(t, got)
	})
	t.Run("Base64", func(t *testing.T) {
		var got thing
		encoded := func(e *events.APIGatewayV2HTTPRequest) {
			e.Body, e.IsBase64Encoded = base64.StdEncoding.EncodeToString([]byte(body)), true
		}
		if response := decode(t, &got, encoded); response.StatusCode != 200 {
			t.Fatalf("got %+v", response)
		}
		check(t, got)
	})
	t.Run("ContentTypeWithCharset", func(t *testing.T) {
		var got thing
		if response := decode(t, &got, withBody(body), withHeader("content-type", "Application/JSON; charset=utf-8")); response.StatusCode != 200 {
			t.Fatalf("got %+v", response)
		}
	})
	t.Run("MissingBodyWhereOptional", func(t *testing.T) {
		var got thing
		response := inside(t, event("POST /v1/things", withHeader("content-type", "")), func(_ context.Context, r *api.Request) error {
			return r.DecodeOptional(&got)
		})
		if response.StatusCode != 200 {
			t.Fatalf("got %+v", response)
		}
	})
}

func TestDecodeRefuses(t *testing.T) {
	long := `{"name":"` + strings.Repeat("a", 64<<10) + `"}`
	tests := map[string]struct {
		body   string
		status int
		says   string
	}{
		"Empty":           {"", 400, "empty"},
		"Blank":           {" \n", 400, "empty"},
		"NotJSON":         {`{"name":}`, 400, "byte 8"},
		"CutOff":          {`{"name":"a"`, 400, "too early"},
		"TrailingValue":   {`{} {}`, 400, "follows the end"},
		"TrailingBrace":   {`{}}`, 400, "follows the end"},
		"InvalidUTF8":     {"{\"name\":\"\xff\"}", 400, "UTF-8"},
		"DuplicateName":   {`{"name":"a","name":"b"}`, 400, `"name" appears more than once`},
		"DuplicateInside": {`{"services":[{"key":"a","key":"a"}]}`, 400, `"services[0].key" appears more than once`},
		"DuplicateInMap":  {`{"labels":{"a":"1","a":"2"}}`, 400, `"labels.a" appears more than once`},
		"DuplicateHidden": {`{"foo":{"a":1,"a":1}}`, 400, `"foo.a" appears more than once`},
		"ListForBody":     {`[]`, 400, "must be an object, but is a list"},
		"TextForBody":     {`"a"`, 400, "must be an object"},
		"NullForBody":     {`null`, 400, "must be an object"},
		"NumberForText":   {`{"services":[{"key":"a"},{"key":7}]}`, 400, `"services[1].key" must be text`},
		"TextForNumber":   {`{"count":"7"}`, 400, `"count" must be a whole number`},
		"FractionForInt":  {`{"count":1.5}`, 400, `"count" must be a whole number`},
		"HugeInt":         {`{"count":99999999999999999999}`, 400, `"count" must be a whole number`},
		"HugeFloat":       {`{"hours":1e999}`, 400, `"hours" must be a number`},
		"TextForBool":     {`{"draft":"true"}`, 400, `"draft" must be true or false`},
		"ObjectForList":   {`{"services":{}}`, 400, `"services" must be a list`},
		"ListForText":     {`{"name":[]}`, 400, `"name" must be text`},
		"NullForText":     {`{"name":null}`, 400, `omit fields without a value`},
		"NullForPointer":  {`{"consent":null}`, 400, `"consent" must be an object`},
		"NullInList":      {`{"services":[null]}`, 400, `"services[0]" must be an object`},
		"Unknown":         {`{"foo":1}`, 422, "foo"},
		"UnknownCase":     {`{"Name":"a"}`, 422, "Name"},
		"UnknownInside":   {`{"services":[{"Key":"a"}]}`, 422, "services[0].Key"},
		"UnknownIgnored":  {`{"Hidden":"a","-":"a"}`, 422, "Hidden"},
		"TooDeep":         {`{"foo":` + strings.Repeat("[", 60000), 400, "nested too deeply"},
		"TooLarge":        {long, 413, "65536"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var got thing
			p := problemOf(t, decode(t, &got, withBody(test.body)))
			text := p.Detail + fmt.Sprint(p.Errors)
			if p.Status != test.status || !strings.Contains(text, test.says) {
				t.Errorf("got %d %s", p.Status, text)
			}
		})
	}
	t.Run("NamesEveryUnknownField", func(t *testing.T) {
		var got thing
		p := problemOf(t, decode(t, &got, withBody(`{"a":1,"services":[{"b":{"c":1}}],"name":"x"}`)))
		if fmt.Sprint(p.Errors) != "[{a There is no field with this name.} {services[0].b There is no field with this name.}]" {
			t.Errorf("got %v", p.Errors)
		}
	})
	for _, contentType := range []string{"", "text/plain", "application/x-www-form-urlencoded", "application/json/x", "multipart/form-data"} {
		t.Run("ContentType/"+contentType, func(t *testing.T) {
			var got thing
			if p := problemOf(t, decode(t, &got, withBody(`{}`), withHeader("content-type", contentType))); p.Status != 415 {
				t.Errorf("got %+v", p)
			}
		})
	}
	t.Run("BrokenBase64", func(t *testing.T) {
		var got thing
		broken := func(e *events.APIGatewayV2HTTPRequest) { e.Body, e.IsBase64Encoded = "%", true }
		if p := problemOf(t, decode(t, &got, broken)); p.Status != 400 {
			t.Errorf("got %+v", p)
		}
	})
}

func TestForm(t *testing.T) {
	form := func(t *testing.T, body string) events.APIGatewayV2HTTPResponse {
		e := event("POST /r/{token}", withHeader("content-type", "application/x-www-form-urlencoded"),
			func(e *events.APIGatewayV2HTTPRequest) {
				e.Body, e.IsBase64Encoded = base64.StdEncoding.EncodeToString([]byte(body)), true
			})
		return inside(t, e, func(_ context.Context, r *api.Request) error {
			values, err := r.Form()
			if err == nil && values.Get("name") != "Maria López" {
				t.Errorf("got %v", values)
			}
			return err
		})
	}
	for name, test := range map[string]struct {
		body   string
		status int
	}{
		"OK":             {"name=Maria+L%C3%B3pez&decision=accepted", 200},
		"ErrUTF8":        {"name=%ff", 400},
		"ErrEscape":      {"name=%zz", 400},
		"ErrNameUTF8":    {"%ff=a", 400},
		"ErrTooLarge":    {"name=" + strings.Repeat("a", 64<<10), 413},
		"ErrSemicolon":   {"name=a;b=c", 400},
		"ErrSecondValue": {"note=a&note=%ff", 400},
	} {
		t.Run(name, func(t *testing.T) {
			if response := form(t, test.body); response.StatusCode != test.status {
				t.Errorf("got %+v", response)
			}
		})
	}
	t.Run("ErrJSON", func(t *testing.T) {
		response := inside(t, event("POST /r/{token}", withBody("{}")), func(_ context.Context, r *api.Request) error {
			_, err := r.Form()
			return err
		})
		if response.StatusCode != 415 {
			t.Errorf("got %+v", response)
		}
	})
}

// FuzzDecode: whatever comes in, the answer is a success or a problem of ours, and a success survives the way back.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{`{}`, `{"name":"a"}`, `{"services":[{"key":"a"}]}`, `{"name":null}`, `[`, `{"a":{"b":[1,2]}}`, `{"count":1e2}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		var got thing
		response := decode(t, &got, withBody(body))
		switch response.StatusCode {
		case 400, 413, 422:
		case 200:
			again, err := json.Marshal(got)
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(again, &thing{}); err != nil {
				t.Fatal(err)
			}
		default:
			t.Errorf("%q: %d %s", body, response.StatusCode, response.Body)
		}
	})
}
