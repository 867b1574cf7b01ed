package standing_test

import (
	"testing"

	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
)

// ceja is the catalog of the guide's program.
func ceja(t testing.TB) (*standing.Catalog, *referral.Rules) {
	t.Helper()
	programs, err := program.Load()
	if err != nil {
		t.Fatal(err)
	}
	p, _ := programs.Get("ceja")
	return p.Standings(), p.Rules()
}

// Options that the tests tick.
const (
	housing        = "referral-for-housing-assistance"
	transportation = "referral-for-transportation-assistance"
	childcare      = "referral-for-childcare"
	dependentCare  = "referral-for-dependent-care"
	food           = "referral-to-local-food-pantry-or-snap-benefits"
)

func assessed(options ...string) *standing.Assessment {
	return &standing.Assessment{ID: "a", Date: "2026-11-01", Options: options}
}

// sent is a referral with its lines.
func sent(id string, status referral.Status, lines ...standing.Line) standing.Referral {
	return standing.Referral{ID: id, Status: status, Lines: lines}
}

func line(service string, status referral.Status) standing.Line {
	return standing.Line{Service: service, Label: "Label of " + service, Status: status}
}

func overdue(r standing.Referral) standing.Referral {
	r.Overdue = true
	return r
}

func undeliverable(r standing.Referral) standing.Referral {
	r.Undeliverable = true
	return r
}

func receivesOnly(r standing.Referral) standing.Referral {
	r.ReceivesOnly = true
	return r
}

// at is a referral by the hours of a day at which it was sent and answered; "" is never.
func at(r standing.Referral, sent, answered string) standing.Referral {
	hour := func(h string) referral.Instant {
		if h == "" {
			return ""
		}
		return referral.Instant("2026-11-20T" + h + ":00:00.000Z")
	}
	r.SentAt, r.AnsweredAt = hour(sent), hour(answered)
	return r
}
