package enginetest_test

import (
	"net/http"
	"os"
	"testing"

	"github.com/referral-tool/referrals/infra/engine/enginetest"
)

func TestEndpoint(t *testing.T) {
	if os.Getenv("DYNAMODB_ENDPOINT") != "" {
		t.Skip("another endpoint is in use")
	}
	var ended string
	t.Run("TestsShareIt", func(t *testing.T) {
		ended = enginetest.Endpoint(t)
		if again := enginetest.Endpoint(t); again != ended {
			t.Errorf("%s and %s", ended, again)
		}
	})
	t.Run("EndsWithTheLastTest", func(t *testing.T) {
		if _, err := http.Get(ended); err == nil {
			t.Errorf("%s still answers", ended)
		}
	})
}
