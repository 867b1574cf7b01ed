package flow

import (
	"regexp"
	"sync"

	"github.com/referral-tool/referrals/infra/local/system"
)

// request is one that a function made of DynamoDB.
type request struct {
	function  string
	operation string // "TransactWriteItems"
	body      []byte
	status    int // of the answer; 400 for a race that was lost
	leg       leg
}

// leg is the part of a journey that waits for a request.
type leg int

const (
	neither leg = iota
	toMail
	toCount
)

// recorder keeps what functions ask of DynamoDB, in the order in which it was answered.
type recorder struct {
	mu       sync.Mutex
	requests []request
}

func (r *recorder) note(call system.Call) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.requests = append(r.requests, request{function: call.Function, operation: call.Operation, body: call.Body, status: call.Status})
}

// take gives what was recorded since it was last asked.
func (r *recorder) take() []request {
	r.mu.Lock()
	defer r.mu.Unlock()
	taken := r.requests
	r.requests = nil
	return taken
}

// Whom or what a request is about stands in its keys.
var (
	customerKey = regexp.MustCompile(`ceja#CUST#(flow-[0-9]+)`)
	referralKey = regexp.MustCompile(`ceja#REF#([0-9a-f-]{36})`)
)

// journeys sorts requests by the customer whose referral they are about. The order within a journey stays: each finds
// what those before it have left. The transaction that makes a referral tells whose it is.
func journeys(requests []request) map[string][]request {
	owners := map[string]string{}
	for _, r := range requests {
		customer, referral := customerKey.FindSubmatch(r.body), referralKey.FindSubmatch(r.body)
		if customer != nil && referral != nil {
			owners[string(referral[1])] = string(customer[1])
		}
	}
	sorted := map[string][]request{}
	for _, r := range requests {
		owner := ""
		if customer := customerKey.FindSubmatch(r.body); customer != nil {
			owner = string(customer[1])
		} else if referral := referralKey.FindSubmatch(r.body); referral != nil {
			owner = owners[string(referral[1])]
		}
		if owner != "" {
			sorted[owner] = append(sorted[owner], r)
		}
	}
	for _, journey := range sorted {
		markLegs(journey)
	}
	return sorted
}

// markLegs finds the requests that somebody waits for. Up to the mail: those that make the referral, and the two that
// the sender makes before it sends. Up to the count: the answer's, and the two of the first tally after it.
func markLegs(journey []request) {
	sending, answered, tallied := 0, false, 0
	for i, r := range journey {
		switch {
		case r.function == "referral-create":
			journey[i].leg = toMail
		case r.function == "mail-send" && sending < 2:
			sending++
			journey[i].leg = toMail
		case r.function == "partner-response":
			answered = answered || r.operation == "TransactWriteItems"
			journey[i].leg = toCount
		case r.function == "dashboard-tally" && answered && tallied < 2:
			tallied++
			journey[i].leg = toCount
		}
	}
}
