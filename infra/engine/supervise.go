package engine

import (
	"context"
	"fmt"
	"time"
)

const (
	restartTimeout = 10 * time.Second
	restartPause   = 200 * time.Millisecond // after a start that failed
)

// supervise starts the engine again whenever it has died, until Close.
func (e *Engine) supervise() {
	for {
		e.mu.Lock()
		process := e.process
		e.mu.Unlock()
		select {
		case <-e.closed:
			return
		case <-process.Done():
		}
		if err := e.revive(); err != nil && !e.pause(restartPause) {
			return
		}
	}
}

// revive starts a new process unless somebody has done so already.
func (e *Engine) revive() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.ended || e.alive() {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), restartTimeout)
	defer cancel()
	err := e.start(ctx)
	if err != nil && e.options.Log != nil {
		fmt.Fprintf(e.options.Log, "%v\n", err)
	}
	return err
}

func (e *Engine) alive() bool {
	select {
	case <-e.process.Done():
		return false
	default:
		return true
	}
}

// pause reports whether the engine is still wanted after d.
func (e *Engine) pause(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-e.closed:
		return false
	case <-timer.C:
		return true
	}
}
