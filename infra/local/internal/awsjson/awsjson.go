// Package awsjson is the server's side of the AWS JSON 1.1 protocol, as far as the local services need it.
package awsjson

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
)

const maxBody = 4 << 20 // bytes

// Error is an error as a service tells it: an exception's name and a message.
type Error struct {
	Type    string
	Message string
}

func (e *Error) Error() string { return e.Type + ": " + e.Message }

// Operation is one operation of a service: the body of its request in, what answers it out. Any error but *Error is
// told as InternalFailure.
type Operation func(r *http.Request, body []byte) (any, error)

// Handler serves the operations by name, "PutEvents". The service's prefix of X-Amz-Target is not looked at.
func Handler(operations map[string]Operation) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, name, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
		operation, known := operations[name]
		if !known {
			refuse(w, &Error{Type: "UnknownOperationException", Message: "Not served here: " + name})
			return
		}
		body, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
		if err != nil {
			refuse(w, &Error{Type: "SerializationException", Message: "The body cannot be read."})
			return
		}
		result, err := operation(r, body)
		if err != nil {
			refuse(w, err)
			return
		}
		write(w, http.StatusOK, result)
	})
}

func refuse(w http.ResponseWriter, err error) {
	var known *Error
	if !errors.As(err, &known) {
		write(w, http.StatusInternalServerError, map[string]string{"__type": "InternalFailure", "message": err.Error()})
		return
	}
	write(w, http.StatusBadRequest, map[string]string{"__type": known.Type, "message": known.Message})
}

func write(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // a client that hung up is not our error
}
