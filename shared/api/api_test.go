package api_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/referral"
)

func ok(context.Context, *api.Request) (*api.Response, error) { return api.OK(struct{}{}), nil }

func fails(err error) api.Handler {
	return func(context.Context, *api.Request) (*api.Response, error) { return nil, err }
}

func TestServe(t *testing.T) {
	route := api.Route{Key: "POST /v1/things", Roles: []referral.Role{referral.CaseManager}, Handle: ok}
	a := api.New(api.Options{Log: silent}, route, api.Route{Key: "GET /r/{token}", Open: true, Handle: ok})

	t.Run("OK", func(t *testing.T) {
		response := serve(t, a, event("POST /v1/things"))
		if response.StatusCode != 200 || response.Headers["Cache-Control"] != "no-store" {
			t.Errorf("got %+v", response)
		}
	})
	t.Run("OpenNeedsNoToken", func(t *testing.T) {
		e := event("GET /r/{token}")
		e.RequestContext.Authorizer = nil
		if response := serve(t, a, e); response.StatusCode != 200 {
			t.Errorf("got %+v", response)
		}
	})
	t.Run("ErrNoToken", func(t *testing.T) {
		e := event("POST /v1/things")
		e.RequestContext.Authorizer = nil
		if response := serve(t, a, e); response.StatusCode != 403 {
			t.Errorf("got %+v", response)
		}
	})
	t.Run("ErrUnknownRoute", func(t *testing.T) {
		if p := problemOf(t, serve(t, a, event("$default"))); p.Status != 404 {
			t.Errorf("got %+v", p)
		}
	})
	t.Run("RoleIsLookedAtFirst", func(t *testing.T) {
		e := event("POST /v1/things", withClaim("role", "provider"), withQuery("a=1&a=2"), withBody("{"))
		if p := problemOf(t, serve(t, a, e)); p.Status != 403 || !strings.Contains(p.Detail, "provider") {
			t.Errorf("got %+v", p)
		}
	})
}

func TestClaims(t *testing.T) {
	t.Run("OK", func(t *testing.T) {
		inside(t, event("GET /v1/me"), func(_ context.Context, r *api.Request) error {
			want := api.Identity{Sub: "cm-1", Name: "Dana Reyes", Email: "dana.reyes@lincoln-land.test",
				Program: "ceja", Organization: "lincoln-land", Role: referral.CaseManager}
			if r.Caller != want {
				t.Errorf("got %+v", r.Caller)
			}
			return nil
		})
	})
	t.Run("CognitoAttributes", func(t *testing.T) {
		e := event("GET /v1/me", withoutClaim("role"), withClaim("custom:role", "navigator"),
			withClaim("custom:program", "other"))
		inside(t, e, func(_ context.Context, r *api.Request) error {
			if r.Caller.Role != referral.Navigator || r.Caller.Program != "ceja" {
				t.Errorf("got %+v", r.Caller)
			}
			return nil
		})
	})
	for _, claim := range []string{"sub", "name", "email", "program", "organization", "role"} {
		for what, change := range map[string]func(*events.APIGatewayV2HTTPRequest){
			"Missing": withoutClaim(claim), "Array": withClaim(claim, "[a b]\n"), "Empty": withClaim(claim, ""),
			"Hash": withClaim(claim, "a#b\x00"),
		} {
			t.Run("Err"+what+"/"+claim, func(t *testing.T) {
				p := problemOf(t, call(t, event("GET /v1/me", change), ok))
				if p.Status != 403 || !strings.Contains(p.Detail, fmt.Sprintf("%q", claim)) {
					t.Errorf("got %+v", p)
				}
			})
		}
	}
}

func TestProblems(t *testing.T) {
	for kind, status := range map[referral.ErrorKind]int{
		referral.Malformed: 400, referral.Forbidden: 403, referral.NotFound: 404, referral.Conflict: 409,
		referral.Gone: 410, referral.Stale: 412, referral.TooLarge: 413, referral.Unsupported: 415,
		referral.Invalid: 422, referral.TooMany: 429,
	} {
		t.Run(string(kind), func(t *testing.T) {
			err := fmt.Errorf("wrapped: %w", &referral.Error{
				Kind: kind, Message: "Do <this>.", Fields: []referral.FieldError{{Field: "a", Message: "b"}},
				Current: referral.Sent, DuplicateOf: "r1", Err: errors.New("internal"),
			})
			response := call(t, event("POST /v1/things"), fails(err))
			p := problemOf(t, response)
			if p.Status != status || p.Detail != "Do <this>." || p.Current != referral.Sent || p.DuplicateOf != "r1" ||
				len(p.Errors) != 1 || p.Type != "urn:referrals:problem:"+string(kind) || p.Title == "" {
				t.Errorf("got %+v", p)
			}
			if strings.Contains(response.Body, "internal") || strings.Contains(response.Body, `\u003c`) {
				t.Errorf("got %s", response.Body)
			}
		})
	}
}

func TestFailures(t *testing.T) {
	type circle struct{ Self *circle }
	ring := &circle{}
	ring.Self = ring
	handlers := map[string]api.Handler{
		"Error":       fails(errors.New("marker: table is gone")),
		"UnknownKind": fails(&referral.Error{Kind: "new", Message: "marker"}),
		"Panic":       func(context.Context, *api.Request) (*api.Response, error) { panic("marker") },
		"Nothing":     fails(nil),
		"Encoding": func(context.Context, *api.Request) (*api.Response, error) {
			return api.OK(map[string]any{"f": func() {}}), nil
		},
		"Circle": func(context.Context, *api.Request) (*api.Response, error) { return api.OK(ring), nil },
	}
	for name, handle := range handlers {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			a := api.New(api.Options{Log: slog.New(slog.NewJSONHandler(&log, nil))}, api.Route{Key: "POST /r/{token}", Handle: handle})
			e := event("POST /r/{token}", withBody("secretbody"), withQuery("secretquery=1"))
			e.RawPath = "/r/secretpath"
			response := serve(t, a, e)
			p := problemOf(t, response)
			if p.Status != 500 || p.RequestID != "req-1" || !strings.Contains(p.Detail, "req-1") {
				t.Errorf("got %+v", p)
			}
			if strings.Contains(response.Body, "marker") {
				t.Errorf("the answer tells what is internal: %s", response.Body)
			}
			if !strings.Contains(log.String(), "req-1") || strings.Contains(log.String(), "secret") {
				t.Errorf("log: %s", log.String())
			}
			if name == "Panic" && !strings.Contains(log.String(), "api_test.go") {
				t.Errorf("no stack: %s", log.String())
			}
		})
	}
}

func TestLogOfRefusals(t *testing.T) {
	for name, test := range map[string]struct {
		err    error
		logged bool
	}{
		"PlainRefusal": {referral.Errorf(referral.Conflict, "no"), false},
		"WithCause":    {&referral.Error{Kind: referral.Conflict, Message: "no", Err: errors.New("why")}, true},
	} {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			a := api.New(api.Options{Log: slog.New(slog.NewJSONHandler(&log, nil))}, api.Route{Key: "POST /", Handle: fails(test.err)})
			serve(t, a, event("POST /"))
			if got := strings.Contains(log.String(), "why"); got != test.logged {
				t.Errorf("log: %s", log.String())
			}
		})
	}
}

// Every call leaves a line that says who called what: lists and exports have no other record.
func TestLogOfCalls(t *testing.T) {
	var log bytes.Buffer
	a := api.New(api.Options{Log: slog.New(slog.NewJSONHandler(&log, nil))},
		api.Route{Key: "GET /v1/referrals", Handle: func(context.Context, *api.Request) (*api.Response, error) { return api.OK(nil), nil }})
	serve(t, a, event("GET /v1/referrals"))
	for _, part := range []string{`"call"`, `"GET /v1/referrals"`, `"status":200`, `"sub":`, `"csv":false`} {
		if !strings.Contains(log.String(), part) {
			t.Errorf("the line lacks %s: %s", part, log.String())
		}
	}
}

func TestFail(t *testing.T) {
	render := map[string]func(*api.Request, error) *api.Response{
		"Page":     func(*api.Request, error) *api.Response { return api.HTML(500, []byte("<p>calm</p>")) },
		"Declines": func(*api.Request, error) *api.Response { return nil },
		"Panics":   func(*api.Request, error) *api.Response { panic("again") },
	}
	for name, fail := range render {
		t.Run(name, func(t *testing.T) {
			a := api.New(api.Options{Log: silent}, api.Route{Key: "GET /r/{token}", Open: true, Handle: fails(errors.New("x")), Fail: fail})
			response := serve(t, a, event("GET /r/{token}"))
			if page := response.Body == "<p>calm</p>"; response.StatusCode != 500 || page != (name == "Page") {
				t.Errorf("got %+v", response)
			}
		})
	}
}

func TestNewRefusesTwins(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("two routes of one key were taken")
		}
	}()
	api.New(api.Options{}, api.Route{Key: "GET /", Handle: ok}, api.Route{Key: "GET /", Handle: ok})
}

func TestResponses(t *testing.T) {
	t.Run("JSONIsNotEscaped", func(t *testing.T) {
		response := call(t, event("GET /"), func(context.Context, *api.Request) (*api.Response, error) {
			return api.Created("/v1/things/1", map[string]string{"name": "A & B <C>"}).WithETag(3), nil
		})
		if response.Body != `{"name":"A & B <C>"}`+"\n" || response.StatusCode != 201 ||
			response.Headers["Location"] != "/v1/things/1" || response.Headers["Etag"] != `"3"` {
			t.Errorf("got %+v", response)
		}
	})
	t.Run("NothingIsNotEncoded", func(t *testing.T) {
		response := call(t, event("GET /"), func(context.Context, *api.Request) (*api.Response, error) {
			return api.NoContent(), nil
		})
		if response.StatusCode != 204 || response.IsBase64Encoded || response.Body != "" {
			t.Errorf("got %+v", response)
		}
	})
	t.Run("BinaryLeavesInBase64", func(t *testing.T) {
		response := call(t, event("GET /"), func(context.Context, *api.Request) (*api.Response, error) {
			return api.Raw(200, "application/pdf", []byte{0xff, 0x00}), nil
		})
		if !response.IsBase64Encoded || response.Body != "/wA=" {
			t.Errorf("got %+v", response)
		}
	})
	t.Run("EmptyListIsNotNull", func(t *testing.T) {
		response := call(t, event("GET /"), func(context.Context, *api.Request) (*api.Response, error) {
			return api.List[string](nil, ""), nil
		})
		if strings.TrimSpace(response.Body) != `{"items":[]}` {
			t.Errorf("got %s", response.Body)
		}
	})
	t.Run("WithoutConstructor", func(t *testing.T) {
		kept := &api.Response{Status: 200, Body: []byte("{}")}
		if kept.With("Idempotent-Replayed", "true").Headers["Idempotent-Replayed"] != "true" {
			t.Errorf("got %+v", kept)
		}
	})
}
