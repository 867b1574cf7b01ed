package main

import (
	"bytes"
	"errors"
	"testing"

	"github.com/referral-tool/referrals/shared/metric"
	"github.com/referral-tool/referrals/shared/metric/metrictest"
	"github.com/referral-tool/referrals/shared/run"
)

// Each mail is counted by what came of the attempt to send it, and counted once.
func TestMailsAreCounted(t *testing.T) {
	for name, c := range map[string]struct {
		event   string
		err     error
		outcome string
	}{
		"Sent":       {"sent", nil, "sent"},
		"Superseded": {"superseded", nil, "superseded"},
		"Waiting":    {"sent", errors.New("throttled"), "waiting"},
	} {
		t.Run(name, func(t *testing.T) {
			_, p, box := open(t)
			var log bytes.Buffer
			p.log = run.Logger(&log, "mail-send").With(metric.Stage, "test")
			box.err = c.err
			deliver(t, p, c.event)
			deliver(t, p, c.event)
			all := metrictest.Read(t, log.Bytes())
			if n := metrictest.Total(all, "Mails", metric.Label{Name: metric.Outcome, Value: c.outcome}); n != 1 || len(all) != 2 {
				t.Errorf("counted %v, want one %s", all, c.outcome)
			}
		})
	}
}
