package proxy_test

import (
	"testing"

	"github.com/referral-tool/referrals/infra/local/internal/proxy"
)

func TestReads(t *testing.T) {
	for operation, want := range map[string]bool{
		"BatchGetItem": true, "GetItem": true, "Query": true, "Scan": true, "TransactGetItems": true,
		"BatchWriteItem": false, "DeleteItem": false, "PutItem": false, "TransactWriteItems": false, "UpdateItem": false,
	} {
		if got := (proxy.Key{Operation: operation}).Reads(); got != want {
			t.Errorf("%s: Reads = %v", operation, got)
		}
	}
}
