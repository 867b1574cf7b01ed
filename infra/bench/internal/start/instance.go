package start

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"strconv"
	"time"

	"github.com/referral-tool/referrals/infra/child"
)

// patience is far above what a start or a call takes; a program that needs longer is stuck.
const patience = 10 * time.Second

// instance is a running program with a Runtime API of its own, so that nothing but the program is measured: no
// scheduling of instances, no gateway.
type instance struct {
	process *child.Process
	server  *http.Server
	began   time.Time

	ready   chan time.Time // when it first asked for an event
	events  chan []byte
	answers chan answer
}

// errEnded reports that a program ended instead of answering.
var errEnded = errors.New("the program ended")

type answer struct {
	at   time.Time
	body []byte
	err  error
}

// launch starts a program with an event waiting for it.
func launch(path string, environment map[string]string, event []byte) (*instance, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	i := &instance{ready: make(chan time.Time, 1), events: make(chan []byte, 1), answers: make(chan answer, 1)}
	i.server = &http.Server{Handler: i.runtimeAPI(), ReadHeaderTimeout: time.Minute}
	go func() { _ = i.server.Serve(listener) }() // ends with close
	i.events <- event
	cmd := exec.Command(path)
	cmd.Env = []string{"AWS_LAMBDA_RUNTIME_API=" + listener.Addr().String()}
	for name, value := range environment {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	i.began = time.Now()
	if i.process, err = child.Start(cmd); err != nil {
		_ = i.server.Close()
		return nil, err
	}
	return i, nil
}

// runtimeAPI serves Lambda's Runtime API, version 2018-06-01.
func (i *instance) runtimeAPI() http.Handler {
	const invocation = "/2018-06-01/runtime/invocation/"
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+invocation+"next", i.next)
	mux.HandleFunc("POST "+invocation+"{id}/response", func(w http.ResponseWriter, r *http.Request) { i.take(w, r, nil) })
	mux.HandleFunc("POST "+invocation+"{id}/error", func(w http.ResponseWriter, r *http.Request) {
		i.take(w, r, errors.New("the function failed"))
	})
	return mux
}

func (i *instance) next(w http.ResponseWriter, r *http.Request) {
	select {
	case i.ready <- time.Now():
	default:
	}
	select {
	case event := <-i.events:
		w.Header().Set("Lambda-Runtime-Aws-Request-Id", "bench")
		w.Header().Set("Lambda-Runtime-Deadline-Ms", strconv.FormatInt(time.Now().Add(patience).UnixMilli(), 10))
		w.Header().Set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:000000000000:function:bench")
		_, _ = w.Write(event) // a program that does not take it never answers, which is found there
	case <-r.Context().Done():
	}
}

func (i *instance) take(w http.ResponseWriter, r *http.Request, failure error) {
	at := time.Now()
	body, err := io.ReadAll(r.Body)
	if err == nil && failure != nil {
		err = fmt.Errorf("%w: %s", failure, body)
	}
	w.WriteHeader(http.StatusAccepted)
	i.answers <- answer{at: at, body: body, err: err}
}

// first gives how long the program took from its start until it asked for an event, and until it had answered it.
func (i *instance) first(ctx context.Context) (ready, answered time.Duration, err error) {
	a, err := i.await(ctx)
	if err != nil {
		return 0, 0, err
	}
	return (<-i.ready).Sub(i.began), a.at.Sub(i.began), nil
}

// call gives how long the running program takes for an event.
func (i *instance) call(ctx context.Context, event []byte) (time.Duration, error) {
	began := time.Now()
	i.events <- event
	a, err := i.await(ctx)
	return a.at.Sub(began), err
}

func (i *instance) await(ctx context.Context) (answer, error) {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case a := <-i.answers:
		return a, a.err
	case <-i.process.Done():
		return answer{}, fmt.Errorf("%w: %w", errEnded, i.process.Err())
	case <-timer.C:
		return answer{}, fmt.Errorf("no answer in %v", patience)
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
}

func (i *instance) close() {
	i.process.Kill()
	_ = i.server.Close()
}
