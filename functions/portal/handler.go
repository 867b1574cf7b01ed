package main

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"

	"github.com/aws/aws-lambda-go/events"
)

// lambda is what Lambda calls.
type lambda func(context.Context, events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error)

// configuration is what the pages read when they run, so that one build serves every stage.
type configuration struct {
	Issuer   string `json:"issuer"`
	ClientID string `json:"clientId"`
	SignIn   string `json:"-"` // origin of the provider's own pages and token call, where it is not that of the issuer
}

// errUnbuilt ends the start: a portal without pages would answer 200 with nothing.
var errUnbuilt = errors.New("the portal's pages are not built: run `npm ci && npm run build` in functions/portal/ui, then build this function again")

type portal struct {
	dist    fs.FS
	index   asset
	config  []byte
	headers map[string]string // of the page
}

// newPortal serves the files of dist: index.html, and what it loads below assets/.
func newPortal(dist fs.FS, config configuration) (lambda, error) {
	index, err := find(dist, "index.html")
	if err != nil {
		return nil, errUnbuilt
	}
	policy, err := contentPolicy(config)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(config)
	if err != nil {
		return nil, err
	}
	return portal{dist: dist, index: index, config: text, headers: pageHeaders(policy)}.serve, nil
}

func (p portal) serve(_ context.Context, r events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	switch r.RouteKey {
	case "GET /", "GET /app/{proxy+}":
		return p.page(r), nil
	case "GET /assets/{proxy+}":
		return p.asset(r), nil
	case "GET /config.json":
		return p.configuration(), nil
	}
	return missing(), nil
}

// page is the same for every address of the portal; the script reads from the address which page to show. The browser
// asks for it every time, so that a new version is shown with the next load.
func (p portal) page(r events.APIGatewayV2HTTPRequest) events.APIGatewayV2HTTPResponse {
	body, encoding := p.index.encoded(r.Headers["accept-encoding"])
	sum := sha256.Sum256(body)
	etag := `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
	headers := with(p.headers, "content-type", p.index.contentType, "cache-control", "no-cache", "etag", etag,
		"vary", "accept-encoding")
	if r.Headers["if-none-match"] == etag {
		return answer(http.StatusNotModified, headers, nil)
	}
	return answer(http.StatusOK, encodedAs(headers, encoding), body)
}

// asset is a file whose name holds a hash of its content: it never changes.
func (p portal) asset(r events.APIGatewayV2HTTPRequest) events.APIGatewayV2HTTPResponse {
	found, err := find(p.dist, "assets/"+r.PathParameters["proxy"])
	if err != nil {
		return missing()
	}
	body, encoding := found.encoded(r.Headers["accept-encoding"])
	headers := with(plainHeaders(), "content-type", found.contentType,
		"cache-control", "public, max-age=31536000, immutable", "vary", "accept-encoding")
	return answer(http.StatusOK, encodedAs(headers, encoding), body)
}

func (p portal) configuration() events.APIGatewayV2HTTPResponse {
	return answer(http.StatusOK, with(plainHeaders(), "content-type", "application/json", "cache-control", "no-cache"), p.config)
}

func missing() events.APIGatewayV2HTTPResponse {
	const problem = `{"type":"urn:referrals:problem:not-found","title":"Not found","status":404,"detail":"There is no such file."}`
	headers := with(plainHeaders(), "content-type", "application/problem+json", "cache-control", "no-store")
	return answer(http.StatusNotFound, headers, []byte(problem))
}

// answer is always in base64, because a compressed body is not text.
func answer(status int, headers map[string]string, body []byte) events.APIGatewayV2HTTPResponse {
	return events.APIGatewayV2HTTPResponse{
		StatusCode: status, Headers: headers, Body: base64.StdEncoding.EncodeToString(body), IsBase64Encoded: true,
	}
}
