package lambda

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/google/uuid"
)

// runtimeAPI serves Lambda's Runtime API, version 2018-06-01, below /<function>/<instance>.
func (h *Host) runtimeAPI() http.Handler {
	const root = "/{function}/{instance}/2018-06-01/runtime"
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+root+"/invocation/next", h.serveNext)
	mux.HandleFunc("POST "+root+"/invocation/{id}/response", h.serveResponse)
	mux.HandleFunc("POST "+root+"/invocation/{id}/error", h.serveError)
	mux.HandleFunc("POST "+root+"/init/error", h.serveInitError)
	return mux
}

// caller tells which instance of which function is asking.
func (h *Host) caller(w http.ResponseWriter, r *http.Request) (*function, *instance) {
	f, ok := h.functions[r.PathValue("function")]
	if !ok {
		http.NotFound(w, r)
		return nil, nil
	}
	i := f.instance(r.PathValue("instance"))
	if i == nil {
		http.NotFound(w, r)
		return nil, nil
	}
	return f, i
}

// serveNext answers with an event as soon as there is one.
func (h *Host) serveNext(w http.ResponseWriter, r *http.Request) {
	f, i := h.caller(w, r)
	if i == nil {
		return
	}
	call := f.next(i)
	if call == nil {
		select {
		case call = <-i.work:
		case <-i.process.Done():
			return
		case <-r.Context().Done():
			// The process is about to end, and only its end says what became of its event.
			return
		}
	}
	deadline := f.begin(i, call)
	header := w.Header()
	header.Set("Content-Type", "application/json")
	header.Set("Lambda-Runtime-Aws-Request-Id", call.id)
	header.Set("Lambda-Runtime-Deadline-Ms", strconv.FormatInt(deadline.UnixMilli(), 10))
	header.Set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:000000000000:function:"+f.Name)
	header.Set("Lambda-Runtime-Trace-Id", traceID(deadline.Unix()))
	_, _ = w.Write(call.event) // an instance that does not take it ends, which fails the invocation
}

// traceID has X-Ray's form; nothing is sampled here.
func traceID(seconds int64) string {
	random := strings.ReplaceAll(uuid.NewString(), "-", "")
	return fmt.Sprintf("Root=1-%08x-%s;Parent=%s;Sampled=0", seconds, random[:24], random[16:])
}

func (h *Host) serveResponse(w http.ResponseWriter, r *http.Request) {
	h.serveResult(w, r, (*invocation).answer)
}

func (h *Host) serveError(w http.ResponseWriter, r *http.Request) {
	h.serveResult(w, r, func(call *invocation, payload []byte) { call.fail(functionError(payload)) })
}

// serveResult ends the invocation that the instance has.
func (h *Host) serveResult(w http.ResponseWriter, r *http.Request, end func(*invocation, []byte)) {
	f, i := h.caller(w, r)
	if i == nil {
		return
	}
	payload, err := io.ReadAll(io.LimitReader(r.Body, maxPayload+1))
	if err != nil {
		return // the instance died over it, which its end will tell
	}
	call := f.finish(i, r.PathValue("id"))
	if call == nil {
		http.Error(w, `{"errorType":"InvalidRequestID","errorMessage":"Invalid request ID"}`, http.StatusBadRequest)
		return
	}
	end(call, payload)
	w.WriteHeader(http.StatusAccepted)
}

// serveInitError only takes note: the program ends right after, and its end fails the invocation.
func (h *Host) serveInitError(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusAccepted)
}

func functionError(payload []byte) *FunctionError {
	var reported struct {
		ErrorType    string `json:"errorType"`
		ErrorMessage string `json:"errorMessage"`
	}
	if err := json.Unmarshal(payload, &reported); err != nil || reported.ErrorType == "" {
		return &FunctionError{Type: "Runtime.Unknown", Message: string(payload)}
	}
	return &FunctionError{Type: reported.ErrorType, Message: reported.ErrorMessage}
}
