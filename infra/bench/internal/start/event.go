package start

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// reading names, for each function, the recorded event that is the cheapest way through the whole of it: the table is
// asked, and nothing is found. A function that is not named gets the first of its events.
var reading = map[string]string{
	"activities":         "get",
	"customer-data":      "export",
	"customers":          "get",
	"dashboard":          "own",
	"dashboard-tally":    "referral",
	"directory":          "organization",
	"directory-follow":   "added",
	"documents":          "list",
	"event-relay":        "sent",
	"mail-feedback":      "delivery",
	"mail-send":          "sent",
	"overdue-sweep":      "quiet",
	"partner-response":   "open",
	"portal":             "configuration",
	"progress":           "assessed",
	"provider-referrals": "list",
	"reference":          "me",
	"referral-cancel":    "cancel",
	"referral-create":    "submit",
	"referral-form":      "draft",
	"referral-get":       "sent",
	"referral-list":      "all",
	"referral-resend":    "resend",
	"tasks":              "list",
}

// eventOf reads the event that a function is measured with, as small as the Runtime API sends it.
func eventOf(root, function string) ([]byte, error) {
	folder := filepath.Join(root, "events", function)
	name := filepath.Join(folder, reading[function]+".json")
	if _, named := reading[function]; !named {
		all, err := filepath.Glob(filepath.Join(folder, "*.json"))
		if err != nil || len(all) == 0 {
			return nil, fmt.Errorf("function %s has no recorded event: %w", function, err)
		}
		name = slices.Min(all)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var event any
	if err := json.Unmarshal(text, &event); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return json.Marshal(event)
}
