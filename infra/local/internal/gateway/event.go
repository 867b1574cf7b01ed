package gateway

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"mime"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"
)

// request is what the gateway found out about a request, beside the request itself.
type request struct {
	id     string
	time   time.Time
	route  string // key
	params map[string]string
	claims map[string]string // nil on an open route
	body   []byte
}

// newEvent makes the event of payload format 2.0.
func newEvent(r *http.Request, of request) ([]byte, error) {
	sourceIP, _, _ := net.SplitHostPort(r.RemoteAddr)
	body, encoded := encodeBody(r.Header.Get("Content-Type"), of.body)
	prefix, _, _ := strings.Cut(r.Host, ".")
	event := events.APIGatewayV2HTTPRequest{
		Version:               "2.0",
		RouteKey:              of.route,
		RawPath:               r.URL.Path,
		RawQueryString:        r.URL.RawQuery,
		Cookies:               cookies(r.Header),
		Headers:               headers(r, of.id, sourceIP),
		QueryStringParameters: query(r),
		PathParameters:        of.params,
		Body:                  body,
		IsBase64Encoded:       encoded,
		RequestContext: events.APIGatewayV2HTTPRequestContext{
			RouteKey:     of.route,
			AccountID:    "000000000000",
			Stage:        "$default",
			RequestID:    of.id,
			APIID:        "local",
			DomainName:   r.Host,
			DomainPrefix: prefix,
			Time:         of.time.UTC().Format("02/Jan/2006:15:04:05 +0000"),
			TimeEpoch:    of.time.UnixMilli(),
			HTTP: events.APIGatewayV2HTTPRequestContextHTTPDescription{
				Method:    r.Method,
				Path:      r.URL.Path,
				Protocol:  r.Proto,
				SourceIP:  sourceIP,
				UserAgent: r.UserAgent(),
			},
		},
	}
	if of.claims != nil {
		event.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{
			JWT: &events.APIGatewayV2HTTPRequestContextAuthorizerJWTDescription{Claims: of.claims},
		}
	}
	return json.Marshal(event)
}

// headers are in lower case, several values of one name joined by a comma. Cookies have their own field.
func headers(r *http.Request, id, sourceIP string) map[string]string {
	joined := make(map[string]string, len(r.Header)+5)
	for name, values := range r.Header {
		joined[strings.ToLower(name)] = strings.Join(values, ",")
	}
	delete(joined, "cookie")
	joined["host"] = r.Host
	if r.ContentLength >= 0 {
		joined["content-length"] = fmt.Sprint(r.ContentLength)
	}
	joined["x-amzn-trace-id"] = "Root=" + id
	joined["x-forwarded-for"] = sourceIP
	if before := r.Header.Values("X-Forwarded-For"); len(before) > 0 {
		joined["x-forwarded-for"] = strings.Join(append(before, sourceIP), ", ")
	}
	joined["x-forwarded-proto"] = "http"
	if r.TLS != nil {
		joined["x-forwarded-proto"] = "https"
	}
	return joined
}

func cookies(header http.Header) []string {
	var all []string
	for _, line := range header.Values("Cookie") {
		for cookie := range strings.SplitSeq(line, ";") {
			all = append(all, strings.TrimSpace(cookie))
		}
	}
	return all
}

func query(r *http.Request) map[string]string {
	values := r.URL.Query()
	if len(values) == 0 {
		return nil
	}
	joined := make(map[string]string, len(values))
	for name, each := range values {
		joined[name] = strings.Join(each, ",")
	}
	return joined
}

// encodeBody hands text on as it is and everything else in base64. A form counts as everything else.
func encodeBody(contentType string, body []byte) (string, bool) {
	if len(body) == 0 {
		return "", false
	}
	if isText(contentType) {
		return string(body), false
	}
	return base64.StdEncoding.EncodeToString(body), true
}

func isText(contentType string) bool {
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return false
	}
	switch media {
	case "application/json", "application/javascript", "application/xml":
		return true
	}
	return strings.HasPrefix(media, "text/") || strings.HasSuffix(media, "+json")
}
