// Package schedule stands in for EventBridge Scheduler: it fires the template's schedules by the clock, and by hand with
// any time.
package schedule

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/referral-tool/referrals/infra/template"
)

// ErrNoSchedule is returned for a function that no schedule calls.
var ErrNoSchedule = errors.New("no schedule calls this function")

// Invoker invokes a function by its folder's name.
type Invoker interface {
	Invoke(ctx context.Context, function string, event []byte) ([]byte, error)
}

// Options are what a scheduler is made from; Log may be nil.
type Options struct {
	Schedules []template.Schedule
	Functions Invoker
	Now       func() time.Time
	NewID     func() string
	Log       *slog.Logger
}

// Scheduler fires schedules.
type Scheduler struct {
	options Options
	every   []time.Duration // by index of the schedule; 0 for one that is fired by hand only
}

// New reads the schedules' expressions. A rate is served; a cron expression is fired by hand only, which is logged.
func New(options Options) (*Scheduler, error) {
	if options.Log == nil {
		options.Log = slog.New(slog.DiscardHandler)
	}
	s := &Scheduler{options: options}
	for _, schedule := range options.Schedules {
		if strings.HasPrefix(schedule.Expression, "cron(") {
			options.Log.Warn("this schedule is fired by hand only", "function", schedule.Function)
			s.every = append(s.every, 0)
			continue
		}
		every, err := rate(schedule.Expression)
		if err != nil {
			return nil, fmt.Errorf("schedule of %s: %w", schedule.Function, err)
		}
		s.every = append(s.every, every)
	}
	return s, nil
}

// Run fires the rates by the clock until ctx ends, and returns when no firing is under way.
func (s *Scheduler) Run(ctx context.Context) {
	var running sync.WaitGroup
	for i, every := range s.every {
		if every > 0 {
			running.Go(func() { s.tick(ctx, s.options.Schedules[i], every) })
		}
	}
	running.Wait()
}

func (s *Scheduler) tick(ctx context.Context, schedule template.Schedule, every time.Duration) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		if err := s.fire(ctx, schedule, s.options.Now()); err != nil && ctx.Err() == nil {
			s.options.Log.Error("scheduled function failed", "function", schedule.Function)
		}
	}
}

// Fire fires the schedules of a function as of that time and returns when they are done.
func (s *Scheduler) Fire(ctx context.Context, function string, at time.Time) error {
	found := false
	for _, schedule := range s.options.Schedules {
		if schedule.Function != function {
			continue
		}
		found = true
		if err := s.fire(ctx, schedule, at); err != nil {
			return err
		}
	}
	if !found {
		return ErrNoSchedule
	}
	return nil
}

func (s *Scheduler) fire(ctx context.Context, schedule template.Schedule, at time.Time) error {
	event, err := s.input(schedule, at)
	if err != nil {
		return err
	}
	_, err = s.options.Functions.Invoke(ctx, schedule.Function, event)
	return err
}

// input is the schedule's own with its keywords filled in, or the event that the service sends without one.
func (s *Scheduler) input(schedule template.Schedule, at time.Time) ([]byte, error) {
	scheduled := at.UTC().Truncate(time.Second).Format(time.RFC3339)
	arn := "arn:aws:scheduler:us-east-1:000000000000:schedule/default/" + schedule.Function
	if schedule.Input != "" {
		return []byte(strings.NewReplacer(
			"<aws.scheduler.scheduled-time>", scheduled,
			"<aws.scheduler.schedule-arn>", arn,
			"<aws.scheduler.execution-id>", s.options.NewID(),
			"<aws.scheduler.attempt-number>", "1",
		).Replace(schedule.Input)), nil
	}
	return json.Marshal(map[string]any{
		"version":     "0",
		"id":          s.options.NewID(),
		"detail-type": "Scheduled Event",
		"source":      "aws.scheduler",
		"account":     "000000000000",
		"time":        scheduled,
		"region":      "us-east-1",
		"resources":   []string{arn},
		"detail":      "{}", // text, not an object, in this event alone
	})
}

// rate reads "rate(15 minutes)".
func rate(expression string) (time.Duration, error) {
	var count int
	var unit string
	if _, err := fmt.Sscanf(strings.TrimSuffix(expression, ")"), "rate(%d %s", &count, &unit); err != nil || count < 1 {
		return 0, fmt.Errorf("%q is neither a rate nor a cron expression", expression)
	}
	units := map[string]time.Duration{"minute": time.Minute, "hour": time.Hour, "day": 24 * time.Hour}
	length, known := units[strings.TrimSuffix(unit, "s")]
	if !known {
		return 0, fmt.Errorf("%q has an unknown unit", expression)
	}
	return time.Duration(count) * length, nil
}
