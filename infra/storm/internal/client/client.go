// Package client is a client as a careful portal is one: it makes a call again until it is answered, with the same
// Idempotency-Key, and knows afterwards what it may rely on.
package client

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"time"
)

// Call is one command.
type Call struct {
	Kind    string // of command, for the figures
	Persona string // who calls; "" for a partner with a link
	Method  string
	Path    string
	Type    string // media type of the body
	Body    []byte
	Key     string // Idempotency-Key; "" for calls that take none

	Subject string // id of the referral or customer that it is about, where that is known beforehand
	Marker  string // a word that only this call says, and that stands in what it leaves
}

// Fate is what a client knows of a call in the end.
type Fate int

// Unknown: no try was answered for good, so the command may have been carried out or not.
const (
	Unknown Fate = iota
	Acknowledged
	Refused
)

// Result is a call with what became of it.
type Result struct {
	Call
	Fate   Fate
	Status int // of the last answer; 0 for none
	Answer []byte
	Tries  int
}

// Interruption is what happens to one try on its way.
type Interruption struct {
	Unsent bool          // the connection is cut before anything is sent
	Unread bool          // it is cut before the answer is read
	HangUp time.Duration // the client gives up after so long; 0 for patience
}

// Client makes calls; it may be used from several goroutines.
type Client struct {
	URL       string
	Token     func(persona string) string
	HTTP      *http.Client
	Interrupt func() Interruption // asked for each try
	Pause     func(try int) time.Duration
}

const (
	tries    = 8
	patience = 40 * time.Second // for one try: longer than the gateway waits for a function
)

var errCut = errors.New("the connection was cut")

// Do makes the call until it is answered for good, or gives up.
func (c *Client) Do(ctx context.Context, call Call) Result {
	result := Result{Call: call}
	lost := false // some try may have been carried out without our knowing
	for result.Tries < tries && ctx.Err() == nil {
		if result.Tries++; result.Tries > 1 {
			sleep(ctx, c.Pause(result.Tries-1))
		}
		interruption := c.Interrupt()
		if interruption.Unsent {
			continue
		}
		status, answer, err := c.try(ctx, call, interruption)
		if err != nil || status >= http.StatusInternalServerError {
			lost = true
			result.Status = status
			continue
		}
		result.Status, result.Answer = status, answer
		switch {
		case status < http.StatusBadRequest:
			result.Fate = Acknowledged
		case !lost:
			result.Fate = Refused
		}
		return result
	}
	if !lost && ctx.Err() == nil {
		result.Fate = Refused // nothing ever left the client
	}
	return result
}

func (c *Client) try(ctx context.Context, call Call, interruption Interruption) (int, []byte, error) {
	limit := patience
	if interruption.HangUp > 0 {
		limit = interruption.HangUp
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, call.Method, c.URL+call.Path, bytes.NewReader(call.Body))
	if err != nil {
		return 0, nil, err
	}
	if call.Persona != "" {
		request.Header.Set("Authorization", "Bearer "+c.Token(call.Persona))
	}
	if call.Type != "" {
		request.Header.Set("Content-Type", call.Type)
	}
	if call.Type == "application/json" {
		request.Header.Set("Accept", "application/json")
	}
	if call.Key != "" {
		request.Header.Set("Idempotency-Key", call.Key)
	}
	response, err := c.HTTP.Do(request)
	if err != nil {
		return 0, nil, err
	}
	defer response.Body.Close()
	if interruption.Unread {
		return 0, nil, errCut
	}
	answer, err := io.ReadAll(response.Body)
	return response.StatusCode, answer, err
}

func sleep(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
