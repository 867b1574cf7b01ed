package client_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/referral-tool/referrals/infra/storm/internal/client"
)

// server answers with the statuses in turn, the last one again and again, and keeps the keys that it was called with.
func server(t *testing.T, statuses ...int) (url string, keys *[]string) {
	t.Helper()
	keys = new([]string)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		status := statuses[min(len(*keys), len(statuses)-1)]
		*keys = append(*keys, r.Header.Get("Idempotency-Key"))
		w.WriteHeader(status)
	}))
	t.Cleanup(s.Close)
	return s.URL, keys
}

func TestDo(t *testing.T) {
	unsent, unread, none := client.Interruption{Unsent: true}, client.Interruption{Unread: true}, client.Interruption{}
	for name, test := range map[string]struct {
		statuses      []int
		interruptions []client.Interruption // the last one again and again
		key           string
		fate          client.Fate
		tries, calls  int
	}{
		"OK":                         {[]int{201}, []client.Interruption{none}, "", client.Acknowledged, 1, 1},
		"Refused":                    {[]int{409}, []client.Interruption{none}, "", client.Refused, 1, 1},
		"AgainAfterAnError":          {[]int{502, 503, 200}, []client.Interruption{none}, "k", client.Acknowledged, 3, 3},
		"AgainAfterACut":             {[]int{200}, []client.Interruption{unread, unsent, none}, "k", client.Acknowledged, 3, 2},
		"RefusedAfterALostAnswer":    {[]int{200, 409}, []client.Interruption{unread, none}, "", client.Unknown, 2, 2},
		"NeverAnswered":              {[]int{500}, []client.Interruption{none}, "k", client.Unknown, 8, 8},
		"NeverSent":                  {[]int{200}, []client.Interruption{unsent}, "k", client.Refused, 8, 0},
		"RefusedAfterWhatNeverLeft":  {[]int{422}, []client.Interruption{unsent, none}, "", client.Refused, 2, 1},
		"AcknowledgedAfterAnUnknown": {[]int{500, 200}, []client.Interruption{none}, "", client.Acknowledged, 2, 2},
	} {
		t.Run(name, func(t *testing.T) {
			url, keys := server(t, test.statuses...)
			asked := 0
			c := &client.Client{
				URL: url, HTTP: http.DefaultClient, Token: func(string) string { return "token" },
				Interrupt: func() client.Interruption {
					asked++
					return test.interruptions[min(asked, len(test.interruptions))-1]
				},
				Pause: func(int) time.Duration { return 0 },
			}
			got := c.Do(t.Context(), client.Call{Method: http.MethodPost, Path: "/x", Key: test.key})
			if got.Fate != test.fate || got.Tries != test.tries || len(*keys) != test.calls {
				t.Errorf("fate %d after %d tries and %d calls, want %d, %d, %d", got.Fate, got.Tries, len(*keys), test.fate, test.tries, test.calls)
			}
			for _, key := range *keys {
				if key != test.key {
					t.Errorf("called with the key %q, want %q", key, test.key)
				}
			}
		})
	}
}
