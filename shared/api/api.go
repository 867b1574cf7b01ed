// Package api stands between HTTP API events (payload format 2.0) and the commands of the system: it finds the route,
// checks who may call it, reads what came in strictly, and writes what goes out. It knows nothing of how anything is
// stored.
package api

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/shared/metric"
	"github.com/referral-tool/referrals/shared/referral"
)

// Handler answers one request. An error that is not a *referral.Error becomes a 500 that reveals nothing.
type Handler func(ctx context.Context, r *Request) (*Response, error)

// Lambda is what Lambda calls: the Serve of an API.
type Lambda func(context.Context, events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error)

// Route is one route of a function, by the key that the gateway gives it.
type Route struct {
	Key    string          // "POST /v1/referrals"
	Roles  []referral.Role // who may ever call it; none: everybody who is signed in
	Open   bool            // without a token: the partner's link
	Handle Handler

	// Fail renders an error as something other than problem+json, because partners see pages. It may return nil for
	// problem+json.
	Fail func(r *Request, err error) *Response
}

// Options are what an API needs besides its routes.
type Options struct {
	Log     *slog.Logger // slog.Default when nil
	MaxBody int          // bytes; 64 KiB when 0
}

const defaultMaxBody = 64 << 10

// API is the routes of one function.
type API struct {
	routes  map[string]Route
	log     *slog.Logger
	maxBody int
}

// New makes an API of its routes. It panics if two routes share a key or a route has no handler: that is a mistake in
// main.
func New(options Options, routes ...Route) *API {
	a := &API{routes: map[string]Route{}, log: options.Log, maxBody: options.MaxBody}
	if a.log == nil {
		a.log = slog.Default()
	}
	if a.maxBody == 0 {
		a.maxBody = defaultMaxBody
	}
	for _, route := range routes {
		if _, twice := a.routes[route.Key]; twice || route.Handle == nil {
			panic("api: route " + route.Key + " appears more than once or has no handler")
		}
		a.routes[route.Key] = route
	}
	return a
}

// Serve answers one event. Its error is always nil: a function that returns one is answered by the gateway in its own
// words, and its request id is lost.
func (a *API) Serve(ctx context.Context, event events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	r := &Request{event: event, maxBody: a.maxBody}
	route := a.routes[event.RouteKey]
	response, err := a.answer(ctx, route, r)
	if err == nil {
		err = response.err
	}
	if err != nil {
		response = a.failed(ctx, route, r, err)
	}
	// Who called what is part of the audit: lists and exports leave no record of their own.
	a.log.InfoContext(ctx, "call", "request", r.ID(), "route", event.RouteKey, "status", response.Status,
		"referral", r.referralIn(response), "customer", r.customer, "sub", r.Caller.Sub, "role", string(r.Caller.Role),
		"organization", r.Caller.Organization, "csv", r.WantsCSV())
	if response.Headers[Replayed] != "" {
		metric.Count(ctx, a.log, metric.Replays(), 1, metric.Label{})
	}
	return response.event(), nil
}

// answer runs the handler. A panic becomes an error: a process that exits is a cold start for whoever comes next.
func (a *API) answer(ctx context.Context, route Route, r *Request) (response *Response, err error) {
	defer func() {
		if value := recover(); value != nil {
			response, err = nil, &panicError{value: value, stack: debug.Stack()}
		}
	}()
	if route.Handle == nil {
		return nil, referral.Errorf(referral.NotFound, "There is nothing at this address. GET /openapi.yaml lists all calls.")
	}
	if err := r.admit(route); err != nil {
		return nil, err
	}
	if err := r.parseQuery(); err != nil {
		return nil, err
	}
	response, err = route.Handle(ctx, r)
	if err == nil && response == nil {
		err = fmt.Errorf("the handler of %s returned no answer", route.Key)
	}
	return response, err
}

// admit finds out who calls and whether their role may ever make this call: that is looked at before anything else.
func (r *Request) admit(route Route) error {
	if route.Open {
		return nil
	}
	caller, err := identify(r.event.RequestContext.Authorizer)
	if err != nil {
		return err
	}
	r.Caller = caller
	if len(route.Roles) > 0 && !slices.Contains(route.Roles, caller.Role) {
		return referral.Errorf(referral.Forbidden, "Your role, %s, is not allowed to make this call.", caller.Role)
	}
	return nil
}

// panicError is a recovered panic.
type panicError struct {
	value any
	stack []byte
}

func (e *panicError) Error() string { return fmt.Sprintf("panic: %v", e.value) }

func (a *API) failed(ctx context.Context, route Route, r *Request, err error) *Response {
	a.logFailure(ctx, r, err)
	if route.Fail != nil {
		if response := a.rendered(ctx, route, r, err); response != nil {
			return response
		}
	}
	return problem(err, r.ID())
}

// rendered is the error as the route shows it; nil when that fails as well.
func (a *API) rendered(ctx context.Context, route Route, r *Request, err error) (response *Response) {
	defer func() {
		if value := recover(); value != nil {
			a.logFailure(ctx, r, &panicError{value: value, stack: debug.Stack()})
			response = nil
		}
	}()
	response = route.Fail(r, err)
	if response != nil && response.err != nil {
		a.logFailure(ctx, r, response.err)
		return nil
	}
	return response
}
