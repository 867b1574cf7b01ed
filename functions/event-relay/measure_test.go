package main

import (
	"bytes"
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/metric"
	"github.com/referral-tool/referrals/shared/metric/metrictest"
	"github.com/referral-tool/referrals/shared/run"
)

// What a batch says is counted once, however often the stream brings it: by what reached the bus and does not come again.
func TestMeasure(t *testing.T) {
	var log bytes.Buffer
	service := &wire{refuse: `"version":9,`}
	h := open(t, service)
	h.log = run.Logger(&log, "event-relay").With(metric.Stage, "test")
	h.now = func() time.Time { return time.Date(2026, 11, 23, 15, 0, 2, 0, time.UTC) } // two seconds after the batch's events
	total := func(name metric.Name, label metric.Label) float64 {
		return metrictest.Total(metrictest.Read(t, log.Bytes()), name, label)
	}
	ceja := metric.Label{Name: metric.Program, Value: "ceja"}

	batch := batchOf(t, "batch")
	wantFailed(t, batch, handle(t, h, batch), 8)
	if n := total("ReferralsAnswered", ceja); n != 8 {
		t.Errorf("%v answers are counted of a batch that comes again from its ninth record on, want 8", n)
	}
	service.refuse = ""
	batch.Records = batch.Records[8:]
	handle(t, h, batch)
	if n := total("ReferralsAnswered", ceja); n != 10 || total("ReferralsAnswered", metric.Label{}) != 10 {
		t.Errorf("%v answers are counted, want 10", n)
	}
	if lag := total("RelayLag", metric.Label{}); lag != 10*2000 {
		t.Errorf("the lags are %v ms together, want 10 times two seconds", lag)
	}

	handle(t, h, batchOf(t, "sent"))
	handle(t, h, batchOf(t, "requeued"))
	if n := total("ReferralsCreated", ceja); n != 1 {
		t.Errorf("%v referrals are counted as created, want 1", n)
	}
	if n := total("ReferralsOverdue", ceja); n != 0 {
		t.Errorf("%v referrals are counted as overdue", n)
	}
}
