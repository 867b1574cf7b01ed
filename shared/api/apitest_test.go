package api_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/shared/api"
)

// event is a call by a case manager; with changes.
func event(routeKey string, change ...func(*events.APIGatewayV2HTTPRequest)) events.APIGatewayV2HTTPRequest {
	e := events.APIGatewayV2HTTPRequest{
		RouteKey: routeKey,
		RawPath:  "/v1/things",
		Headers:  map[string]string{"content-type": "application/json"},
		RequestContext: events.APIGatewayV2HTTPRequestContext{
			RequestID: "req-1",
			HTTP:      events.APIGatewayV2HTTPRequestContextHTTPDescription{Method: "POST"},
			Authorizer: &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{
				JWT: &events.APIGatewayV2HTTPRequestContextAuthorizerJWTDescription{Claims: map[string]string{
					"sub": "cm-1", "name": "Dana Reyes", "email": "dana.reyes@lincoln-land.test",
					"program": "ceja", "organization": "lincoln-land", "role": "case-manager",
				}},
			},
		},
	}
	for _, c := range change {
		c(&e)
	}
	return e
}

func withBody(body string) func(*events.APIGatewayV2HTTPRequest) {
	return func(e *events.APIGatewayV2HTTPRequest) { e.Body = body }
}

func withHeader(name, value string) func(*events.APIGatewayV2HTTPRequest) {
	return func(e *events.APIGatewayV2HTTPRequest) { e.Headers[name] = value }
}

func withQuery(raw string) func(*events.APIGatewayV2HTTPRequest) {
	return func(e *events.APIGatewayV2HTTPRequest) { e.RawQueryString = raw }
}

func withClaim(name, value string) func(*events.APIGatewayV2HTTPRequest) {
	return func(e *events.APIGatewayV2HTTPRequest) { e.RequestContext.Authorizer.JWT.Claims[name] = value }
}

func withoutClaim(name string) func(*events.APIGatewayV2HTTPRequest) {
	return func(e *events.APIGatewayV2HTTPRequest) { delete(e.RequestContext.Authorizer.JWT.Claims, name) }
}

var silent = slog.New(slog.NewTextHandler(io.Discard, nil))

// call serves the event by one route with that handler.
func call(t *testing.T, e events.APIGatewayV2HTTPRequest, handle api.Handler) events.APIGatewayV2HTTPResponse {
	t.Helper()
	return serve(t, api.New(api.Options{Log: silent}, api.Route{Key: e.RouteKey, Handle: handle}), e)
}

func serve(t *testing.T, a *api.API, e events.APIGatewayV2HTTPRequest) events.APIGatewayV2HTTPResponse {
	t.Helper()
	response, err := a.Serve(context.Background(), e)
	if err != nil {
		t.Fatalf("Serve: %v", err)
	}
	return response
}

// inside runs a test's code as the handler of a request.
func inside(t *testing.T, e events.APIGatewayV2HTTPRequest, f func(ctx context.Context, r *api.Request) error) events.APIGatewayV2HTTPResponse {
	t.Helper()
	return call(t, e, func(ctx context.Context, r *api.Request) (*api.Response, error) {
		return api.OK(struct{}{}), f(ctx, r)
	})
}

func problemOf(t *testing.T, response events.APIGatewayV2HTTPResponse) api.Problem {
	t.Helper()
	if got := response.Headers["Content-Type"]; got != "application/problem+json" {
		t.Fatalf("content type %q, body %s", got, response.Body)
	}
	var problem api.Problem
	if err := json.Unmarshal([]byte(response.Body), &problem); err != nil {
		t.Fatal(err)
	}
	if problem.Status != response.StatusCode {
		t.Errorf("problem says %d, answer is %d", problem.Status, response.StatusCode)
	}
	return problem
}
