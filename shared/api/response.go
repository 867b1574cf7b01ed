package api

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"mime"
	"net/http"
	"net/textproto"
	"strings"

	"github.com/aws/aws-lambda-go/events"
)

// Response is an answer. The constructors make it; With and the methods like it add to it.
type Response struct {
	Status  int
	Headers map[string]string // canonical names
	Cookies []string          // values of Set-Cookie
	Body    []byte

	err error // of encoding; the request fails with it
}

// Raw is a body of any content type. A body that is not text leaves the function in base64.
func Raw(status int, contentType string, body []byte) *Response {
	return &Response{Status: status, Body: body, Headers: map[string]string{
		"Content-Type": contentType,
		// Every answer is about somebody.
		"Cache-Control":          "no-store",
		"X-Content-Type-Options": "nosniff",
	}}
}

// JSON is v with a status. Characters like < stay as they are: the body is not HTML.
func JSON(status int, v any) *Response {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(v)
	response := Raw(status, "application/json", body.Bytes())
	if err != nil {
		response.err = fmt.Errorf("encoding the answer: %w", err)
	}
	return response
}

// OK is v with 200.
func OK(v any) *Response { return JSON(http.StatusOK, v) }

// Created is the thing made with 201, and the path at which it is.
func Created(location string, v any) *Response {
	return JSON(http.StatusCreated, v).With("Location", location)
}

// NoContent is an answer without a body.
func NoContent() *Response { return &Response{Status: http.StatusNoContent} }

// HTML is a page.
func HTML(status int, body []byte) *Response { return Raw(status, "text/html; charset=utf-8", body) }

// SeeOther sends a browser to a page after a form was taken.
func SeeOther(location string) *Response {
	return Raw(http.StatusSeeOther, "text/plain; charset=utf-8", nil).With("Location", location)
}

// With sets a header.
func (r *Response) With(name, value string) *Response {
	if r.Headers == nil {
		r.Headers = map[string]string{}
	}
	r.Headers[textproto.CanonicalMIMEHeaderKey(name)] = value
	return r
}

// WithAll sets headers.
func (r *Response) WithAll(headers map[string]string) *Response {
	for name, value := range headers {
		r.With(name, value)
	}
	return r
}

// WithETag says which version of a referral the answer shows.
func (r *Response) WithETag(version int) *Response { return r.With("ETag", ETag(version)) }

// WithCookie sets a cookie.
func (r *Response) WithCookie(cookie *http.Cookie) *Response {
	r.Cookies = append(r.Cookies, cookie.String())
	return r
}

// event is the response in the gateway's form.
func (r *Response) event() events.APIGatewayV2HTTPResponse {
	out := events.APIGatewayV2HTTPResponse{
		StatusCode: r.Status, Headers: maps.Clone(r.Headers), Cookies: r.Cookies, Body: string(r.Body),
	}
	if len(r.Body) > 0 && !isText(r.Headers["Content-Type"]) {
		out.Body, out.IsBase64Encoded = base64.StdEncoding.EncodeToString(r.Body), true
	}
	return out
}

func isText(contentType string) bool {
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return false
	}
	return strings.HasPrefix(media, "text/") || media == "application/json" || strings.HasSuffix(media, "+json") ||
		media == "application/yaml"
}
