package cost

import (
	"math"
	"testing"
	"time"
)

func TestPrice(t *testing.T) {
	for name, test := range map[string]struct {
		use  Use
		want float64 // of a million
	}{
		"Nothing":    {Use{}, 0},
		"Writes":     {Use{Writes: 23}, 14.375},
		"Reads":      {Use{Reads: 1.5}, 0.1875},
		"Call":       {Use{Calls: 1, Invocations: 1}, 1.2},
		"Mail":       {Use{Mails: 1}, 100},
		"Events":     {Use{Events: 2}, 2},
		"Schedule":   {Use{Fires: 1}, 1},
		"Waiting":    {Use{Requests: 2}, 0.010 * 0.5 * 13.3334},
		"Computing":  {Use{Computed: 512 * time.Millisecond}, 1.769 * 0.5 * 13.3334},
		"Everything": {Use{Writes: 1, Reads: 1, Calls: 1, Invocations: 1, Mails: 1, Events: 1}, 0.625 + 0.125 + 1 + 0.2 + 100 + 1},
	} {
		t.Run(name, func(t *testing.T) {
			if got := test.use.price().total() * million; math.Abs(got-test.want) > 1e-6 {
				t.Errorf("a million costs %v, want %v", got, test.want)
			}
		})
	}
}

func TestPlus(t *testing.T) {
	one := Use{1, 2, 3, 4, 5, 6, 7, 8, 9}
	if got, want := one.plus(one), (Use{2, 4, 6, 8, 10, 12, 14, 16, 18}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// TestTypical: what was asked because two met by chance does not count, and the time is that of all.
func TestTypical(t *testing.T) {
	taken := func(requests int, ms time.Duration) taking {
		return taking{call: Use{Requests: 2, Computed: ms * time.Millisecond}, follows: Use{Requests: requests}}
	}
	got := typical([]taking{taken(9, 5), taken(7, 30), taken(9, 6)})
	if got.follows.Requests != 7 || got.call.Computed != 6*time.Millisecond {
		t.Errorf("typical = %+v", got)
	}
}
