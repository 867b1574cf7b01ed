package main

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/referral-tool/referrals/shared/bus"
	"github.com/referral-tool/referrals/shared/metric"
	"github.com/referral-tool/referrals/shared/referral"
)

// measure counts what has reached the bus, and how long that took. Mails that are queued again are not counted: they
// are as old as the event that caused them.
func (h relay) measure(ctx context.Context, entries []bus.Entry) {
	counts := map[referral.EventType]map[string]int{} // by program
	var lags []float64
	for _, entry := range entries {
		happened, of := entry.Detail.(bus.Happened)
		if !of {
			continue
		}
		lags = append(lags, float64(h.now().Sub(happened.At.Time()))/float64(time.Millisecond))
		if counts[happened.Type] == nil {
			counts[happened.Type] = map[string]int{}
		}
		counts[happened.Type][happened.Program]++
	}
	metric.Measure(ctx, h.log, metric.RelayLag(), lags...)
	h.count(ctx, metric.ReferralsCreated(), counts, referral.WasSent)
	h.count(ctx, metric.ReferralsAnswered(), counts, referral.AnsweredPending, referral.AnsweredAccepted,
		referral.AnsweredRejected, referral.AnsweredNoReply, referral.AnsweredClosed)
	h.count(ctx, metric.ReferralsOverdue(), counts, referral.BecameOverdue)
}

// count counts the events of some types, program by program.
func (h relay) count(ctx context.Context, d metric.Definition, counts map[referral.EventType]map[string]int, of ...referral.EventType) {
	total := map[string]int{}
	for _, kind := range of {
		for program, n := range counts[kind] {
			total[program] += n
		}
	}
	for _, program := range slices.Sorted(maps.Keys(total)) {
		metric.Count(ctx, h.log, d, total[program], metric.Label{Name: metric.Program, Value: program})
	}
}
