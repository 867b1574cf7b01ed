package run

import (
	"context"
	"io"
	"log/slog"

	"github.com/aws/aws-lambda-go/lambdacontext"
)

// Logger writes one JSON object per line, with the names that Lambda's own JSON log uses, and Lambda's request id.
//
// What is logged may name ids, routes and counts; never a person, an address, a note, a token or a path.
func Logger(w io.Writer, function string) *slog.Logger {
	handler := slog.NewJSONHandler(w, &slog.HandlerOptions{ReplaceAttr: lambdaNames})
	return slog.New(withRequest{handler}).With("function", function)
}

// lambdaNames renames the built-in attributes: Lambda filters by "level" and reads "timestamp".
func lambdaNames(groups []string, a slog.Attr) slog.Attr {
	if len(groups) > 0 {
		return a
	}
	switch a.Key {
	case slog.TimeKey:
		a.Key = "timestamp"
	case slog.MessageKey:
		a.Key = "message"
	}
	return a
}

// withRequest adds the id of the invocation that the context belongs to.
type withRequest struct {
	slog.Handler
}

func (h withRequest) Handle(ctx context.Context, record slog.Record) error {
	if invocation, known := lambdacontext.FromContext(ctx); known {
		record.AddAttrs(slog.String("requestId", invocation.AwsRequestID))
	}
	return h.Handler.Handle(ctx, record)
}

func (h withRequest) WithAttrs(attrs []slog.Attr) slog.Handler {
	return withRequest{h.Handler.WithAttrs(attrs)}
}

func (h withRequest) WithGroup(name string) slog.Handler {
	return withRequest{h.Handler.WithGroup(name)}
}
