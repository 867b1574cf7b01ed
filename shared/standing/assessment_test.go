package standing_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
)

func TestAssess(t *testing.T) {
	catalog, rules := ceja(t)
	// In Chicago it is still November 20.
	cmd := referral.Command{ID: "c", At: referral.At(time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)), Rules: rules}
	for name, c := range map[string]struct {
		date    referral.Date
		options []string
		fields  []string // that are wrong
	}{
		"OK":                {date: "2026-11-20", options: []string{food, transportation}},
		"OKNothing":         {date: "2026-11-20", options: []string{}},
		"ErrTomorrow":       {date: "2026-11-21", options: []string{}, fields: []string{"date"}},
		"ErrNoDate":         {options: []string{}, fields: []string{"date"}},
		"ErrNoSuchDay":      {date: "2026-02-30", options: []string{}, fields: []string{"date"}},
		"ErrNoOptions":      {date: "2026-11-20", fields: []string{"options"}},
		"ErrUnknownOption":  {date: "2026-11-20", options: []string{"referral-for-a-pony"}, fields: []string{"options"}},
		"ErrLabelIsNoKey":   {date: "2026-11-20", options: []string{"Referral for Childcare"}, fields: []string{"options"}},
		"ErrTwice":          {date: "2026-11-20", options: []string{food, food}, fields: []string{"options"}},
		"ErrAllOfItAtOnce":  {date: "tomorrow", options: []string{"x", "y"}, fields: []string{"date", "options", "options"}},
		"OKLastYearsOption": {date: "2025-01-01", options: []string{housing}},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := standing.Assess(cmd, "a1", c.date, c.options, catalog)
			var wrong *referral.Error
			var fields []string
			if errors.As(err, &wrong) {
				for _, f := range wrong.Fields {
					fields = append(fields, f.Field)
				}
			}
			if !slices.Equal(fields, c.fields) {
				t.Fatalf("wrong are %v, want %v: %v", fields, c.fields, err)
			}
			if err == nil && (a.Options == nil || len(a.Options) != len(c.options) || a.EnteredAt != cmd.At || a.ID != "a1") {
				t.Errorf("got %+v", a)
			}
		})
	}
}

func TestAssess_OrderOfTheTable(t *testing.T) {
	catalog, rules := ceja(t)
	cmd := referral.Command{At: referral.At(time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)), Rules: rules}
	a, err := standing.Assess(cmd, "a1", "2026-11-20", []string{food, transportation}, catalog)
	if err != nil || !slices.Equal(a.Options, []string{transportation, food}) {
		t.Errorf("options are %v, %v", a.Options, err)
	}
}

// TestSupersedes: "of two of one date the later entered".
func TestSupersedes(t *testing.T) {
	older, same, newer := standing.Assessment{Date: "2026-10-01"}, standing.Assessment{Date: "2026-11-01"}, standing.Assessment{Date: "2026-11-02"}
	latest := &standing.Assessment{Date: "2026-11-01"}
	if older.Supersedes(latest) || !same.Supersedes(latest) || !newer.Supersedes(latest) || !older.Supersedes(nil) {
		t.Error("not the most recent assessment rules")
	}
}
