package lambda

import (
	"time"

	"github.com/google/uuid"
)

// invocation is one event on its way through a function.
type invocation struct {
	id     string
	event  []byte
	result chan result // takes one, and is never waited for
	timer  *time.Timer // ends an instance that takes too long; set when the event is handed over
}

type result struct {
	answer []byte
	err    error
}

func newInvocation(event []byte) *invocation {
	return &invocation{id: uuid.NewString(), event: event, result: make(chan result, 1)}
}

func (i *invocation) answer(payload []byte) {
	if len(payload) > maxPayload {
		i.fail(&FunctionError{Type: "Function.ResponseSizeTooLarge", Message: "Response payload size exceeded maximum allowed payload size (6291556 bytes)."})
		return
	}
	i.finish(result{answer: payload})
}

func (i *invocation) fail(err error) { i.finish(result{err: err}) }

// finish keeps the first result: a crash after the answer changes nothing.
func (i *invocation) finish(r result) {
	if i.timer != nil {
		i.timer.Stop()
	}
	select {
	case i.result <- r:
	default:
	}
}
