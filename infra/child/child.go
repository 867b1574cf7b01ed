// Package child starts processes that must not outlive this one: the engine and the Lambda instances of the local
// run.
package child

import (
	"os/exec"
	"runtime"
)

// Process is a started command. Its process group is its own, so that Ctrl-C in a terminal reaches only the parent,
// which then stops its children in order.
type Process struct {
	cmd  *exec.Cmd
	done chan struct{}
	err  error
}

// Start starts cmd and waits for it in the background. On Linux the kernel kills the child when this process dies,
// even of SIGKILL; elsewhere the child is left to Kill.
func Start(cmd *exec.Cmd) (*Process, error) {
	bind(cmd)
	p := &Process{cmd: cmd, done: make(chan struct{})}
	started := make(chan error)
	go p.run(started)
	if err := <-started; err != nil {
		return nil, err
	}
	return p, nil
}

// run keeps its thread for as long as the child lives: the parent-death signal fires when the thread that forked
// the child ends, and Go ends idle threads as it likes. The thread is never unlocked, so it ends with the goroutine.
func (p *Process) run(started chan<- error) {
	runtime.LockOSThread()
	if err := p.cmd.Start(); err != nil {
		started <- err
		return
	}
	started <- nil
	p.err = p.cmd.Wait()
	close(p.done)
}

// Done is closed when the process has ended.
func (p *Process) Done() <-chan struct{} { return p.done }

// Err is how the process ended, as exec.Cmd.Wait tells it; it is set once Done is closed.
func (p *Process) Err() error {
	<-p.done
	return p.err
}

// PID is the process id.
func (p *Process) PID() int { return p.cmd.Process.Pid }

// Kill ends the process and what it started by SIGKILL, and returns when it is gone.
func (p *Process) Kill() {
	select {
	case <-p.done:
		return // its id may belong to somebody else by now
	default:
	}
	p.kill()
	<-p.done
}
