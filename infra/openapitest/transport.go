package openapitest

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
)

// Transport is base, and checks every exchange with the API on the way: what is under /v1/ and /r/, and the contract
// itself. http.DefaultTransport when base is nil.
func Transport(t testing.TB, base http.RoundTripper) http.RoundTripper {
	t.Helper()
	if base == nil {
		base = http.DefaultTransport
	}
	return &transport{base: base, checker: New(t)}
}

type transport struct {
	base    http.RoundTripper
	checker *Checker
}

func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	path := req.URL.Path
	if !strings.HasPrefix(path, "/v1/") && !strings.HasPrefix(path, "/r/") && path != "/openapi.yaml" {
		return t.base.RoundTrip(req)
	}
	var sent []byte
	if req.Body != nil {
		var err error
		sent, err = io.ReadAll(req.Body)
		_ = req.Body.Close()
		if err != nil {
			return nil, err
		}
		req = withBody(req, sent)
	}
	resp, err := t.base.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	received, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(received))
	t.checker.Check(req, sent, resp, received)
	return resp, nil
}
