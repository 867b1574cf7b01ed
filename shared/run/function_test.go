package run

import (
	"context"
	"errors"
	"log/slog"
	"testing"
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
