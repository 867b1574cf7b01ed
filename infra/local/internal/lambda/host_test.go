package lambda_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/referral-tool/referrals/infra/local/internal/lambda"
	"github.com/referral-tool/referrals/infra/template"
)

var probe = template.Function{
	Name: "probe", CodeURI: "functions/probe/", Timeout: 20, Memory: 512,
	Env: map[string]string{"TABLE": "of-the-template", "ENDPOINT": "of-the-template"},
}

var bin string

func TestMain(m *testing.M) {
	var err error
	if bin, err = os.MkdirTemp("", "probe"); err != nil {
		panic(err)
	}
	if err := lambda.Build(context.Background(), "testdata", bin, []template.Function{probe}); err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(bin)
	os.Exit(code)
}

func TestInvoke(t *testing.T) {
	h := start(t, lambda.Options{Functions: []template.Function{probe}})

	t.Run("KeepsAnInstance", func(t *testing.T) {
		before := invoke(t, h, `{}`)
		if again := invoke(t, h, `{}`); again != before {
			t.Errorf("process %s, then %s", before, again)
		}
		if n := h.ColdStarts()["probe"]; n != 1 {
			t.Errorf("%d cold starts, want 1", n)
		}
	})

	t.Run("TellsTheContext", func(t *testing.T) {
		var got struct {
			Request, ARN, Trace string
			HasDeadline         bool
		}
		decode(t, invoke(t, h, `{"do":"context"}`), &got)
		if got.Request == "" || got.ARN != "arn:aws:lambda:us-east-1:000000000000:function:probe" || !got.HasDeadline ||
			!strings.HasPrefix(got.Trace, "Root=1-") {
			t.Errorf("context = %+v", got)
		}
	})

	t.Run("ErrOfTheFunction", func(t *testing.T) {
		before := invoke(t, h, `{}`)
		wantError(t, h, `{"do":"fail"}`, "errorString", "told to fail")
		if after := invoke(t, h, `{}`); after != before {
			t.Errorf("an error cost the instance: process %s, then %s", before, after)
		}
	})

	t.Run("ErrPanicReplacesTheInstance", func(t *testing.T) {
		before := invoke(t, h, `{}`)
		wantError(t, h, `{"do":"panic"}`, "string", "told to panic")
		if after := invoke(t, h, `{}`); after == before {
			t.Errorf("process %s survived its panic", before)
		}
	})

	t.Run("ErrCrashReplacesTheInstance", func(t *testing.T) {
		wantError(t, h, `{"do":"crash"}`, "Runtime.ExitError", "exit status 7")
		invoke(t, h, `{}`)
	})

	t.Run("ErrTooLarge", func(t *testing.T) {
		wantError(t, h, `{"do":"large"}`, "Function.ResponseSizeTooLarge", "exceeded")
		if _, err := h.Invoke(t.Context(), "probe", make([]byte, 6<<20+1)); err == nil {
			t.Error("an event over the limit was taken")
		}
	})

	t.Run("ErrUnknownFunction", func(t *testing.T) {
		if _, err := h.Invoke(t.Context(), "nowhere", nil); err == nil {
			t.Error("Invoke of an unknown function gave no error")
		}
	})
}

func TestTimeout(t *testing.T) {
	quick := probe
	quick.Timeout = 1
	h := start(t, lambda.Options{Functions: []template.Function{quick}})
	wantError(t, h, `{"do":"hang"}`, "Sandbox.Timedout", "Task timed out after 1.00 seconds")
	invoke(t, h, `{}`) // a new instance
	if n := h.ColdStarts()["probe"]; n != 2 {
		t.Errorf("%d cold starts, want 2", n)
	}
}

func TestInitCrash(t *testing.T) {
	h := start(t, lambda.Options{
		Functions: []template.Function{probe},
		Env:       func(string) map[string]string { return map[string]string{"PROBE": "broken"} },
	})
	wantError(t, h, `{}`, "Runtime.ExitError", "exit status 3")
}

func TestEnvironment(t *testing.T) {
	t.Setenv("OF_THIS_MACHINE", "leaked")
	h := start(t, lambda.Options{
		Functions: []template.Function{probe},
		Env:       func(function string) map[string]string { return map[string]string{"ENDPOINT": "for-" + function} },
	})
	var got []string
	decode(t, invoke(t, h, `{"do":"environment"}`), &got)
	for _, want := range []string{"TABLE=of-the-template", "ENDPOINT=for-probe", "AWS_REGION=us-east-1", "AWS_LAMBDA_FUNCTION_NAME=probe"} {
		if !slices.Contains(got, want) {
			t.Errorf("no %s in %q", want, got)
		}
	}
	if slices.Contains(got, "OF_THIS_MACHINE=leaked") {
		t.Error("the function sees this machine's environment")
	}
}

func TestConcurrency(t *testing.T) {
	t.Run("GrowsUnderLoad", func(t *testing.T) {
		h := start(t, lambda.Options{Functions: []template.Function{probe}})
		together := newRendezvous(t, 3)
		var all sync.WaitGroup
		for range 3 {
			all.Go(func() {
				if _, err := h.Invoke(t.Context(), "probe", together.event()); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait() // each call waits for two others, so three instances must have run at once
		if n := h.ColdStarts()["probe"]; n != 3 {
			t.Errorf("%d cold starts, want 3", n)
		}
	})

	t.Run("QueuesAtTheLimit", func(t *testing.T) {
		h := start(t, lambda.Options{Functions: []template.Function{probe}, Concurrency: 2})
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				if _, err := h.Invoke(t.Context(), "probe", []byte(`{}`)); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := h.ColdStarts()["probe"]; n > 2 {
			t.Errorf("%d cold starts, want at most 2", n)
		}
	})
}

func TestKill(t *testing.T) {
	t.Run("WhileIdle", func(t *testing.T) {
		h := start(t, lambda.Options{Functions: []template.Function{probe}})
		before := invoke(t, h, `{}`)
		h.Kill("probe")
		if after := invoke(t, h, `{}`); after == before {
			t.Errorf("process %s was not killed", before)
		}
	})

	t.Run("WhileAtWork", func(t *testing.T) {
		h := start(t, lambda.Options{Functions: []template.Function{probe}})
		together := newRendezvous(t, 2) // nobody else comes: the function stays there
		failed := make(chan error, 1)
		go func() {
			_, err := h.Invoke(context.Background(), "probe", together.event())
			failed <- err
		}()
		<-together.arrived
		h.Kill("probe")
		var function *lambda.FunctionError
		if err := <-failed; !errors.As(err, &function) || function.Type != "Runtime.ExitError" {
			t.Errorf("Invoke = %v", err)
		}
	})

	t.Run("InvocationsThatWaitGetAnother", func(t *testing.T) {
		h := start(t, lambda.Options{Functions: []template.Function{probe}, Concurrency: 1})
		together := newRendezvous(t, 2)
		go func() { _, _ = h.Invoke(context.Background(), "probe", together.event()) }()
		<-together.arrived
		answered := make(chan error, 1)
		go func() {
			_, err := h.Invoke(context.Background(), "probe", []byte(`{}`))
			answered <- err
		}()
		h.Kill("probe")
		if err := <-answered; err != nil {
			t.Errorf("the waiting invocation failed: %v", err)
		}
	})
}

func TestClose(t *testing.T) {
	h := start(t, lambda.Options{Functions: []template.Function{probe}})
	invoke(t, h, `{}`)
	h.Close()
	if _, err := h.Invoke(t.Context(), "probe", []byte(`{}`)); err == nil {
		t.Error("a closed host still invokes")
	}
}

func TestCanceledCaller(t *testing.T) {
	h := start(t, lambda.Options{Functions: []template.Function{probe}})
	ctx, cancel := context.WithCancel(t.Context())
	together := newRendezvous(t, 2)
	canceled := make(chan error, 1)
	go func() {
		_, err := h.Invoke(ctx, "probe", together.event())
		canceled <- err
	}()
	<-together.arrived
	cancel()
	if err := <-canceled; !errors.Is(err, context.Canceled) {
		t.Errorf("Invoke = %v", err)
	}
	if _, err := h.Invoke(t.Context(), "probe", together.event()); err != nil {
		t.Errorf("the function did not go on: %v", err)
	}
}

func start(t *testing.T, options lambda.Options) *lambda.Host {
	t.Helper()
	options.Bin = bin
	h, err := lambda.New(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	return h
}

func invoke(t *testing.T, h *lambda.Host, event string) string {
	t.Helper()
	answer, err := h.Invoke(t.Context(), "probe", []byte(event))
	if err != nil {
		t.Fatal(err)
	}
	return string(answer)
}

func wantError(t *testing.T, h *lambda.Host, event, kind, message string) {
	t.Helper()
	_, err := h.Invoke(t.Context(), "probe", []byte(event))
	var function *lambda.FunctionError
	if !errors.As(err, &function) || function.Type != kind || !strings.Contains(function.Message, message) {
		t.Errorf("Invoke = %v, want %s: %s", err, kind, message)
	}
}

func decode(t *testing.T, text string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
}

// rendezvous answers callers when so many of them have come.
type rendezvous struct {
	url     string
	arrived chan struct{}
}

func newRendezvous(t *testing.T, callers int) *rendezvous {
	t.Helper()
	r := &rendezvous{arrived: make(chan struct{}, callers)}
	var all sync.WaitGroup
	all.Add(callers)
	met := make(chan struct{})
	go func() { all.Wait(); close(met) }()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		r.arrived <- struct{}{}
		all.Done()
		select {
		case <-met:
		case <-request.Context().Done():
		}
	}))
	t.Cleanup(server.Close)
	r.url = server.URL
	return r
}

func (r *rendezvous) event() []byte { return fmt.Appendf(nil, `{"do":"call","url":%q}`, r.url) }
