package demo_test

import (
	"slices"
	"testing"

	"github.com/referral-tool/referrals/infra/local/internal/demo"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
	"github.com/referral-tool/referrals/shared/store/storetest"
)

// TestKansas: whatever the day of loading, referrals are in every state, both navigators have something to do, and
// nothing is left to be done by a sweep.
func TestKansas(t *testing.T) {
	for name, day := range days() {
		t.Run(name, func(t *testing.T) {
			table := storetest.New(t)
			if err := (demo.Kansas{Store: table.Store, Now: day}).Load(t.Context(), func(string) {}); err != nil {
				t.Fatal(err)
			}
			now := referral.At(day)
			outgoing, err := table.Outgoing(t.Context(), "ks-dcf", []string{"dcf"}, store.OutgoingFilter{}, now, "", store.Whole)
			if err != nil {
				t.Fatal(err)
			}
			var statuses []referral.Status
			overdue, undeliverable := false, false
			for _, row := range outgoing.Items {
				statuses = append(statuses, row.Status)
				overdue, undeliverable = overdue || row.Overdue, undeliverable || row.Undeliverable
			}
			for _, status := range referral.Statuses() {
				if !slices.Contains(statuses, status) {
					t.Errorf("no referral is %s", status)
				}
			}
			if !overdue || !undeliverable {
				t.Errorf("overdue %t, undeliverable %t: want one of each", overdue, undeliverable)
			}
			wantTasks(t, table, "navigator", "Provider Referral Accepted", "Provider Referral Overdue", "Provider Referral Rejected")
			wantTasks(t, table, "navigator-2", "Provider Referral Undeliverable")
			nothingIsDue(t, table, day)
		})
	}
}

// wantTasks wants a navigator to have open tasks of these names at least.
func wantTasks(t *testing.T, table *storetest.Table, navigator string, names ...string) {
	t.Helper()
	page, err := table.Tasks(t.Context(), "ks-dcf", navigator, referral.TaskOpen, "", store.Whole)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if !slices.ContainsFunc(page.Items, func(task referral.Task) bool { return task.Name == name }) {
			t.Errorf("%s has no task %q", navigator, name)
		}
	}
}
