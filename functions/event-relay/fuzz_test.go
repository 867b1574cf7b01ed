package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/aws/aws-lambda-go/events"
)

// FuzzBatch: a batch is published up to a record of its own, whatever stands in it; an error would bring all of it again.
func FuzzBatch(f *testing.F) {
	files, err := filepath.Glob("../../events/event-relay/*.json")
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
	h := open(f, &wire{})
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
