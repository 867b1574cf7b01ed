// Package lambda runs the functions' real programs as AWS Lambda does: it serves them the Runtime API, starts more
// instances of one under load, and replaces what crashes or takes too long.
package lambda

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/referral-tool/referrals/infra/template"
)

const (
	// defaultConcurrency keeps a storm from filling the machine; Lambda's own limit is a thousand.
	defaultConcurrency = 8
	// maxPayload is Lambda's limit of events and answers, in bytes.
	maxPayload = 6 << 20
	// initTimeout is how long a program may take to ask for its first event. Lambda gives 10 seconds.
	initTimeout = 30 * time.Second
)

// Options say what a Host runs.
type Options struct {
	Functions   []template.Function
	Bin         string                                  // folder of the programs that Build made
	Env         func(function string) map[string]string // more of a function's environment: endpoints; may be nil
	Log         func(function string) io.Writer         // takes what a function prints, from several goroutines at once; nil discards it
	Concurrency int                                     // most instances of one function; 0: eight
}

// Host runs functions. Its methods may be called from several goroutines.
type Host struct {
	functions map[string]*function
	listener  net.Listener
	server    *http.Server
}

// FunctionError is an invocation that the function failed: it returned an error, crashed or took too long.
type FunctionError struct {
	Type    string // for example "Runtime.ExitError", "Sandbox.Timedout", or the Go type of a returned error
	Message string
}

// Error is type and message, as Lambda's log shows them.
func (e *FunctionError) Error() string { return e.Type + ": " + e.Message }

var (
	errClosed   = errors.New("the functions' host is closed")
	errTooLarge = fmt.Errorf("the event is larger than Lambda's %d bytes", maxPayload)
)

// New starts a host. Functions start with their first invocation, as they do in Lambda.
func New(options Options) (*Host, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listening for functions: %w", err)
	}
	h := &Host{functions: map[string]*function{}, listener: listener}
	for _, f := range options.Functions {
		h.functions[f.Name] = newFunction(f, options, listener.Addr().String())
	}
	h.server = &http.Server{Handler: h.runtimeAPI(), ReadHeaderTimeout: time.Minute}
	go func() { _ = h.server.Serve(listener) }() // ends with Close
	return h, nil
}

// Invoke hands the event to an instance of the function and gives its answer. A *FunctionError tells that the
// function failed. When ctx ends the function goes on, as Lambda's does.
func (h *Host) Invoke(ctx context.Context, name string, event []byte) ([]byte, error) {
	f, ok := h.functions[name]
	if !ok {
		return nil, fmt.Errorf("there is no function %q", name)
	}
	if len(event) > maxPayload {
		return nil, errTooLarge
	}
	call := newInvocation(event)
	f.submit(call)
	select {
	case result := <-call.result:
		return result.answer, result.err
	case <-ctx.Done():
		f.withdraw(call)
		return nil, ctx.Err()
	}
}

// Kill kills all instances of a function with SIGKILL and returns when they are gone. What they were doing fails.
func (h *Host) Kill(name string) {
	if f, ok := h.functions[name]; ok {
		f.kill()
	}
}

// ColdStarts counts the instances that each function has started.
func (h *Host) ColdStarts() map[string]int {
	counts := make(map[string]int, len(h.functions))
	for name, f := range h.functions {
		counts[name] = f.started()
	}
	return counts
}

// Close kills all instances; what is under way fails.
func (h *Host) Close() {
	var all sync.WaitGroup
	for _, f := range h.functions {
		all.Go(f.close)
	}
	all.Wait()
	_ = h.server.Close()
}
