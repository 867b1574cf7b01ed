package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
)

// FuzzBatch: a batch is counted up to a record of its own, whatever stands in it; an error would bring all of it again.
func FuzzBatch(f *testing.F) {
	files, err := filepath.Glob("../../events/dashboard-tally/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	w := functiontest.New(f)
	h := tally{desk: w.Desk, log: w.Log}
	f.Fuzz(func(t *testing.T, text []byte) {
		var batch events.DynamoDBEvent
		if json.Unmarshal(text, &batch) != nil {
			return
		}
		response, err := h.handle(context.Background(), batch)
		if err != nil || len(response.BatchItemFailures) > 1 {
			t.Errorf("answered %+v, %v", response, err)
		}
	})
}
