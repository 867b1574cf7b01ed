// Package metrictest reads metrics back from a log as CloudWatch would, where a line that breaks a rule of the embedded
// metric format is silently taken for a plain line.
package metrictest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/referral-tool/referrals/shared/metric"
)

// Datum is one metric of one line.
type Datum struct {
	Name   metric.Name
	Label  metric.Label // empty for the set that is the stage's alone
	Values []float64
}

// Read returns the metrics in a log, in their order, and fails the test for each that CloudWatch would not accept.
func Read(t testing.TB, log []byte) []Datum {
	t.Helper()
	var all []Datum
	for line := range bytes.Lines(log) {
		if !bytes.Contains(line, []byte(`"_aws"`)) {
			continue
		}
		read, err := document(line)
		if err != nil {
			t.Errorf("%v: %s", err, line)
		}
		all = append(all, read...)
	}
	return all
}

// Total is the sum of a metric's values with a label; with the zero Label, of all of them.
func Total(all []Datum, name metric.Name, label metric.Label) (sum float64) {
	for _, d := range all {
		if d.Name == name && d.Label == label {
			for _, v := range d.Values {
				sum += v
			}
		}
	}
	return sum
}

// Limits of the format.
const (
	maxDocument   = 256 << 10 // bytes; the oldest and smallest limit that the specification has named
	maxNamespace  = 255       // characters, as of names and dimensions' names
	maxValue      = 1024      // characters of a dimension's value
	maxDimensions = 9
	maxMetrics    = 100 // of a directive
	maxValues     = 100 // of a metric
)

// units are those that CloudWatch knows, as far as they are in use.
func units() []metric.Unit { return []metric.Unit{metric.Times, metric.Seconds, metric.Milliseconds} }

// directive is the format's MetricDirective. Pointers tell what is missing from what is empty.
type directive struct {
	Namespace  *string
	Dimensions [][]string
	Metrics    []struct {
		Name metric.Name
		Unit metric.Unit
	}
}

// document reads one line.
func document(line []byte) ([]Datum, error) {
	if len(line) > maxDocument {
		return nil, fmt.Errorf("%d bytes are too many", len(line))
	}
	var root map[string]json.RawMessage
	if err := json.Unmarshal(line, &root); err != nil {
		return nil, err
	}
	var metadata struct {
		Timestamp  *int64
		Directives []directive `json:"CloudWatchMetrics"`
	}
	strict := json.NewDecoder(bytes.NewReader(root["_aws"]))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&metadata); err != nil {
		return nil, fmt.Errorf("_aws: %w", err)
	}
	if metadata.Timestamp == nil || *metadata.Timestamp < 1e12 {
		return nil, fmt.Errorf("no Timestamp, or not in milliseconds")
	}
	if len(metadata.Directives) == 0 {
		return nil, fmt.Errorf("no CloudWatchMetrics")
	}
	var all []Datum
	for _, d := range metadata.Directives {
		read, err := d.read(root)
		if err != nil {
			return nil, err
		}
		all = append(all, read...)
	}
	return all, nil
}

func (d directive) read(root map[string]json.RawMessage) (all []Datum, err error) {
	switch {
	case d.Namespace == nil || *d.Namespace != metric.Namespace || len(*d.Namespace) > maxNamespace:
		return nil, fmt.Errorf("the Namespace is not %q", metric.Namespace)
	case len(d.Dimensions) == 0:
		return nil, fmt.Errorf("no Dimensions")
	case len(d.Metrics) == 0 || len(d.Metrics) > maxMetrics:
		return nil, fmt.Errorf("%d Metrics", len(d.Metrics))
	}
	for _, m := range d.Metrics {
		values, err := numbers(root[string(m.Name)])
		if err != nil {
			return nil, fmt.Errorf("metric %q: %w", m.Name, err)
		}
		if !slices.Contains(units(), m.Unit) {
			return nil, fmt.Errorf("metric %q: %q is no unit", m.Name, m.Unit)
		}
		for _, set := range d.Dimensions {
			label, err := dimensions(root, set)
			if err != nil {
				return nil, fmt.Errorf("metric %q: %w", m.Name, err)
			}
			all = append(all, Datum{m.Name, label, values})
		}
	}
	return all, nil
}

// numbers reads the target of a metric: a number, or some of them.
func numbers(target json.RawMessage) ([]float64, error) {
	var one float64
	if json.Unmarshal(target, &one) == nil {
		return []float64{one}, nil
	}
	var some []float64
	if err := json.Unmarshal(target, &some); err != nil {
		return nil, fmt.Errorf("its target is neither a number nor a list of numbers: %w", err)
	}
	if len(some) == 0 || len(some) > maxValues || slices.ContainsFunc(some, math.IsNaN) {
		return nil, fmt.Errorf("its target has %d values", len(some))
	}
	return some, nil
}

// dimensions reads the targets of a set, the stage first, and returns what stands beside it.
func dimensions(root map[string]json.RawMessage, set []string) (label metric.Label, err error) {
	if len(set) == 0 || len(set) > maxDimensions || set[0] != metric.Stage {
		return label, fmt.Errorf("the set %v does not begin with the stage, or is too long", set)
	}
	for _, name := range set {
		var value string
		if err := json.Unmarshal(root[name], &value); err != nil || value == "" || len(value) > maxValue {
			return label, fmt.Errorf("dimension %q has no text for its target", name)
		}
		if name != metric.Stage {
			label = metric.Label{Name: name, Value: value}
		}
	}
	return label, nil
}
