package main

import (
	"context"
	"net/http"
	"testing"

	"github.com/aws/aws-lambda-go/events"
)

// FuzzPortal: no path leaves the portal's folder, and none makes it fail.
func FuzzPortal(f *testing.F) {
	serve, err := newPortal(files(), configuration{Issuer: "https://issuer.test/pool"})
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range []string{"app-1a2b.js", "app-1a2b.js.br", "../index.html", "..\\.keep", "", ".", "/", "a\x00b", "%2e%2e/.keep"} {
		f.Add("GET /assets/{proxy+}", path, "gzip, br;q=0.1")
	}
	f.Add("GET /app/{proxy+}", "referrals/1", "*")
	f.Fuzz(func(t *testing.T, route, path, encodings string) {
		response, err := serve(context.Background(), events.APIGatewayV2HTTPRequest{
			RouteKey: route, PathParameters: map[string]string{"proxy": path}, Headers: map[string]string{"accept-encoding": encodings},
		})
		if err != nil || response.StatusCode != http.StatusOK && response.StatusCode != http.StatusNotFound {
			t.Errorf("%s %q: %d, %v", route, path, response.StatusCode, err)
		}
	})
}
