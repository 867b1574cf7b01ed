// Package metric tells CloudWatch what happened. A metric is a line of the log in CloudWatch's embedded metric format:
// it costs no request, and carries the same ids as other lines of the log.
package metric

import (
	"context"
	"log/slog"
	"time"
)

// Namespace holds all of the system's own metrics.
const Namespace = "Referrals"

// Stage is the dimension of every metric: which installation it is about. The logger puts it on each line.
const Stage = "stage"

// Unit is a unit of CloudWatch's.
type Unit string

// The units in use.
const (
	Times        Unit = "Count"
	Seconds      Unit = "Seconds"
	Milliseconds Unit = "Milliseconds"
)

// maxValues is how many values of one metric a line may hold.
const maxValues = 100

// Label is a dimension in addition to the stage. It must have few values: CloudWatch keeps, and bills, a metric for
// each.
type Label struct{ Name, Value string }

// Count says that something happened n times. Nothing is written for none.
func Count(ctx context.Context, log *slog.Logger, d Definition, n int, label Label) {
	if n > 0 {
		write(ctx, log, d, n, label)
	}
}

// Measure says how much something was, in the metric's unit.
func Measure(ctx context.Context, log *slog.Logger, d Definition, values ...float64) {
	for len(values) > 0 {
		some := values[:min(len(values), maxValues)]
		write(ctx, log, d, some, Label{})
		values = values[len(some):]
	}
}

// write logs one document. Its members are next to those that every line of the log has, which the format allows.
func write(ctx context.Context, log *slog.Logger, d Definition, value any, label Label) {
	sets := [][]string{{Stage}}
	attrs := []slog.Attr{slog.Any(string(d.Name), value)}
	if label.Name != "" {
		sets = append(sets, []string{Stage, label.Name})
		attrs = append(attrs, slog.String(label.Name, label.Value))
	}
	attrs = append(attrs, slog.Any("_aws", metadata{
		Timestamp: time.Now().UnixMilli(), // as the log itself: a document older than two weeks is not accepted
		Directives: []directive{{
			Namespace: Namespace, Dimensions: sets, Metrics: []named{{Name: d.Name, Unit: d.Unit}},
		}},
	}))
	log.LogAttrs(ctx, slog.LevelInfo, "metric", attrs...)
}

// metadata, directive and named are the format's own objects, which tell CloudWatch where to look in the line.
type metadata struct {
	Timestamp  int64       // milliseconds since 1970
	Directives []directive `json:"CloudWatchMetrics"`
}

type directive struct {
	Namespace  string
	Dimensions [][]string
	Metrics    []named
}

type named struct {
	Name Name
	Unit Unit
}
