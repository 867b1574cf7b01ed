package command_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/infra/local/system"
	"github.com/referral-tool/referrals/infra/storm/internal/client"
	"github.com/referral-tool/referrals/infra/storm/internal/command"
)

// made are the commands of one client in a world in which each create succeeds and is mailed.
func made(seed uint64) []client.Call {
	world := command.NewWorld()
	generator := command.NewGenerator(world, seed, 1)
	var calls []client.Call
	for len(calls) < 400 {
		call, learn := generator.Next()
		calls = append(calls, call)
		if learn == nil {
			continue
		}
		id := "r-" + call.Key
		learn([]byte(`{"id":"` + id + `","referralId":"` + id + `","items":[{"id":"` + id + `.1"}]}`))
		world.Mailed(system.Mail{
			ID: "m-" + id, Tags: map[string]string{"referral": id, "mail": fmt.Sprintf("%06d", len(calls))}, Text: "https://x/r/" + strings.Repeat("a", 56) + " ",
		})
	}
	return calls
}

func TestASeedFixesWhatIsTried(t *testing.T) {
	if !reflect.DeepEqual(made(1), made(1)) {
		t.Error("the same seed makes other commands")
	}
	if reflect.DeepEqual(made(1), made(2)) {
		t.Error("another seed makes the same commands")
	}
}

func TestEveryKindIsTriedAndNoKeyTwice(t *testing.T) {
	kinds, keys := map[string]bool{}, map[string]bool{}
	for _, call := range made(1) {
		kinds[call.Kind] = true
		if call.Key != "" && keys[call.Key] {
			t.Errorf("the key %s is used twice", call.Key)
		}
		keys[call.Key] = true
	}
	for _, kind := range []string{
		"create", "draft", "change of a draft", "send of a draft", "answer by link", "answer by form", "answer by telephone",
		"cancel", "resend", "consent", "consent withdrawn", "customer load", "assessment", "contact correction", "merge",
		"activity", "form generated", "form changed", "form sent", "provider's answer", "service noted", "task completed",
		"bounce", "complaint", "erasure", "hold", "release", "export", "look",
	} {
		if !kinds[kind] {
			t.Errorf("no %s in 400 commands", kind)
		}
	}
}
