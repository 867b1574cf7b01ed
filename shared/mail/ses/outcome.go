package ses

import (
	"errors"
	"net/http"
	"strings"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"
)

// Outcome says what a failed attempt means for the mail.
type Outcome string

const (
	NotNow  Outcome = "not-now" // it did not go out, and may later: throttled, paused, unreachable, a wrong setup
	Refused Outcome = "refused" // SES will never take this mail: its address or content is rejected
	Unknown Outcome = "unknown" // it may have gone out: the answer was lost
)

// Error is a failed attempt. Its text names no address, fit to be logged and kept with the mail; SES's own message,
// which quotes addresses, is only in Err.
type Error struct {
	Outcome Outcome
	Code    string // SES's name of the error, when it gave one
	Err     error
}

func (e *Error) Error() string {
	if e.Code == "" {
		return "ses: " + string(e.Outcome)
	}
	return "ses: " + string(e.Outcome) + ": " + e.Code
}

func (e *Error) Unwrap() error { return e.Err }

// classify decides what a failed attempt means. written tells whether the request had begun to go out: before that,
// nothing can have been sent.
func classify(err error, written bool) *Error {
	var api smithy.APIError
	answered := errors.As(err, &api)
	failed := &Error{Outcome: Unknown, Err: err}
	if answered {
		failed.Code = api.ErrorCode()
	}
	switch {
	case failed.Code == "MessageRejected" && strings.Contains(api.ErrorMessage(), "not verified"):
		// The sender's identity has lost its verification, or the account is in the sandbox: that has to be repaired, and the
		// mail can go then. SES has no code of its own for it.
		failed.Outcome = NotNow
	case failed.Code == "MessageRejected", failed.Code == "BadRequestException":
		failed.Outcome = Refused
	case !written, status(err) == http.StatusServiceUnavailable:
		failed.Outcome = NotNow
	case answered && status(err) >= 400 && status(err) < 500:
		// Throttling, a paused account, missing permission, an unverified domain, a configuration set that is not
		// there: nothing was sent, and it is the setup that must change, not the mail.
		failed.Outcome = NotNow
	}
	return failed
}

// status is the HTTP status of SES's answer; 0 when none came.
func status(err error) int {
	var response *awshttp.ResponseError
	if errors.As(err, &response) && response.Response != nil {
		return response.HTTPStatusCode()
	}
	return 0
}
