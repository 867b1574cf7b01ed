// Package gateway answers HTTP requests as an API Gateway HTTP API with the template's routes would: it authorizes,
// makes the event of payload format 2.0, invokes the route's function and decodes its answer.
package gateway

import (
	"context"
	"crypto/rsa"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/referral-tool/referrals/infra/template"
)

// Limits of the service.
const (
	maxBody            = 10 << 20         // bytes
	integrationTimeout = 30 * time.Second // then the caller gets 503, whatever the function still does
)

// Invoker invokes a function by its folder's name. An error is the function's own, or tells that it could not be run.
type Invoker interface {
	Invoke(ctx context.Context, function string, event []byte) ([]byte, error)
}

// Options are what a gateway is made from; all but Log are required.
type Options struct {
	API       template.API
	Functions Invoker
	Key       func(kid string) (*rsa.PublicKey, error) // a key of the issuer
	Now       func() time.Time
	NewID     func() string // request ids
	Log       *slog.Logger  // gets route keys only: a partner's link is its path
}

// Gateway is the HTTP API.
type Gateway struct {
	routes     []route
	authorizer authorizer
	throttle   *throttle
	cors       template.CORS
	functions  Invoker
	now        func() time.Time
	newID      func() string
	log        *slog.Logger
}

// New returns the gateway of an API, or an error when a route cannot be served as API Gateway would.
func New(options Options) (*Gateway, error) {
	routes, err := parseRoutes(options.API.Routes)
	if err != nil {
		return nil, err
	}
	log := options.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Gateway{
		routes: routes,
		authorizer: authorizer{
			issuer:   options.API.Issuer,
			audience: options.API.Audience,
			key:      options.Key,
			now:      options.Now,
		},
		throttle:  newThrottle(options.API.Throttle),
		cors:      options.API.CORS,
		functions: options.Functions,
		now:       options.Now,
		newID:     options.NewID,
		log:       log,
	}, nil
}

// ServeHTTP answers one request and logs its route.
func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start, id := g.now(), g.newID()
	answer, routeKey := g.answer(r, id, start)
	addCORS(answer.header, g.cors, r)
	answer.header.Set("Apigw-Requestid", id)
	answer.write(w)
	g.log.Info("request", "route", routeKey, "status", answer.status, "ms", g.now().Sub(start).Milliseconds(), "request", id)
}

// answer decides in the service's own order: route, rate, authorizer, size, function. The gateway answers by itself only
// those preflights that no route takes; $default takes all of them.
func (g *Gateway) answer(r *http.Request, id string, start time.Time) (answer, string) {
	route, params, found := match(g.routes, r.Method, r.URL.EscapedPath())
	if !found && isPreflight(r) && configured(g.cors) {
		return answer{status: http.StatusNoContent, header: make(http.Header)}, "preflight"
	}
	if !found {
		return refusal(http.StatusNotFound, "Not Found"), "none"
	}
	if !g.throttle.admits(route.key, start) {
		return refusal(http.StatusTooManyRequests, "Too Many Requests"), route.key
	}
	var claims map[string]string
	if route.Authorizer {
		var err error
		if claims, err = g.authorizer.claims(r.Header.Get("Authorization")); err != nil {
			return unauthorized(err), route.key
		}
	}
	body, err := readBody(r)
	if err != nil {
		return refusal(http.StatusRequestEntityTooLarge, "Request Entity Too Large"), route.key
	}
	event, err := newEvent(r, request{id: id, time: start, route: route.key, params: params, claims: claims, body: body})
	if err != nil {
		return refusal(http.StatusInternalServerError, "Internal Server Error"), route.key
	}
	return g.invoke(r.Context(), route, event), route.key
}

// invoke runs the route's function. The caller hanging up does not end it: Lambda knows nothing of the connection.
func (g *Gateway) invoke(ctx context.Context, route route, event []byte) answer {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), integrationTimeout)
	defer cancel()
	payload, err := g.functions.Invoke(ctx, route.Function, event)
	if unavailable(err) {
		return refusal(http.StatusServiceUnavailable, "Service Unavailable")
	}
	if err != nil {
		g.log.Error("function failed", "route", route.key, "function", route.Function)
		return refusal(http.StatusInternalServerError, "Internal Server Error")
	}
	decoded, err := decodeAnswer(payload)
	if err != nil {
		g.log.Error("function answered what is no response", "route", route.key, "function", route.Function)
		return refusal(http.StatusInternalServerError, "Internal Server Error")
	}
	return decoded
}

// unavailable tells whether the function was not run, or not to its end: throttled by Lambda, or too slow for the
// gateway. A function's own error is none of these.
func unavailable(err error) bool {
	var throttled interface{ Throttled() bool }
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &throttled) && throttled.Throttled()
}

func readBody(r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil {
		return nil, err
	}
	if len(body) > maxBody {
		return nil, &http.MaxBytesError{Limit: maxBody}
	}
	return body, nil
}
