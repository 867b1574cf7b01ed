package flow

import (
	"slices"
	"testing"
)

// TestJourneys: each request goes to the customer whom it is about, by the customer's key or by the referral's.
func TestJourneys(t *testing.T) {
	const (
		one, other = "01970000-0000-7000-8000-00000000a001", "01970000-0000-7000-8000-00000000a002"
		transact   = "TransactWriteItems"
	)
	about := func(function, operation, body string) request {
		return request{function, operation, []byte(body), 200, neither}
	}
	sorted := journeys([]request{
		about("referral-create", "BatchGetItem", `"ceja#CUST#flow-1"`),
		about("referral-create", "BatchGetItem", `"ceja#CUST#flow-2"`),
		about("mail-send", "UpdateItem", `"ceja#REF#`+one+`"`), // before the call that made it was answered
		about("referral-create", transact, `"ceja#REF#`+one+`","ceja#CUST#flow-1"`),
		about("referral-create", transact, `"ceja#REF#`+other+`","ceja#CUST#flow-2"`),
		about("mail-send", "BatchGetItem", `"ceja#REF#`+one+`"`),
		about("mail-send", "UpdateItem", `"ceja#REF#`+one+`"`),
		about("dashboard-tally", "Query", `"ceja#CUST#flow-1"`),
		about("partner-response", "Query", `"ceja#REF#`+one+`"`),
		about("partner-response", transact, `"ceja#REF#`+one+`"`),
		about("dashboard-tally", "Query", `"ceja#CUST#flow-1"`),
		about("dashboard-tally", transact, `"ceja#CUST#flow-1"`),
		about("dashboard-tally", "Query", `"ceja#CUST#flow-1"`),
		about("directory", "Query", `"ceja#ORGS"`),
	})
	if len(sorted) != 2 || len(sorted["flow-2"]) != 2 {
		t.Fatalf("sorted: %v", sorted)
	}
	var legs []leg
	for _, r := range sorted["flow-1"] {
		legs = append(legs, r.leg)
	}
	want := []leg{toMail, toMail, toMail, toMail, neither, neither, toCount, toCount, toCount, toCount, neither}
	if !slices.Equal(legs, want) {
		t.Errorf("legs = %v, want %v", legs, want)
	}
}
