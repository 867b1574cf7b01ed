package lambda

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/referral-tool/referrals/infra/template"
)

// function is one function with its instances and the invocations that wait for one.
type function struct {
	template.Function
	options Options
	address string // of the Runtime API

	mu        sync.Mutex
	closed    bool
	count     int // instances ever started; numbers them
	instances map[string]*instance
	idle      []*instance // waiting in next, the latest last
	waiting   []*invocation
}

func newFunction(f template.Function, options Options, address string) *function {
	if options.Concurrency == 0 {
		options.Concurrency = defaultConcurrency
	}
	return &function{Function: f, options: options, address: address, instances: map[string]*instance{}}
}

// submit hands the invocation to an idle instance, or lets it wait for the first that is free, a new one if there
// may be more of them.
func (f *function) submit(call *invocation) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		call.fail(errClosed)
		return
	}
	if i := f.takeIdle(); i != nil {
		i.current = call
		i.work <- call
		return
	}
	f.waiting = append(f.waiting, call)
	f.grow()
}

// takeIdle gives the instance that was used last, as Lambda does: the others may then be let go.
func (f *function) takeIdle() *instance {
	for len(f.idle) > 0 {
		last := len(f.idle) - 1
		i := f.idle[last]
		f.idle = f.idle[:last]
		if i.alive() {
			return i
		}
	}
	return nil
}

// grow starts an instance if more invocations wait than instances are about to be free.
func (f *function) grow() {
	coming := 0
	for _, i := range f.instances {
		if i.current == nil && i.alive() {
			coming++ // on its way up, or between its answer and its next question
		}
	}
	if len(f.waiting) <= coming || len(f.instances) >= f.options.Concurrency {
		return
	}
	f.count++
	i, err := f.start(fmt.Sprint(f.count))
	if err != nil {
		f.failFirst(&FunctionError{Type: "Runtime.InvalidEntrypoint", Message: err.Error()})
		return
	}
	f.instances[i.id] = i
	go f.watch(i)
}

func (f *function) failFirst(err error) {
	if len(f.waiting) > 0 {
		f.waiting[0].fail(err)
		f.waiting = f.waiting[1:]
	}
}

// next is called by an instance that is free: it gives an invocation that waits, or nil to wait for one at i.work.
func (f *function) next(i *instance) *invocation {
	f.mu.Lock()
	defer f.mu.Unlock()
	i.ready = true
	i.initTimer.Stop()
	if i.current != nil {
		// It asks for more work with no answer given: the Go runtime never does.
		i.current.fail(&FunctionError{Type: "Runtime.ExitError", Message: "the function gave no answer"})
		i.current = nil
	}
	if i.doomed {
		return nil
	}
	if len(f.waiting) == 0 {
		f.idle = append(f.idle, i)
		return nil
	}
	i.current = f.waiting[0]
	f.waiting = f.waiting[1:]
	return i.current
}

// begin starts the clock of an invocation that is about to be handed over, and gives its deadline.
func (f *function) begin(i *instance, call *invocation) time.Time {
	timeout := time.Duration(f.Timeout) * time.Second
	f.mu.Lock()
	defer f.mu.Unlock()
	call.timer = time.AfterFunc(timeout, func() { f.expire(i, call) })
	return time.Now().Add(timeout)
}

// expire ends an instance whose invocation has taken too long, as Lambda does: it cannot be stopped otherwise.
func (f *function) expire(i *instance, call *invocation) {
	f.mu.Lock()
	if i.current != call { // it has just answered
		f.mu.Unlock()
		return
	}
	i.doomed = true
	call.fail(&FunctionError{
		Type:    "Sandbox.Timedout",
		Message: fmt.Sprintf("RequestId: %s Error: Task timed out after %d.00 seconds", call.id, f.Timeout),
	})
	f.mu.Unlock()
	i.process.Kill()
}

// finish takes the current invocation from an instance if it is the one of that id.
func (f *function) finish(i *instance, id string) *invocation {
	f.mu.Lock()
	defer f.mu.Unlock()
	call := i.current
	if call == nil || call.id != id {
		return nil
	}
	i.current = nil
	return call
}

// watch cleans up when an instance has ended and starts another if invocations still wait.
func (f *function) watch(i *instance) {
	<-i.process.Done()
	f.mu.Lock()
	defer f.mu.Unlock()
	defer close(i.gone)
	i.initTimer.Stop()
	delete(f.instances, i.id)
	f.idle = slices.DeleteFunc(f.idle, func(other *instance) bool { return other == i })
	exit := &FunctionError{Type: "Runtime.ExitError", Message: fmt.Sprintf("Error: Runtime exited with error: %v", i.process.Err())}
	switch {
	case i.current != nil:
		i.current.fail(exit)
	case !i.ready:
		// One that never comes up fails the invocation it was started for; otherwise it would be tried for ever.
		f.failFirst(exit)
	}
	f.grow()
}

// withdraw forgets an invocation that nobody waits for any more, unless an instance has it already.
func (f *function) withdraw(call *invocation) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.waiting = slices.DeleteFunc(f.waiting, func(other *invocation) bool { return other == call })
}

func (f *function) instance(id string) *instance {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.instances[id]
}

func (f *function) started() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.count
}

func (f *function) kill() {
	f.mu.Lock()
	var all []*instance
	for _, i := range f.instances {
		all = append(all, i)
	}
	f.mu.Unlock()
	for _, i := range all {
		go i.process.Kill()
	}
	for _, i := range all {
		<-i.gone
	}
}

func (f *function) close() {
	f.mu.Lock()
	f.closed = true
	for _, call := range f.waiting {
		call.fail(errClosed)
	}
	f.waiting = nil
	f.mu.Unlock()
	f.kill()
}
