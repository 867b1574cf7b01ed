package link_test

import (
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/link"
)

// FuzzPasses: no text passes but the one that was handed out, in its one spelling.
func FuzzPasses(f *testing.F) {
	links := link.New(keys{current: 1, known: "\x01"})
	until := time.Unix(1800000000, 0)
	good, err := links.Pass(first, until)
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range []string{good, good + "\n", good[:len(good)-1], good[:len(good)-1] + "_", ""} {
		f.Add(text, int64(-1))
	}
	f.Add(good, int64(0))
	f.Fuzz(func(t *testing.T, text string, seconds int64) {
		now := until.Add(time.Duration(seconds) * time.Second)
		if links.Passes(first, text, now) && (text != good || !now.Before(until)) {
			t.Errorf("%q passes at %s", text, now)
		}
	})
}
