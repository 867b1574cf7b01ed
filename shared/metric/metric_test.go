package metric_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/lambdacontext"

	"github.com/referral-tool/referrals/shared/metric"
	"github.com/referral-tool/referrals/shared/metric/metrictest"
	"github.com/referral-tool/referrals/shared/run"
)

// logged is what f logs by the logger of a function.
func logged(f func(context.Context, *slog.Logger)) []byte {
	var log bytes.Buffer
	ctx := lambdacontext.NewContext(context.Background(), &lambdacontext.LambdaContext{AwsRequestID: "inv-1"})
	f(ctx, run.Logger(&log, "mail-send").With(metric.Stage, "test"))
	return log.Bytes()
}

func TestCount(t *testing.T) {
	log := logged(func(ctx context.Context, log *slog.Logger) {
		metric.Count(ctx, log, metric.Mails(), 2, metric.Label{Name: metric.Outcome, Value: "sent"})
		metric.Count(ctx, log, metric.Mails(), 0, metric.Label{Name: metric.Outcome, Value: "bounced"})
		metric.Count(ctx, log, metric.Replays(), 1, metric.Label{})
	})
	want := "[{Mails { } [2]} {Mails {outcome sent} [2]} {Replays { } [1]}]"
	if got := fmt.Sprint(metrictest.Read(t, log)); got != want {
		t.Errorf("read %s, want %s", got, want)
	}
	if !bytes.Contains(log, []byte(`"requestId":"inv-1"`)) {
		t.Errorf("the request is missing: %s", log)
	}
}

// A line holds a hundred values.
func TestMeasure(t *testing.T) {
	values := make([]float64, 250)
	log := logged(func(ctx context.Context, log *slog.Logger) {
		metric.Measure(ctx, log, metric.RelayLag(), values...)
		metric.Measure(ctx, log, metric.RelayLag())
	})
	var lengths []int
	for _, d := range metrictest.Read(t, log) {
		lengths = append(lengths, len(d.Values))
	}
	if fmt.Sprint(lengths) != "[100 100 50]" {
		t.Errorf("lines of %v values", lengths)
	}
}

func TestDefinitions(t *testing.T) {
	seen := map[metric.Name]bool{}
	for _, d := range metric.Definitions() {
		if seen[d.Name] || d.Unit == "" {
			t.Errorf("%s stands twice or has no unit", d.Name)
		}
		seen[d.Name] = true
	}
}

// failing takes the place of a test that metrictest fails.
type failing struct {
	testing.TB
	errors int
}

func (f *failing) Helper()                        {}
func (f *failing) Errorf(format string, _ ...any) { f.errors++ }

// TestRead: what CloudWatch would not take is told.
func TestRead(t *testing.T) {
	sound := string(logged(func(ctx context.Context, log *slog.Logger) {
		metric.Count(ctx, log, metric.Mails(), 2, metric.Label{Name: metric.Outcome, Value: "sent"})
	}))
	for name, change := range map[string][2]string{
		"NoJSON":             {`{"timestamp"`, `START {"timestamp"`},
		"NoTarget":           {`"Mails":2`, `"Mail":2`},
		"TargetOfText":       {`"Mails":2`, `"Mails":"2"`},
		"TargetOfNone":       {`"Mails":2`, `"Mails":[]`},
		"NoStage":            {`"stage":"test"`, `"installation":"test"`},
		"EmptyStage":         {`"stage":"test"`, `"stage":""`},
		"DimensionOfANumber": {`"outcome":"sent"`, `"outcome":1`},
		"Seconds":            {`"Timestamp":1`, `"Timestamp":0.1`},
		"NoTimestamp":        {`"Timestamp"`, `"Time"`},
		"NoDirective":        {`"CloudWatchMetrics"`, `"Metrics"`},
		"NoNamespace":        {`"Namespace":"Referrals",`, ``},
		"NoDimensions":       {`"Dimensions":[["stage"],["stage","outcome"]]`, `"Dimensions":[]`},
		"UnknownUnit":        {`"Unit":"Count"`, `"Unit":"Times"`},
	} {
		t.Run(name, func(t *testing.T) {
			broken := strings.Replace(sound, change[0], change[1], 1)
			if broken == sound {
				t.Fatalf("%s does not hold %s", sound, change[0])
			}
			told := &failing{TB: t}
			if metrictest.Read(told, []byte(broken)); told.errors == 0 {
				t.Errorf("taken: %s", broken)
			}
		})
	}
}
