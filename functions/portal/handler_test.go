package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/aws/aws-lambda-go/events"
)

func files() fstest.MapFS {
	return fstest.MapFS{
		"index.html":              {Data: []byte("<!doctype html>")},
		"index.html.gz":           {Data: []byte("page, gzip")},
		"assets/app-1a2b.js":      {Data: []byte("plain")},
		"assets/app-1a2b.js.br":   {Data: []byte("brotli")},
		"assets/app-1a2b.js.gz":   {Data: []byte("gzip")},
		"assets/face-3c4d.woff2":  {Data: []byte("font")},
		"assets/notes.unexpected": {Data: []byte("?")},
		".keep":                   {Data: []byte("kept")},
	}
}

func served(t *testing.T) lambda {
	t.Helper()
	serve, err := newPortal(files(), configuration{
		Issuer: "https://issuer.test/pool", ClientID: "portal", SignIn: "https://sign-in.test",
	})
	if err != nil {
		t.Fatal(err)
	}
	return serve
}

// get answers a request for a route; the body is decoded.
func get(t *testing.T, route, proxy string, headers map[string]string) events.APIGatewayV2HTTPResponse {
	t.Helper()
	response, err := served(t)(context.Background(), events.APIGatewayV2HTTPRequest{
		RouteKey: route, PathParameters: map[string]string{"proxy": proxy}, Headers: headers,
	})
	if err != nil {
		t.Fatal(err)
	}
	body, err := base64.StdEncoding.DecodeString(response.Body)
	if err != nil || !response.IsBase64Encoded {
		t.Fatalf("the body is not in base64: %v", err)
	}
	response.Body = string(body)
	return response
}

func TestUnbuiltPortalRefusesToStart(t *testing.T) {
	_, err := newPortal(fstest.MapFS{".keep": {}}, configuration{Issuer: "https://issuer.test"})
	if !errors.Is(err, errUnbuilt) {
		t.Errorf("started with %v, want %v", err, errUnbuilt)
	}
}

func TestEveryAddressOfThePortalIsThePage(t *testing.T) {
	for _, route := range []string{"GET /", "GET /app/{proxy+}"} {
		page := get(t, route, "customers/c01", nil)
		if page.StatusCode != http.StatusOK || page.Body != "<!doctype html>" ||
			page.Headers["content-type"] != "text/html; charset=utf-8" || page.Headers["cache-control"] != "no-cache" {
			t.Errorf("%s answered %+v", route, page)
		}
	}
}

func TestPageIsNotSentAgain(t *testing.T) {
	first := get(t, "GET /", "", nil)
	second := get(t, "GET /", "", map[string]string{"if-none-match": first.Headers["etag"]})
	if first.Headers["etag"] == "" || second.StatusCode != http.StatusNotModified || second.Body != "" {
		t.Errorf("etag %s, then %d %q", first.Headers["etag"], second.StatusCode, second.Body)
	}
}

func TestPolicyOfThePage(t *testing.T) {
	policy := get(t, "GET /", "", nil).Headers["content-security-policy"]
	for _, want := range []string{"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'",
		"connect-src 'self' https://issuer.test https://sign-in.test"} {
		if !strings.Contains(policy, want) {
			t.Errorf("the policy lacks %s: %s", want, policy)
		}
	}
	if strings.Contains(policy, "unsafe") {
		t.Errorf("the policy lets inline or evaluated code run: %s", policy)
	}
}

func TestAddressOfTheProviderIsChecked(t *testing.T) {
	_, err := newPortal(files(), configuration{Issuer: "https://issuer.test", SignIn: "sign-in.test; script-src *"})
	if err == nil {
		t.Error("an address that is none got into the policy")
	}
}

func TestAssets(t *testing.T) {
	for name, test := range map[string]struct {
		file, accept   string
		status         int
		body, encoding string
	}{
		"Plain":           {"app-1a2b.js", "", 200, "plain", ""},
		"Brotli":          {"app-1a2b.js", "gzip, deflate, br", 200, "brotli", "br"},
		"Gzip":            {"app-1a2b.js", "gzip", 200, "gzip", "gzip"},
		"BrotliNotWanted": {"app-1a2b.js", "br;q=0, gzip;q=0.5", 200, "gzip", "gzip"},
		"NeverCompressed": {"face-3c4d.woff2", "br", 200, "font", ""},
		"ErrMissing":      {"app-0000.js", "br", 404, "", ""},
		"ErrCompressed":   {"app-1a2b.js.br", "br", 404, "", ""},
		"ErrUnknownKind":  {"notes.unexpected", "", 404, "", ""},
		"ErrOutside":      {"../index.html", "", 404, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := get(t, "GET /assets/{proxy+}", test.file, map[string]string{"accept-encoding": test.accept})
			if got.StatusCode != test.status {
				t.Fatalf("answered %d, want %d", got.StatusCode, test.status)
			}
			if test.status != http.StatusOK {
				return
			}
			if got.Body != test.body || got.Headers["content-encoding"] != test.encoding {
				t.Errorf("answered %q as %q, want %q as %q", got.Body, got.Headers["content-encoding"], test.body, test.encoding)
			}
			if !strings.Contains(got.Headers["cache-control"], "immutable") || got.Headers["vary"] != "accept-encoding" {
				t.Errorf("kept as %q by %q", got.Headers["cache-control"], got.Headers["vary"])
			}
		})
	}
}

func TestConfiguration(t *testing.T) {
	got := get(t, "GET /config.json", "", nil)
	var config map[string]string
	if err := json.Unmarshal([]byte(got.Body), &config); err != nil {
		t.Fatal(err)
	}
	if config["issuer"] != "https://issuer.test/pool" || config["clientId"] != "portal" || len(config) != 2 {
		t.Errorf("configuration is %v", config)
	}
	if got.Headers["cache-control"] != "no-cache" {
		t.Errorf("it is kept: %s", got.Headers["cache-control"])
	}
}

func TestUnknownRoute(t *testing.T) {
	if got := get(t, "GET /elsewhere", "", nil); got.StatusCode != http.StatusNotFound {
		t.Errorf("answered %d", got.StatusCode)
	}
}
