package start

import (
	"errors"
	"testing"

	"github.com/referral-tool/referrals/infra/repository"
)

func root(t *testing.T) string {
	t.Helper()
	root, err := repository.Root()
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// TestInstance: a program that is built as the functions are starts, answers, and answers again.
func TestInstance(t *testing.T) {
	empty := &program{name: "empty", folder: "infra/bench/yardstick/empty", event: []byte("{}")}
	if err := buildPrograms(t.Context(), root(t), t.TempDir(), []*program{empty}); err != nil {
		t.Fatal(err)
	}
	if empty.zipped == 0 || empty.zipped >= empty.size {
		t.Errorf("%d bytes are %d zipped", empty.size, empty.zipped)
	}
	i, err := launch(empty.native, nil, empty.event)
	if err != nil {
		t.Fatal(err)
	}
	defer i.close()
	ready, answered, err := i.first(t.Context())
	if err != nil || ready <= 0 || answered <= ready {
		t.Fatalf("ready after %v, answered after %v, %v", ready, answered, err)
	}
	if took, err := i.call(t.Context(), empty.event); err != nil || took <= 0 {
		t.Errorf("a call took %v, %v", took, err)
	}
	i.process.Kill()
	if _, err := i.call(t.Context(), empty.event); !errors.Is(err, errEnded) {
		t.Errorf("a call of a dead program: %v", err)
	}
}

// TestEvents: what the functions are measured with is there.
func TestEvents(t *testing.T) {
	for function := range reading {
		if event, err := eventOf(root(t), function); err != nil || len(event) == 0 {
			t.Errorf("%s: %v", function, err)
		}
	}
	if _, err := eventOf(root(t), "nobody"); err == nil {
		t.Error("a function without events has one")
	}
}
