package main

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
)

// FuzzTick: whatever time the schedule says it is, the sweep ends, and does at most what is due.
func FuzzTick(f *testing.F) {
	for _, input := range []string{
		`{"time":"2026-12-05T15:00:00Z"}`, `{"time":"0001-01-01T00:00:00Z"}`, `{"time":"9999-12-31T23:59:59.999999999Z"}`,
		`{"time":"2026-12-05T15:00:00+23:59"}`, `{"time":null}`, `{}`, `[]`,
	} {
		f.Add([]byte(input))
	}
	w := functiontest.New(f)
	h := sweep{desk: w.Desk, log: w.Log}
	f.Fuzz(func(t *testing.T, input []byte) {
		var at tick
		if json.Unmarshal(input, &at) != nil {
			return
		}
		if _, err := h.handle(context.Background(), at); err != nil && !at.Time.IsZero() {
			t.Errorf("%s: %v", input, err)
		}
	})
}
