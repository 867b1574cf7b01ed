package gateway

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/referral-tool/referrals/infra/template"
)

func TestThrottle(t *testing.T) {
	limited := api()
	limited.Throttle = template.Throttle{Rate: 10, Burst: 3}
	now := noon
	open := func(t *testing.T) (*Gateway, *functions) {
		backend := answering(`{"statusCode":200}`)
		g := newGateway(t, limited, backend, io.Discard)
		g.now = func() time.Time { return now }
		return g, backend
	}
	status := func(g *Gateway, method, path string) int {
		answer := httptest.NewRecorder()
		g.ServeHTTP(answer, httptest.NewRequest(method, path, nil))
		return answer.Code
	}

	t.Run("ErrTooManyRequests", func(t *testing.T) {
		g, backend := open(t)
		for range 3 {
			if got := status(g, "GET", "/r/a"); got != http.StatusOK {
				t.Fatalf("answered %d within the burst", got)
			}
		}
		answer := httptest.NewRecorder()
		g.ServeHTTP(answer, httptest.NewRequest("GET", "/r/b", nil))
		if answer.Code != http.StatusTooManyRequests || answer.Body.String() != `{"message":"Too Many Requests"}` {
			t.Errorf("answered %d %s", answer.Code, answer.Body)
		}
		if len(backend.calls) != 3 {
			t.Errorf("the function was called %d times", len(backend.calls))
		}
	})

	t.Run("FillsAtItsRate", func(t *testing.T) {
		g, _ := open(t)
		for range 4 {
			status(g, "GET", "/r/a")
		}
		now = now.Add(100 * time.Millisecond) // one token
		if first, second := status(g, "GET", "/r/a"), status(g, "GET", "/r/a"); first != 200 || second != 429 {
			t.Errorf("answered %d and %d", first, second)
		}
		now = now.Add(time.Hour) // three again, no more
		for i, want := range []int{200, 200, 200, 429} {
			if got := status(g, "GET", "/r/a"); got != want {
				t.Errorf("request %d answered %d", i, got)
			}
		}
	})

	t.Run("EachRouteHasItsOwn", func(t *testing.T) {
		g, _ := open(t)
		for range 4 {
			status(g, "GET", "/r/a")
		}
		if got := status(g, "POST", "/r/a"); got != http.StatusOK {
			t.Errorf("another route answered %d", got)
		}
	})

	t.Run("ComesBeforeTheAuthorizer", func(t *testing.T) {
		g, _ := open(t)
		for _, want := range []int{401, 401, 401, 429} {
			if got := status(g, "GET", "/v1/referrals/1"); got != want {
				t.Errorf("answered %d, want %d: guessing at tokens is limited too", got, want)
			}
		}
	})
}
