package scene_test

import (
	"strings"
	"testing"

	"github.com/referral-tool/referrals/infra/bench/internal/scene"
)

// TestLinkIn: a token may end with a hyphen, where no word ends.
func TestLinkIn(t *testing.T) {
	for _, last := range []string{"A", "-", "_"} {
		link := "/r/" + strings.Repeat("A", 55) + last
		if got := scene.LinkIn("See the referral:\nhttp://127.0.0.1:8080" + link + "\nThank you."); got != link {
			t.Errorf("found %q, want %q", got, link)
		}
	}
	if got := scene.LinkIn("There is none."); got != "" {
		t.Errorf("found %q", got)
	}
}
