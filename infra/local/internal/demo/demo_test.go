package demo_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/referral-tool/referrals/infra/local/internal/demo"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
	"github.com/referral-tool/referrals/shared/store"
	"github.com/referral-tool/referrals/shared/store/storetest"
	"github.com/referral-tool/referrals/shared/view"
)

var file = filepath.Join("..", "..", "..", "..", filepath.FromSlash(demo.File))

// loaded is the demo as it was loaded at a time.
func loaded(t *testing.T, now time.Time) *storetest.Table {
	t.Helper()
	table := storetest.New(t)
	load := demo.Illinois{File: file, Store: table.Store, Now: now}
	if err := load.Load(t.Context(), func(string) {}); err != nil {
		t.Fatal(err)
	}
	return table
}

// days of loading: an ordinary one, one shortly after midnight, and those on which the clocks change.
func days() map[string]time.Time {
	chicago, err := time.LoadLocation("America/Chicago")
	if err != nil {
		panic(err)
	}
	return map[string]time.Time{
		"Weekday":       time.Date(2026, 11, 24, 15, 0, 0, 0, chicago),
		"AfterMidnight": time.Date(2027, 1, 1, 0, 5, 0, 0, chicago),
		"SpringForward": time.Date(2026, 3, 8, 12, 0, 0, 0, chicago),
		"FallBack":      time.Date(2026, 11, 1, 12, 0, 0, 0, chicago),
	}
}

// TestDemo: whatever the day of loading, the demo shows what it is there to show.
func TestDemo(t *testing.T) {
	for name, day := range days() {
		t.Run(name, func(t *testing.T) {
			table := loaded(t, day)
			t.Run("GuideTable", func(t *testing.T) { guideTable(t, table) })
			t.Run("JohnJones", func(t *testing.T) { johnJones(t, table, day) })
			t.Run("SecondGrantee", func(t *testing.T) { secondGrantee(t, table, day) })
			t.Run("NothingIsDue", func(t *testing.T) { nothingIsDue(t, table, day) })
		})
	}
}

// guideTable: the demo grantee's dashboard is the guide's, figure for figure.
func guideTable(t *testing.T, table *storetest.Table) {
	figures, err := table.Figures(t.Context(), "ceja", "lincoln-land")
	if err != nil {
		t.Fatal(err)
	}
	for list, want := range expected(t) {
		if figures.Lists[list] != want {
			t.Errorf("%s: %d, want %d", list, figures.Lists[list], want)
		}
	}
	if figures.Referrals != 44 {
		t.Errorf("%d referrals made, want 44", figures.Referrals)
	}
}

// expected are the figures that the file says it gives.
func expected(t *testing.T) map[standing.List]int {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var demo struct {
		About struct {
			Expected struct {
				Customers, Unclassified int
				Rows                    map[standing.List][2]int
				Rollups                 map[standing.List]int
			}
		}
	}
	if err := json.Unmarshal(content, &demo); err != nil {
		t.Fatal(err)
	}
	e := demo.About.Expected
	want := map[standing.List]int{standing.Everybody: e.Customers, standing.Unclassified: e.Unclassified}
	maps.Copy(want, e.Rollups)
	for row, figure := range e.Rows {
		want[row] = figure[0]
		if percent := standing.Percent(figure[0], e.Customers); percent != figure[1] {
			t.Errorf("%s: %d %%, want %d", row, percent, figure[1])
		}
	}
	return want
}

// secondGrantee: it shows every state of a referral at least once.
func secondGrantee(t *testing.T, table *storetest.Table, now time.Time) {
	page, err := table.Outgoing(t.Context(), "ceja", []string{"prairie-works"}, store.OutgoingFilter{}, referral.At(now), "", store.Whole)
	if err != nil {
		t.Fatal(err)
	}
	for _, status := range referral.Statuses() {
		if !slices.ContainsFunc(page.Items, func(r view.Row) bool { return r.Status == status }) {
			t.Errorf("no referral is %s", status)
		}
	}
	for what, is := range map[string]func(view.Row) bool{
		"overdue":                       func(r view.Row) bool { return r.Overdue },
		"undeliverable":                 func(r view.Row) bool { return r.Undeliverable },
		"at a receives-only partner":    func(r view.Row) bool { return r.ReceivesOnly && r.Status == referral.Sent },
		"sent, delivered, not answered": func(r view.Row) bool { return r.Status == referral.Sent && r.Delivery == referral.MailDelivered },
	} {
		if !slices.ContainsFunc(page.Items, is) {
			t.Errorf("no referral is %s", what)
		}
	}
	figures, err := table.Figures(t.Context(), "ceja", "prairie-works")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range standing.Rows() {
		if figures.Lists[row] == 0 {
			t.Errorf("nobody stands in %s", row)
		}
	}
	if n := figures.Customers(); n == 75 || n == 76 || n == 0 {
		t.Errorf("%d customers: it could be taken for the first grantee", n)
	}
}

// johnJones: the guide's progress page.
func johnJones(t *testing.T, table *storetest.Table, now time.Time) {
	file, err := table.CustomerFile(t.Context(), "ceja", "c01")
	if err != nil {
		t.Fatal(err)
	}
	john := referral.Customer{
		ID: "c01", FirstName: "John", LastName: "Jones", Address: "306 E Adams, Springfield, IL 62704", Phone: "217-303-5859",
		Email: "john.jones@noemail.com", Group: "CEJA/FEJA Programs", Grantee: "lincoln-land",
	}
	if got := file.Customer; got.Name() != john.Name() || got.Address != john.Address || got.Phone != john.Phone || got.Email != john.Email {
		t.Errorf("he is %+v", got)
	}
	programs, err := program.Load()
	if err != nil {
		t.Fatal(err)
	}
	p, _ := programs.Get("ceja")
	progress := p.Standings().Progress(file.Latest, file.Referrals(referral.At(now)))
	var labels []string
	for _, item := range progress.AssessmentItems {
		labels = append(labels, item.Label)
	}
	for _, other := range progress.OtherReferrals {
		labels = append(labels, other.Label)
	}
	want := []string{"Referral for transportation assistance - Good", "Referral for Health Care - Good", "Referral for Other: Phone - Good"}
	if !slices.Equal(labels, want) || progress.Label != "Good" {
		t.Errorf("his page reads %q, %q; want %q, Good", labels, progress.Label, want)
	}
}

// nothingIsDue: what is loaded has been mailed, reminded and marked as far as it will be by the load, so that the first
// real sweep tells nobody about the past.
func nothingIsDue(t *testing.T, table *storetest.Table, now time.Time) {
	for shard := range store.DueShards {
		page, err := table.Due(t.Context(), shard, referral.At(now.Add(5*time.Minute)), "")
		if err != nil {
			t.Fatal(err)
		}
		for _, due := range page.Items {
			t.Errorf("due: %+v", due)
		}
	}
}
