package main

import (
	"testing"

	"github.com/referral-tool/referrals/infra"
)

// Every operation is tried by somebody: one that nobody's requests reach would be a gap that no run tells.
func TestEveryOperationHasACaller(t *testing.T) {
	operations, err := readOperations(infra.OpenAPI())
	if err != nil {
		t.Fatal(err)
	}
	if len(operations) < 50 {
		t.Fatalf("only %d operations were read", len(operations))
	}
	for _, o := range operations {
		tried := false
		for _, who := range callers {
			tried = tried || o.allows(who)
		}
		if !tried {
			t.Errorf("nobody tries %s", o.id)
		}
	}
}
