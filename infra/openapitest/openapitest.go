// Package openapitest holds what the API answers against its contract.
package openapitest

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	"github.com/pb33f/libopenapi-validator/config"
	"github.com/pb33f/libopenapi-validator/errors"

	"github.com/referral-tool/referrals/infra"
)

// Checker checks exchanges with the API. It may be used by several goroutines.
type Checker struct {
	t testing.TB
}

// New makes a checker that fails the test with what is wrong.
func New(t testing.TB) *Checker {
	t.Helper()
	if _, err := contract(); err != nil {
		t.Fatalf("the contract: %v", err)
	}
	return &Checker{t: t}
}

// contract is read once for all tests of a package: it takes longer than most of them.
var contract = sync.OnceValues(func() (validator.Validator, error) {
	document, err := libopenapi.NewDocument(infra.OpenAPI())
	if err != nil {
		return nil, err
	}
	v, errs := validator.NewValidator(document, config.WithFormatAssertions(), config.WithContentAssertions())
	if len(errs) > 0 {
		return nil, fmt.Errorf("%v", errs)
	}
	return v, nil
})

var strongTag = regexp.MustCompile(`^"[1-9][0-9]*"$`)

// Check fails the test when the contract does not know the response, or when the API accepted a request that the
// contract would not. A request that was refused may be as wrong as it likes.
func (c *Checker) Check(req *http.Request, reqBody []byte, resp *http.Response, respBody []byte) {
	c.t.Helper()
	for _, reason := range Faults(req, reqBody, resp, respBody) {
		c.t.Errorf("%s %s, %d: %s", req.Method, req.URL.Path, resp.StatusCode, reason)
	}
}

// oneAtATime: the validator renders schemas into what it shares, without a lock of its own.
var oneAtATime sync.Mutex

// Faults are the reasons for which an exchange breaks the contract.
func Faults(req *http.Request, reqBody []byte, resp *http.Response, respBody []byte) []string {
	v, err := contract()
	if err != nil {
		return []string{err.Error()}
	}
	oneAtATime.Lock()
	defer oneAtATime.Unlock()
	if media := mediaType(resp.Header); strings.HasPrefix(media, "application/") && resp.StatusCode < 300 && len(respBody) == 0 {
		return []string{"the body is empty"} // the validator lets it pass
	}
	if req.Method == http.MethodOptions && resp.StatusCode == http.StatusNoContent && len(respBody) == 0 {
		return nil // a preflight is the browser's own question, and no call
	}
	if unknownPath(v, req) {
		return faultsOfUnknown(resp)
	}
	faults := reasons(v.ValidateHttpResponse(withBody(req, reqBody), answer(resp, respBody)))
	if tag := resp.Header.Get("ETag"); tag != "" && !strongTag.MatchString(tag) {
		faults = append(faults, "the ETag is not a version in quotes: "+tag) // the validator takes quotes away
	}
	if resp.StatusCode < 400 {
		for _, reason := range reasons(v.ValidateHttpRequestSync(withBody(req, reqBody))) {
			faults = append(faults, "accepted, although "+reason)
		}
	}
	return faults
}

// faultsOfUnknown: all that the contract does not list is 404, or refused by the gateway before.
func faultsOfUnknown(resp *http.Response) []string {
	switch media := mediaType(resp.Header); {
	case resp.StatusCode == http.StatusNotFound && media == "application/problem+json":
		return nil
	case resp.StatusCode != http.StatusNotFound && resp.StatusCode >= 400 && media == "application/json":
		return nil
	}
	return []string{"the contract has no such call"}
}

func unknownPath(v validator.Validator, req *http.Request) bool {
	_, errs := v.GetParameterValidator().ValidatePathParams(withBody(req, nil))
	for _, err := range errs {
		if err.IsPathMissingError() || err.IsOperationMissingError() {
			return true
		}
	}
	return false
}

func reasons(ok bool, errs []*errors.ValidationError) (reasons []string) {
	if ok {
		return nil
	}
	for _, err := range errs {
		reason := err.Message + ": " + err.Reason
		for _, at := range err.SchemaValidationErrors {
			reason += fmt.Sprintf("; %s: %s", at.FieldPath, at.Reason)
		}
		reasons = append(reasons, reason)
	}
	return reasons
}

func mediaType(header http.Header) string {
	media, _, _ := strings.Cut(header.Get("Content-Type"), ";")
	return strings.TrimSpace(media)
}

// withBody is a copy of the request that the validator may read.
func withBody(req *http.Request, body []byte) *http.Request {
	again := req.Clone(req.Context())
	again.Body = io.NopCloser(bytes.NewReader(body))
	again.ContentLength = int64(len(body))
	return again
}

func answer(resp *http.Response, body []byte) *http.Response {
	again := *resp
	again.Body = io.NopCloser(bytes.NewReader(body))
	return &again
}
