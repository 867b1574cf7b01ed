package run

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/lambdacontext"
)

type handler func(context.Context, string) (string, error)

func TestBuilt(t *testing.T) {
	build := func(err error) func(*Env, *slog.Logger) (handler, error) {
		return func(env *Env, _ *slog.Logger) (handler, error) {
			env.Text("TABLE")
			return func(context.Context, string) (string, error) { return "", nil }, err
		}
	}
	set := func(string) (string, bool) { return "x", true }
	unset := func(string) (string, bool) { return "", false }
	t.Run("OK", func(t *testing.T) {
		if handler, err := built(NewEnv(set), nil, build(nil)); err != nil || handler == nil {
			t.Errorf("got %v", err)
		}
	})
	t.Run("ErrEnvironmentComesFirst", func(t *testing.T) {
		if _, err := built(NewEnv(unset), nil, build(errors.New("later"))); err == nil || err.Error() != "environment: TABLE is not set" {
			t.Errorf("got %v", err)
		}
	})
	t.Run("ErrBuild", func(t *testing.T) {
		if _, err := built(NewEnv(set), nil, build(errors.New("later"))); err == nil || err.Error() != "later" {
			t.Errorf("got %v", err)
		}
	})
}

// A failure is found by its level, and by the invocation that it belongs to.
func TestTold(t *testing.T) {
	var log bytes.Buffer
	ctx := lambdacontext.NewContext(t.Context(), &lambdacontext.LambdaContext{AwsRequestID: "inv-1"})
	failed := errors.New("no table")
	for _, err := range []error{nil, failed} {
		handle := told(Logger(&log, "test"), func(context.Context, string) (string, error) { return "out", err })
		if out, got := handle(ctx, "in"); out != "out" || !errors.Is(got, err) {
			t.Errorf("answered %q, %v", out, got)
		}
	}
	lines := strings.Split(strings.TrimSpace(log.String()), "\n")
	if len(lines) != 1 || !strings.Contains(lines[0], `"level":"ERROR"`) || !strings.Contains(lines[0], "no table") || !strings.Contains(lines[0], "inv-1") {
		t.Errorf("logged %q", lines)
	}
}
