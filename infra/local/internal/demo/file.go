package demo

import (
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/referral-tool/referrals/shared/referral"
)

// File is the demo grantee whose dashboard is the guide's, below the repository's root. What its fields mean, and how it
// is to be loaded, it says itself.
const File = "testdata/programs/demo-dashboard.json"

// grantee is a grantee's customers and referrals, and the partners that these go to. All days count back from the day
// of loading.
type grantee struct {
	Organizations []partner  `json:"organizations"`
	Customers     []person   `json:"customers"`
	Referrals     []referred `json:"referrals"`
}

// partner is an organization with one contact.
type partner struct {
	Key     string `json:"key"`
	Name    string `json:"name"`
	Mailbox string `json:"mailbox"`

	receivesOnly, sensitive bool
}

// person is a customer with the assessments: the latest, and one before it that must not count.
type person struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Needs    []string `json:"needs"` // nil: never assessed; empty: assessed, and needs nothing
	Assessed int      `json:"assessed"`
	Earlier  *struct {
		Assessed int      `json:"assessed"`
		Needs    []string `json:"needs"`
	} `json:"earlier"`
}

// referred is a referral with the answers that its lines got.
type referred struct {
	Customer     string `json:"customer"`
	Organization string `json:"organization"`
	Sent         int    `json:"sent"`
	Lines        []line `json:"lines"`
	Answered     int    `json:"answered"`
	Canceled     int    `json:"canceled"`
	Consent      bool   `json:"consent"`

	draft   bool // saved, never sent
	bounced bool // its mail came back
	note    string
}

type line struct {
	Service string          `json:"service"`
	Status  referral.Status `json:"status"`
	Why     string          `json:"why"` // reject reason or close outcome
}

func readFile(file string) (*grantee, error) {
	content, err := os.ReadFile(filepath.Clean(file))
	if err != nil {
		return nil, err
	}
	g := &grantee{}
	return g, json.Unmarshal(content, g)
}
