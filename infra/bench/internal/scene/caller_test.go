package scene_test

import (
	"testing"

	"github.com/referral-tool/referrals/infra/bench/internal/scene"
)

func TestText(t *testing.T) {
	answer := scene.Answer{Body: []byte(`{"id":"r1","items":[{"id":"t1"},{"id":"t2"}]}`)}
	for _, test := range []struct {
		want string
		path []any
	}{
		{"r1", []any{"id"}},
		{"t2", []any{"items", 1, "id"}},
		{"", []any{"items", 2, "id"}},
		{"", []any{"items", "id"}},
		{"", []any{"nothing"}},
	} {
		if got := answer.Text(test.path...); got != test.want {
			t.Errorf("Text(%v) = %q, want %q", test.path, got, test.want)
		}
	}
	if got := (scene.Answer{Body: []byte("no JSON")}).Text("id"); got != "" {
		t.Errorf("Text of no JSON = %q", got)
	}
}
