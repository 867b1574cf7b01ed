package main

import (
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
	"github.com/referral-tool/referrals/shared/store"
)

// table is the guide's "Referral Status Populate the Dashboard".
type table struct {
	AsOf           referral.Instant `json:"asOf"`
	Customers      int              `json:"customers"`
	Rows           []row            `json:"rows"`
	Unclassified   int              `json:"unclassified"` // in none of the rows
	Attention      int              `json:"attention"`
	TotalReferrals int              `json:"totalReferrals"`
	Services       []service        `json:"services"`
}

type row struct {
	Key     standing.List `json:"key"`
	Label   string        `json:"label"`
	Count   int           `json:"count"`
	Percent int           `json:"percent"` // of all customers, rounded down
}

// service is "# of customers with at least one referral for" a group of services.
type service struct {
	Rollup    string `json:"rollup"`
	Label     string `json:"label"`
	Customers int    `json:"customers"`
}

func tableOf(p *program.Program, f store.Figures, now referral.Instant) table {
	t := table{
		AsOf: now, Customers: f.Customers(), Unclassified: f.Lists[standing.Unclassified],
		Attention: f.Lists[standing.InAttention], TotalReferrals: f.Referrals, Services: []service{},
	}
	for _, key := range standing.Rows() {
		t.Rows = append(t.Rows, row{
			Key: key, Label: standing.RowLabel(key, p.Settings.OverdueDays),
			Count: f.Lists[key], Percent: standing.Percent(f.Lists[key], t.Customers),
		})
	}
	for _, r := range p.Rollups {
		t.Services = append(t.Services, service{Rollup: r.Key, Label: r.Label, Customers: f.Lists[standing.List(r.Key)]})
	}
	return t
}
