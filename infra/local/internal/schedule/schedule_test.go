package schedule_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/referral-tool/referrals/infra/local/internal/schedule"
	"github.com/referral-tool/referrals/infra/template"
)

var december = time.Date(2026, time.December, 5, 9, 0, 0, 0, time.FixedZone("CST", -6*60*60))

// functions records what it is invoked with.
type functions struct {
	err    error
	events []string
}

func (f *functions) Invoke(_ context.Context, function string, event []byte) ([]byte, error) {
	f.events = append(f.events, function+" "+string(event))
	return nil, f.err
}

func newScheduler(t *testing.T, f *functions, schedules ...template.Schedule) *schedule.Scheduler {
	t.Helper()
	s, err := schedule.New(schedule.Options{
		Schedules: schedules,
		Functions: f,
		Now:       time.Now,
		NewID:     func() string { return "id-1" },
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestFireFillsTheInput(t *testing.T) {
	f := &functions{}
	s := newScheduler(t, f,
		template.Schedule{Function: "other", Expression: "rate(1 hour)"},
		template.Schedule{Function: "overdue-sweep", Expression: "rate(15 minutes)",
			Input: `{"time":"<aws.scheduler.scheduled-time>"}`})
	if err := s.Fire(t.Context(), "overdue-sweep", december); err != nil {
		t.Fatal(err)
	}
	if want := `overdue-sweep {"time":"2026-12-05T15:00:00Z"}`; len(f.events) != 1 || f.events[0] != want {
		t.Errorf("invoked %q, want %q", f.events, want)
	}
}

func TestFireWithoutInput(t *testing.T) {
	f := &functions{}
	s := newScheduler(t, f, template.Schedule{Function: "sweep", Expression: "cron(0 9 * * ? *)"})
	if err := s.Fire(t.Context(), "sweep", december); err != nil {
		t.Fatal(err)
	}
	var event struct {
		Time       time.Time
		DetailType string `json:"detail-type"`
	}
	if err := json.Unmarshal([]byte(strings.TrimPrefix(f.events[0], "sweep ")), &event); err != nil {
		t.Fatal(err)
	}
	if !event.Time.Equal(december) || event.DetailType != "Scheduled Event" {
		t.Errorf("the event is %+v", event)
	}
}

func TestRatesFollowTheClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &functions{}
		s := newScheduler(t, f,
			template.Schedule{Function: "a", Expression: "rate(15 minutes)"},
			template.Schedule{Function: "b", Expression: "cron(0 9 * * ? *)"})
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour-time.Minute)
		defer cancel()
		s.Run(ctx)
		if len(f.events) != 3 {
			t.Errorf("%d firings in 59 minutes, want 3", len(f.events))
		}
	})
}

func TestErrExpression(t *testing.T) {
	for _, expression := range []string{"", "rate(5)", "rate(0 minutes)", "rate(1 fortnight)", "at(2026-12-05T15:00:00)"} {
		_, err := schedule.New(schedule.Options{Schedules: []template.Schedule{{Function: "a", Expression: expression}}})
		if err == nil {
			t.Errorf("%q is taken, and would never fire", expression)
		}
	}
}

func TestCall(t *testing.T) {
	for name, test := range map[string]struct {
		path, body string
		err        error
		status     int
	}{
		"OK":            {"sweep", `{"time":"2026-12-05T15:00:00Z"}`, nil, http.StatusOK},
		"ErrNoSchedule": {"other", `{"time":"2026-12-05T15:00:00Z"}`, nil, http.StatusNotFound},
		"ErrNoTime":     {"sweep", `{}`, nil, http.StatusBadRequest},
		"ErrFunction":   {"sweep", `{"time":"2026-12-05T15:00:00Z"}`, errors.New("boom"), http.StatusBadGateway},
	} {
		t.Run(name, func(t *testing.T) {
			mux := http.NewServeMux()
			s := newScheduler(t, &functions{err: test.err}, template.Schedule{Function: "sweep", Expression: "rate(1 day)"})
			s.Register(mux)
			recorder := httptest.NewRecorder()
			mux.ServeHTTP(recorder, httptest.NewRequest(http.MethodPost, "/_local/schedules/"+test.path,
				strings.NewReader(test.body)))
			if recorder.Code != test.status {
				t.Errorf("answered %d %s, want %d", recorder.Code, recorder.Body, test.status)
			}
		})
	}
}
