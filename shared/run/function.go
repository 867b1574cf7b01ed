package run

import (
	"cmp"
	"context"
	"log/slog"
	"os"

	"github.com/aws/aws-lambda-go/lambda"

	"github.com/referral-tool/referrals/shared/metric"
)

// Function is a whole main: it reads the environment, builds what Lambda calls, and serves it. If a variable is
// missing, the start fails with a message that names it.
//
//	func main() { run.Function("customers", build) }
//
//	func build(env *run.Env, log *slog.Logger) (api.Lambda, error)
func Function[In, Out any, F ~func(context.Context, In) (Out, error)](name string, build func(*Env, *slog.Logger) (F, error)) {
	env := NewEnv(os.LookupEnv)
	log := Logger(os.Stdout, name).With(metric.Stage, cmp.Or(env.Optional("STAGE"), "none"))
	slog.SetDefault(log)
	handler, err := built(env, log, build)
	if err != nil {
		log.Error("cannot start", "error", err.Error())
		os.Exit(1)
	}
	lambda.Start(told(log, handler))
}

// told wraps a handler and logs its errors. The library prints them too, but without the request id.
func told[In, Out any, F ~func(context.Context, In) (Out, error)](log *slog.Logger, handle F) F {
	return func(ctx context.Context, in In) (Out, error) {
		out, err := handle(ctx, in)
		if err != nil {
			log.ErrorContext(ctx, "invocation failed", "error", err.Error())
		}
		return out, err
	}
}

// built prefers the environment's error, which is the likelier cause of the other one.
func built[F any](env *Env, log *slog.Logger, build func(*Env, *slog.Logger) (F, error)) (F, error) {
	handler, err := build(env, log)
	if missing := env.Err(); missing != nil {
		return handler, missing
	}
	return handler, err
}
