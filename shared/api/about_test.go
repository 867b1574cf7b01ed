package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/metric"
	"github.com/referral-tool/referrals/shared/metric/metrictest"
	"github.com/referral-tool/referrals/shared/referral"
)

// logOf is what the log says of a call.
func logOf(t *testing.T, e events.APIGatewayV2HTTPRequest, handle api.Handler) []byte {
	t.Helper()
	var log bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&log, nil)).With(metric.Stage, "test")
	serve(t, api.New(api.Options{Log: logger}, api.Route{Key: e.RouteKey, Handle: handle}), e)
	return log.Bytes()
}

func withID(id string) func(*events.APIGatewayV2HTTPRequest) {
	return func(e *events.APIGatewayV2HTTPRequest) { e.PathParameters = map[string]string{"id": id} }
}

// The line of a call names its request, and the referral and the customer that it is about: those that the handler has found,
// never what somebody put into a path.
func TestCallIsLogged(t *testing.T) {
	said := func(_ context.Context, r *api.Request) (*api.Response, error) {
		r.About("r2")
		r.AboutCustomer("c2")
		return api.OK(struct{}{}), nil
	}
	refused := func(_ context.Context, r *api.Request) (*api.Response, error) {
		r.About("r1")
		return nil, referral.Errorf(referral.Conflict, "no")
	}
	made := func(at string) api.Handler {
		return func(context.Context, *api.Request) (*api.Response, error) { return api.Created(at, struct{}{}), nil }
	}
	for name, c := range map[string]struct {
		route  string
		handle api.Handler
		want   string // referral
		of     string // customer
	}{
		"Path":         {"GET /v1/referrals/{id}", ok, "", ""},
		"Refused":      {"POST /v1/referrals/{id}/cancel", refused, "r1", ""},
		"Said":         {"POST /r/{token}", said, "r2", "c2"},
		"Made":         {"POST /v1/referrals", made("/v1/referrals/r3"), "r3", ""},
		"MadeNoId":     {"POST /v1/referrals", made("/v1/referrals/r3/form"), "", ""},
		"CustomerMade": {"PUT /v1/customers/{id}", made("/v1/customers/r1"), "", ""},
		"ErrUnknown":   {"GET /v1/referrals/{id}", fails(referral.Errorf(referral.NotFound, "no")), "", ""},
		"ErrStale":     {"POST /v1/referrals/{id}/cancel", fails(referral.Errorf(referral.Stale, "no")), "", ""},
		"ErrOfOurs":    {"GET /v1/referrals/{id}", fails(errors.New("no")), "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var line struct{ Message, Msg, Request, Referral, Customer string }
			lines := bytes.Split(bytes.TrimSpace(logOf(t, event(c.route, withID("r1")), c.handle)), []byte("\n"))
			if err := json.Unmarshal(lines[len(lines)-1], &line); err != nil {
				t.Fatal(err)
			}
			if line.Msg != "call" || line.Request != "req-1" || line.Referral != c.want || line.Customer != c.of {
				t.Errorf("logged %s, want referral %q, customer %q", lines, c.want, c.of)
			}
		})
	}
}

func TestReplaysAreCounted(t *testing.T) {
	again := func(context.Context, *api.Request) (*api.Response, error) {
		return api.OK(struct{}{}).With(api.Replayed, "true"), nil
	}
	for name, c := range map[string]struct {
		handle api.Handler
		want   float64
	}{"First": {ok, 0}, "Again": {again, 1}} {
		log := logOf(t, event("POST /v1/things"), c.handle)
		if n := metrictest.Total(metrictest.Read(t, log), metric.Replays().Name, metric.Label{}); n != c.want {
			t.Errorf("%s: %v replays are counted, want %v", name, n, c.want)
		}
	}
}
