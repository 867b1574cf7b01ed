package store_test

import (
	"testing"

	"github.com/referral-tool/referrals/shared/store"
)

// Every look leaves a record, two at the same moment too.
func TestRecordSeen(t *testing.T) {
	f := setUp(t)
	before := f.Items(t)
	seen := store.Seen{Customer: john.ID, Referral: "r1", What: "referral", At: f.at(), By: staff}
	for _, nonce := range []string{"n1", "n2"} {
		if n := f.Requests(func() { f.must(t, f.RecordSeen(ctx, ceja, nonce, seen)) }); n != 1 {
			t.Errorf("%d requests, want 1", n)
		}
	}
	if n := f.Items(t) - before; n != 2 {
		t.Errorf("two looks left %d records", n)
	}
	record := f.item(t, "ceja#SEEN#c01", "2026-11-20T16:00:00.000Z#u1#n1")
	if record == nil || record["referral"] != "r1" || record["what"] != "referral" {
		t.Errorf("the record is %v", record)
	}
}
