package main

import (
	"bytes"
	"testing"
	"time"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/metric"
	"github.com/referral-tool/referrals/shared/metric/metrictest"
	"github.com/referral-tool/referrals/shared/run"
)

// Each sweep says how old the oldest mail is that it had to take up again: none, in a world whose mails are all sent.
func TestOldestMailIsMeasured(t *testing.T) {
	measured := func(h sweep, at time.Time) []metrictest.Datum {
		var log bytes.Buffer
		h.log = run.Logger(&log, "overdue-sweep").With(metric.Stage, "test")
		sweepAt(t, h, tick{Time: at})
		return metrictest.Read(t, log.Bytes())
	}
	w, quiet := open(t)
	if all := measured(quiet, w.Time); len(all) != 1 || all[0].Name != "OldestMail" || all[0].Values[0] != 0 {
		t.Errorf("a sweep of nothing measured %v", all)
	}
	waiting := functiontest.New(t)
	made := waiting.Record(t, functiontest.Sent).Mails[0].At.Time()
	all := measured(sweep{desk: waiting.Desk, log: waiting.Log}, made.Add(10*time.Minute))
	if seconds := all[0].Values[0]; seconds < 600 || seconds > 660 {
		t.Errorf("the oldest mail is %v seconds old, want about 600", seconds)
	}
}
