package api

import (
	"encoding/base64"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/shared/referral"
)

// Request is one call, as far as a handler reads it.
type Request struct {
	Caller Identity // empty on an open route

	event    events.APIGatewayV2HTTPRequest
	query    url.Values
	maxBody  int
	referral string // that the call is about, as far as the handler has said so
	customer string // likewise
}

// ID names the request in the logs, and in an answer that failed.
func (r *Request) ID() string { return r.event.RequestContext.RequestID }

// Header is a header's value. The gateway joins repeated ones by commas, and writes names in lower case.
func (r *Request) Header(name string) string { return r.event.Headers[strings.ToLower(name)] }

// Cookie is a cookie's value; empty when there is none.
func (r *Request) Cookie(name string) string {
	for _, line := range r.event.Cookies {
		cookies, err := http.ParseCookie(line)
		if err != nil {
			continue
		}
		for _, cookie := range cookies {
			if cookie.Name == name {
				return cookie.Value
			}
		}
	}
	return ""
}

// Path is a parameter of the path. NotFound if the value cannot be an id.
func (r *Request) Path(name string) (string, error) {
	value := r.event.PathParameters[name]
	if !ValidID(value) {
		return "", referral.Errorf(referral.NotFound, "There is no such %s, or it is not yours to see.", subject(name))
	}
	return value, nil
}

func subject(parameter string) string {
	if name := strings.TrimSuffix(parameter, "Id"); name != parameter {
		return name
	}
	return "thing"
}

// ValidID reports whether text can be an id: keys are built of ids, so they never hold a "#".
func ValidID(text string) bool {
	if len(text) < 1 || len(text) > 64 {
		return false
	}
	for i := range len(text) {
		c := text[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '.', c == '_', c == '-':
		default:
			return false
		}
	}
	return true
}

// parseQuery reads the raw query, because the gateway's own map joins repeated parameters with commas.
func (r *Request) parseQuery() error {
	query, err := url.ParseQuery(r.event.RawQueryString)
	if err != nil {
		return referral.Errorf(referral.Malformed, "The query cannot be read.")
	}
	for name, values := range query {
		if len(values) > 1 {
			return referral.Errorf(referral.Malformed, "The parameter %q appears more than once in the query.", name)
		}
		if !utf8.ValidString(name) || !utf8.ValidString(values[0]) {
			return referral.Errorf(referral.Malformed, "The query is not UTF-8.")
		}
	}
	r.query = query
	return nil
}

// Query is a parameter of the query without blanks around it; empty when there is none.
func (r *Request) Query(name string) string { return strings.TrimSpace(r.query.Get(name)) }

// Search is the text to search for, the parameter q. Invalid when it is longer than any name.
func (r *Request) Search() (string, error) {
	q := r.Query("q")
	var wrong referral.Problems
	Text{Max: referral.MaxName}.Check(&wrong, "q", q)
	return q, wrong.Err()
}

// QueryFlag is a parameter that is true or false; false when there is none. Anything else is Invalid.
func (r *Request) QueryFlag(name string) (bool, error) {
	value, err := r.QueryOneOf(name, "true", "false")
	return value == "true", err
}

// QueryOneOf is a parameter that takes one of some values; empty when there is none. Anything else is Invalid.
func (r *Request) QueryOneOf(name string, allowed ...string) (string, error) {
	value := r.Query(name)
	if value != "" && !slices.Contains(allowed, value) {
		var wrong referral.Problems
		wrong.Add(name, "Use one of: %s.", strings.Join(allowed, ", "))
		return "", wrong.Err()
	}
	return value, nil
}

// MediaType is the content type of the body without its parameters, in lower case.
func (r *Request) MediaType() string {
	media, _, err := mime.ParseMediaType(r.Header("Content-Type"))
	if err != nil {
		return ""
	}
	return media
}

// body is the bytes that came in. The gateway wraps what it does not know as text, forms among them, in base64.
func (r *Request) body() ([]byte, error) {
	body := []byte(r.event.Body)
	if r.event.IsBase64Encoded {
		decoded, err := base64.StdEncoding.DecodeString(r.event.Body)
		if err != nil {
			return nil, referral.Errorf(referral.Malformed, "The body cannot be read.")
		}
		body = decoded
	}
	if len(body) > r.maxBody {
		return nil, referral.Errorf(referral.TooLarge, "The body is larger than %d bytes.", r.maxBody)
	}
	return body, nil
}
