package proxy

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Point is where in a call a fault may be injected.
type Point string

// The points of a call: before the engine has the request, and when it has answered but the function does not know.
const (
	Before Point = "before"
	After  Point = "after"
)

// Call is a request at one of its points.
type Call struct {
	Function  string
	Operation string // "TransactWriteItems"
	Point     Point
	Status    int    // of the engine's answer; 0 before
	Body      []byte // as the function sent it
	Answer    []byte // the engine's; nil before
}

// Name tells the point in one word, "referral-create/TransactWriteItems/before", for tests that wait for it.
func (c Call) Name() string { return c.Function + "/" + c.Operation + "/" + string(c.Point) }

// Outcome is how a call goes on after a point.
type Outcome int

// Pass lets the call go on. Throttle, Conflict and Broken, an error of the service's own, answer in the engine's place.
// Cut closes the connection. Before, nothing has happened; after a Cut or a Broken, it has, and the function cannot know.
const (
	Pass Outcome = iota
	Throttle
	Conflict
	Broken
	Cut
)

// Action is what to do at a point; the zero value does nothing.
type Action struct {
	Run     func()        // called first, for example to kill a process at this very point
	Delay   time.Duration // waited next
	Outcome Outcome
	Answer  []byte // after only: what the function is answered with a 200 in place of the engine's answer; nil leaves that
}

// SetFault makes fault decide at each point of each call; nil ends that. It may be called from several goroutines
// at once.
func (p *Proxy) SetFault(fault func(Call) Action) {
	if fault == nil {
		p.fault.Store(nil)
		return
	}
	p.fault.Store(&fault)
}

// inject reports whether the call has been answered.
func (p *Proxy) inject(w http.ResponseWriter, call Call, request *request) bool {
	fault := p.fault.Load()
	if fault == nil {
		return false
	}
	action := (*fault)(call)
	if action.Run != nil {
		action.Run()
	}
	time.Sleep(action.Delay)
	switch action.Outcome {
	case Throttle:
		refuse(w, "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",
			"The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning "+
				"level with the UpdateTable API.")
	case Conflict:
		refuseConflict(w, request)
	case Broken:
		writeStatus(w, http.StatusInternalServerError, map[string]any{
			"__type": "com.amazonaws.dynamodb.v20120810#InternalServerError", "message": "Internal server error",
		})
	case Cut:
		cut()
	default:
		return writeInstead(w, action.Answer)
	}
	return true
}

// writeInstead reports whether there is another answer than the engine's.
func writeInstead(w http.ResponseWriter, answer []byte) bool {
	if answer == nil {
		return false
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	_, _ = w.Write(answer) // a function that died takes no answer
	return true
}

// refuseConflict answers as DynamoDB does when another transaction holds an item, the first one here.
func refuseConflict(w http.ResponseWriter, request *request) {
	const message = "Transaction is ongoing for the item"
	if request.items == 0 {
		refuse(w, "com.amazonaws.dynamodb.v20120810#TransactionConflictException", message)
		return
	}
	type reason struct{ Code, Message string }
	reasons, codes := make([]reason, request.items), make([]string, request.items)
	for i := range reasons {
		reasons[i].Code = "None"
	}
	reasons[0] = reason{"TransactionConflict", message}
	for i, r := range reasons {
		codes[i] = r.Code
	}
	write(w, map[string]any{
		"__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
		"Message": fmt.Sprintf("Transaction cancelled, please refer cancellation reasons for specific reasons [%s]",
			strings.Join(codes, ", ")),
		"CancellationReasons": reasons,
	})
}

func refuse(w http.ResponseWriter, exception, message string) {
	write(w, map[string]any{"__type": exception, "message": message})
}

func write(w http.ResponseWriter, body any) { writeStatus(w, http.StatusBadRequest, body) }

func writeStatus(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // a function that died takes no answer
}
