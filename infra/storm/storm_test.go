package main

import (
	"context"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/infra/local/system/systemtest"
)

// TestStorm is three rounds of a fixed seed; "go run ./infra/storm -rounds 100" is the long version.
func TestStorm(t *testing.T) {
	if err := systemtest.LookAtSources(); err != nil {
		t.Fatal(err)
	}
	rounds, commands := "3", "120"
	if testing.Short() {
		rounds = "1"
	}
	var out strings.Builder
	if err := storm(context.Background(), []string{"-rounds", rounds, "-seed", "20261121", "-commands", commands}, &out); err != nil {
		t.Errorf("%v\n%s", err, &out)
	}
	t.Log("\n" + out.String())
}

func TestErrArguments(t *testing.T) {
	for _, wrong := range [][]string{{"-rounds", "0"}, {"-commands", "1001"}, {"-clients", "0"}, {"more"}} {
		if err := storm(t.Context(), wrong, nil); err == nil {
			t.Errorf("%v are taken", wrong)
		}
	}
}
