package main

import (
	"os"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/infra/local/system/systemtest"
	"github.com/referral-tool/referrals/infra/storm/internal/report"
)

// TestStorm is three rounds of a fixed seed; "go run ./infra/storm -rounds 100" is the long version.
func TestStorm(t *testing.T) {
	if err := systemtest.LookAtSources(); err != nil {
		t.Fatal(err)
	}
	rounds := "3"
	if testing.Short() {
		rounds = "1"
	}
	var out strings.Builder
	asked, err := parse([]string{"-rounds", rounds, "-parallel", rounds, "-seed", "20261121", "-commands", "120"})
	if err != nil {
		t.Fatal(err)
	}
	total, err := asked.run(t.Context(), &out)
	if err != nil || len(total.Violations) > 0 {
		t.Errorf("%v, %d broken promises", err, len(total.Violations))
	}
	total.Print(&out)
	t.Log("\n" + out.String())
	// A test that passes prints nothing: whoever wants the figures names a file for them.
	if file := os.Getenv("STORM_FIGURES"); file != "" {
		if err := os.WriteFile(file, []byte(out.String()), 0o600); err != nil {
			t.Error(err)
		}
	}
	wantStormy(t, total)
}

// wantStormy fails the test unless the clients got something done while everything around failed: where nothing happens
// no promise is broken.
func wantStormy(t *testing.T, total *report.Total) {
	t.Helper()
	all, acknowledged := 0, 0
	for _, fates := range total.Commands {
		all, acknowledged = all+fates.All(), acknowledged+fates.Acknowledged
	}
	if all == 0 || 2*acknowledged < all {
		t.Errorf("%d of %d commands were acknowledged", acknowledged, all)
	}
	if testing.Short() {
		return // one round may come without the rarer faults and commands
	}
	for _, kind := range []string{ // those that are left out are rare
		"DynamoDB: throttled", "DynamoDB: transaction conflict", "DynamoDB: slow", "DynamoDB: late answer", "DynamoDB: cut before",
		"DynamoDB: cut after it was done", "DynamoDB: broken before", "DynamoDB: broken after it was done", "DynamoDB: index behind",
		"bus: delivered twice", "bus: delivered again later", "bus: delivery delayed", "bus: delivery failed", "bus: entry refused",
		"stream: batch twice", "stream: shards out of order", "SES: late answer", "SES: cut after it accepted", "client: cut before the answer",
	} {
		if total.Faults[kind] == 0 {
			t.Errorf("%q never struck", kind)
		}
	}
	for _, kind := range []string{"create", "answer by link", "erasure", "hold"} {
		if total.Commands[kind].Acknowledged == 0 {
			t.Errorf("no %s was acknowledged", kind)
		}
	}
}

func TestErrArguments(t *testing.T) {
	for _, wrong := range [][]string{{"-rounds", "0"}, {"-commands", "1001"}, {"-clients", "0"}, {"more"}} {
		if err := storm(t.Context(), wrong, nil); err == nil {
			t.Errorf("%v are taken", wrong)
		}
	}
}
