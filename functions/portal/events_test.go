package main

import (
	"context"
	"encoding/base64"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
)

// What each event of events/portal is answered, with all its headers. Every event has a case.
func TestEvents(t *testing.T) {
	cases := map[string]int{
		"page":               200,
		"page-again":         304,
		"page-of-a-customer": 200,
		"asset":              200,
		"asset-missing":      404,
		"configuration":      200,
	}
	for name, status := range cases {
		t.Run(name, func(t *testing.T) {
			event := functiontest.Event[events.APIGatewayV2HTTPRequest](t, "portal", name)
			response, err := served(t)(context.Background(), event)
			if err != nil {
				t.Fatal(err)
			}
			if response.StatusCode != status {
				t.Errorf("answered %d, want %d", response.StatusCode, status)
			}
			body, err := base64.StdEncoding.DecodeString(response.Body)
			if err != nil {
				t.Fatal(err)
			}
			functiontest.Golden(t, "portal", name, struct {
				Status  int               `json:"status"`
				Headers map[string]string `json:"headers"`
				Body    string            `json:"body"`
			}{response.StatusCode, response.Headers, string(body)})
		})
	}
	paths, err := filepath.Glob("../../events/portal/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if _, listed := cases[strings.TrimSuffix(filepath.Base(path), ".json")]; !listed {
			t.Errorf("%s is no case of the test", path)
		}
	}
}
