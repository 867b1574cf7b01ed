package api

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"github.com/referral-tool/referrals/shared/referral"
)

// Problem is an error as RFC 9457 writes it.
type Problem struct {
	Type        string                `json:"type"`
	Title       string                `json:"title"`
	Status      int                   `json:"status"`
	Detail      string                `json:"detail"`
	Errors      []referral.FieldError `json:"errors,omitempty"`
	Current     referral.Status       `json:"current,omitempty"`
	DuplicateOf string                `json:"duplicateOf,omitempty"`
	RequestID   string                `json:"requestId,omitempty"`
}

// problems is the one table from kinds of errors to answers.
var problems = map[referral.ErrorKind]struct {
	status int
	title  string
}{
	referral.Malformed:   {http.StatusBadRequest, "The request cannot be read"},
	referral.Forbidden:   {http.StatusForbidden, "Not allowed"},
	referral.NotFound:    {http.StatusNotFound, "Not found"},
	referral.Conflict:    {http.StatusConflict, "Not possible in the current state"},
	referral.Gone:        {http.StatusGone, "Withdrawn"},
	referral.Stale:       {http.StatusPreconditionFailed, "Changed in the meantime"},
	referral.TooLarge:    {http.StatusRequestEntityTooLarge, "Too large"},
	referral.Unsupported: {http.StatusUnsupportedMediaType, "Content type not supported"},
	referral.Invalid:     {http.StatusUnprocessableEntity, "Something needs to be corrected"},
	referral.TooMany:     {http.StatusTooManyRequests, "Too many attempts"},
}

// Status is the HTTP status that an error is answered with.
func Status(err error) int {
	var known *referral.Error
	if errors.As(err, &known) {
		if entry, listed := problems[known.Kind]; listed {
			return entry.status
		}
	}
	return http.StatusInternalServerError
}

// problem is the answer to an error. An error that is not meant for people becomes a 500 that shows only the request
// id.
func problem(err error, requestID string) *Response {
	body := Problem{
		Type:      "urn:referrals:problem:internal",
		Title:     "Something went wrong on our side",
		Status:    Status(err),
		Detail:    "Please try again. If it happens again, give us this request id: " + requestID,
		RequestID: requestID,
	}
	var known *referral.Error
	if body.Status != http.StatusInternalServerError && errors.As(err, &known) {
		body = Problem{
			Type:        "urn:referrals:problem:" + string(known.Kind),
			Title:       problems[known.Kind].title,
			Status:      body.Status,
			Detail:      known.Message,
			Errors:      known.Fields,
			Current:     known.Current,
			DuplicateOf: known.DuplicateOf,
		}
	}
	return JSON(body.Status, body).With("Content-Type", "application/problem+json")
}

// logFailure logs what a person is not told: failures of ours, and causes. It never logs bodies, paths or queries: a
// partner's link is its path.
func (a *API) logFailure(ctx context.Context, r *Request, err error) {
	var known *referral.Error
	if errors.As(err, &known) && known.Err == nil && Status(err) < 500 {
		return
	}
	level := slog.LevelWarn
	attrs := []slog.Attr{
		slog.String("request", r.ID()),
		slog.String("route", r.event.RouteKey),
		slog.String("error", err.Error()),
	}
	if Status(err) >= 500 {
		level = slog.LevelError
	}
	var panicked *panicError
	if errors.As(err, &panicked) {
		attrs = append(attrs, slog.String("stack", string(panicked.stack)))
	}
	a.log.LogAttrs(ctx, level, "request failed", attrs...)
}
