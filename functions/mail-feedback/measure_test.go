package main

import (
	"bytes"
	"testing"

	"github.com/referral-tool/referrals/shared/metric"
	"github.com/referral-tool/referrals/shared/metric/metrictest"
	"github.com/referral-tool/referrals/shared/run"
)

// A report is counted once, however often it comes.
func TestReportsAreCounted(t *testing.T) {
	_, h := open(t)
	var log bytes.Buffer
	h.log = run.Logger(&log, "mail-feedback").With(metric.Stage, "test")
	for _, report := range []string{"delivery", "delivery", "delay", "not-ours", "bounce-permanent", "bounce-permanent"} {
		tell(t, h, report)
	}
	all := metrictest.Read(t, log.Bytes())
	for outcome, want := range map[string]float64{"": 2, "delivered": 1, "bounced": 1} {
		label := metric.Label{Name: metric.Outcome, Value: outcome}
		if outcome == "" {
			label = metric.Label{}
		}
		if n := metrictest.Total(all, "Mails", label); n != want {
			t.Errorf("%v mails are counted as %q, want %v", n, outcome, want)
		}
	}
}
