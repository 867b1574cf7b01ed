package openapitest

import (
	"testing"
)

func TestDocument(t *testing.T) {
	New(t)
	v, _ := contract()
	if ok, errs := v.ValidateDocument(); !ok {
		for _, r := range reasons(ok, errs) {
			t.Error(r)
		}
	}
}
