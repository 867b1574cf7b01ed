package calendar_test

import (
	"sync"
	"testing"
)

// One calendar serves all requests of a function, which may run side by side in the local run's tests.
func TestAfter_Concurrent(t *testing.T) {
	c := must(t, "new-years-day", "christmas-day")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if got := c.After("2026-12-24", 5); got != "2027-01-04" {
				t.Errorf("got %s, want 2027-01-04", got)
			}
		})
	}
	all.Wait()
}
