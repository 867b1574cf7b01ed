package scale

import (
	"context"
	"testing"
	"time"

	"github.com/referral-tool/referrals/infra/bench/internal/scene"
	"github.com/referral-tool/referrals/infra/engine"
	"github.com/referral-tool/referrals/infra/repository"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
	"github.com/referral-tool/referrals/shared/store"
)

// TestLoad: what was loaded in bulk reads as what commands would have left.
func TestLoad(t *testing.T) {
	const size, ready = 25, 3
	root, err := repository.Root()
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	options := Options{Root: root, Due: ready, Progress: func(string) {}}
	loaded, due, err := load(ctx, options, t.TempDir(), size)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(loaded.Close)
	read, err := scene.Template(root, "http://127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	s := store.New(engine.Client(loaded.Endpoint()), read.Table.Name)

	figures, err := s.Figures(ctx, "ceja", scene.Grantee)
	if err != nil || figures.Referrals != size || figures.Customers() != 3 || figures.Lists[standing.AwaitingResponse] != 3 {
		t.Errorf("the figures are %+v, %v", figures, err)
	}
	page, err := s.Members(ctx, "ceja", scene.Grantee, standing.AwaitingResponse, "", 50)
	if err != nil || len(page.Items) != 3 || page.Items[0].ID != "crowd-0000000" {
		t.Errorf("the list is %+v, %v", page.Items, err)
	}
	if n := dueAt(t, s, time.Now()); n != 0 {
		t.Errorf("%d are due now", n)
	}
	if n := dueAt(t, s, due.Add(time.Second)); n != ready {
		t.Errorf("%d are due when %d shall be", n, ready)
	}
	if n := dueAt(t, s, due.Add(2*later)); n != ready+size {
		t.Errorf("%d of %d are due when all shall be", n, ready+size)
	}
}

func dueAt(t *testing.T, s *store.Store, at time.Time) int {
	t.Helper()
	count := 0
	for shard := range store.DueShards {
		page, err := s.Due(context.Background(), shard, referral.At(at), "")
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range page.Items {
			if item.State == nil || item.State.ID == "" {
				t.Errorf("due is %+v", item)
			}
		}
		count += len(page.Items)
	}
	return count
}
