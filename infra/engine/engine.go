// Package engine runs dynoxide, the DynamoDB engine of the local run and of the tests, as a child process.
//
// Of all emulators it is the closest to DynamoDB; it is one static binary and starts in milliseconds. What it does not
// do: delete expired items, throttle, or let transactions conflict.
package engine

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os/exec"
	"strconv"
	"sync"

	"github.com/referral-tool/referrals/infra/child"
)

// Options say how an engine runs; the zero value is an engine in memory that nobody supervises.
type Options struct {
	DBPath    string       // file of the database; "" keeps it in memory
	Log       io.Writer    // what the engine prints; nil discards it
	Supervise bool         // start it again, on the same file and port, whenever it dies
	Progress  func(string) // told before the engine is fetched; nil is fine
}

// Engine is a running engine. Its methods may be called from several goroutines.
type Engine struct {
	options Options
	path    string
	port    int
	closed  chan struct{} // ends the supervisor

	mu      sync.Mutex // held while a process is started or ended
	process *child.Process
	ended   bool // Close was called
}

// errClosed tells that the engine is not coming back.
var errClosed = errors.New("the engine is closed")

// Start starts an engine on a free port of the loopback interface and returns when it answers. ctx bounds the start
// alone; Close ends the engine.
func Start(ctx context.Context, options Options) (*Engine, error) {
	if options.Progress == nil {
		options.Progress = func(string) {}
	}
	path, err := Find(ctx, options.Progress)
	if err != nil {
		return nil, err
	}
	e := &Engine{options: options, path: path, closed: make(chan struct{})}
	if err := e.startOnFreePort(ctx); err != nil {
		return nil, err
	}
	if options.Supervise {
		go e.supervise()
	}
	return e, nil
}

// Endpoint is the engine's URL; it stays the same over restarts.
func (e *Engine) Endpoint() string { return "http://" + e.address() }

// Kill kills the engine with SIGKILL, as a power cut would, and returns when it is gone.
func (e *Engine) Kill() {
	e.mu.Lock()
	process := e.process
	e.mu.Unlock()
	process.Kill()
}

// Restart kills the engine, if it lives, starts it on the same file and port and returns when it answers. An engine
// in memory comes back empty.
func (e *Engine) Restart(ctx context.Context) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.process.Kill()
	return e.start(ctx)
}

// Close ends the engine. SIGKILL is good enough: it loses no write that it has acknowledged.
func (e *Engine) Close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.ended {
		e.ended = true
		close(e.closed)
	}
	e.process.Kill()
}

// startOnFreePort tries several ports: dynoxide does not tell which one it took for --port 0, so that a port found
// free here may be somebody else's by the time the engine asks for it.
func (e *Engine) startOnFreePort(ctx context.Context) error {
	const tries = 5
	var err error
	for range tries {
		if e.port, err = freePort(); err != nil {
			return err
		}
		if err = e.start(ctx); err == nil || ctx.Err() != nil {
			return err
		}
	}
	return err
}

func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("finding a free port: %w", err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}

func (e *Engine) address() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(e.port)) }

// start runs one engine process until it answers.
func (e *Engine) start(ctx context.Context) error {
	if e.ended {
		return errClosed
	}
	args := []string{"--host", "127.0.0.1", "--port", strconv.Itoa(e.port)}
	if e.options.DBPath != "" {
		args = append(args, "--db-path", e.options.DBPath)
	}
	output := newOutput(e.options.Log)
	cmd := exec.Command(e.path, args...)
	cmd.Env = []string{} // an encryption key or log level of the user's is not ours
	cmd.Stdout, cmd.Stderr = output, output
	process, err := child.Start(cmd)
	if err != nil {
		return fmt.Errorf("starting the DynamoDB engine: %w", err)
	}
	if err := waitReady(ctx, process, output, e.address()); err != nil {
		process.Kill()
		return fmt.Errorf("starting the DynamoDB engine: %w", err)
	}
	e.process = process
	return nil
}
