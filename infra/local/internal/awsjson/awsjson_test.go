package awsjson_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/referral-tool/referrals/infra/local/internal/awsjson"
)

func TestHandler(t *testing.T) {
	known := &awsjson.Error{Type: "TooManyEntries", Message: "At most ten."}
	fails := func(err error) awsjson.Operation {
		return func(*http.Request, []byte) (any, error) { return nil, err }
	}
	handler := awsjson.Handler(map[string]awsjson.Operation{
		"Works":   func(*http.Request, []byte) (any, error) { return map[string]string{"done": "yes"}, nil },
		"Known":   fails(known),
		"Wrapped": fails(fmt.Errorf("entry 3: %w", known)),
		"Unknown": fails(errors.New("the disk is full")),
	})
	for operation, want := range map[string]struct {
		status int
		kind   string
	}{
		"Works":   {http.StatusOK, ""},
		"Known":   {http.StatusBadRequest, "TooManyEntries"},
		"Wrapped": {http.StatusBadRequest, "TooManyEntries"},
		"Unknown": {http.StatusInternalServerError, "InternalFailure"},
		"Nothing": {http.StatusBadRequest, "UnknownOperationException"},
	} {
		t.Run(operation, func(t *testing.T) {
			request := httptest.NewRequest(http.MethodPost, "/", nil)
			request.Header.Set("X-Amz-Target", "AWSService."+operation)
			recorded := httptest.NewRecorder()
			handler.ServeHTTP(recorded, request)
			var body map[string]string
			if err := json.Unmarshal(recorded.Body.Bytes(), &body); err != nil {
				t.Fatal(err)
			}
			if recorded.Code != want.status || body["__type"] != want.kind {
				t.Errorf("%d, %v", recorded.Code, body)
			}
		})
	}
}
