package store_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

func (c caseload) complete(task referral.Task) error {
	cmd := c.by(lind)
	_, err := c.ChangeTask(ctx, ks, task.ID(), cmd.At, store.Idempotency{},
		func(s referral.State, t referral.Task) (referral.Change, error) {
			return s.CompleteTask(cmd, t, "dcf-complete", "")
		},
		func(referral.Task) store.Reply { return store.Reply{} })
	return err
}

// claimed is the mail that brought a form, claimed by its sender.
func (c caseload) claimed(t *testing.T, id string) referral.Mail {
	t.Helper()
	m, claimed, err := c.ClaimMail(ctx, store.MailIDOf(c.record(t, id).Mails[0]), c.at())
	if err != nil || !claimed {
		t.Fatalf("the mail was not claimed: %v", err)
	}
	return m
}

func TestTasks(t *testing.T) {
	c := setUpKansas(t)
	id := c.distributed(t, "Job Search", "Job Search Assistance")
	c.must(t, c.decide(id, respond(referral.Rejected)))
	open := c.open(t, "n1")
	if len(open) != 1 || open[0].Name != "Provider Referral Rejected" || open[0].Reason != "No capacity." {
		t.Fatalf("open tasks are %+v", open)
	}
	read, err := c.Task(ctx, ks, open[0].ID())
	if err != nil || read != open[0] {
		t.Errorf("by its id it is %+v (%v)", read, err)
	}
	if n := c.Requests(func() { err = c.complete(open[0]) }); n != 2 || err != nil {
		t.Errorf("completing took %d requests, want 2 (%v)", n, err)
	}
	if left := c.open(t, "n1"); len(left) > 0 {
		t.Errorf("open tasks are %+v", left)
	}
	completed, err := c.Tasks(ctx, ks, "n1", referral.TaskDone, "", store.Whole)
	if err != nil || len(completed.Items) != 1 || completed.Items[0].Outcome != "DCF-Complete" {
		t.Errorf("completed tasks are %+v (%v)", completed.Items, err)
	}
	var refused *referral.Error
	if err := c.complete(open[0]); !errors.As(err, &refused) || refused.Kind != referral.Conflict {
		t.Errorf("completing it again is answered %v", err)
	}
}

func TestTask_ErrNoSuchTask(t *testing.T) {
	c := setUpKansas(t)
	id := c.distributed(t, "Job Search", "Job Search Assistance")
	for _, unknown := range []string{id + ".9", id, id + ".x", id + ".-1", ".1", "x.1"} {
		var refused *referral.Error
		if _, err := c.Task(ctx, ks, unknown); !errors.As(err, &refused) || refused.Kind != referral.NotFound {
			t.Errorf("%s is answered %v", unknown, err)
		}
	}
}

// A mail that comes back makes one task, whatever else is reported of it; a newer mail does not lose it.
func TestFinishMail_MakesOneTask(t *testing.T) {
	c := setUpKansas(t)
	id := c.distributed(t, "Job Search", "Job Search Assistance")
	m := c.claimed(t, id)
	for _, became := range []referral.MailState{referral.MailBounced, referral.MailComplained} {
		c.must(t, c.FinishMail(ctx, c.command(), c.record(t, id).State, m, store.MailResult{State: became}))
		m = c.record(t, id).Mails[0]
	}
	open := c.open(t, "n1")
	if len(open) != 1 || open[0].Name != "Provider Referral Undeliverable" {
		t.Errorf("open tasks are %+v", open)
	}
	if r := c.record(t, id); r.State.Version != 2 {
		t.Errorf("a report made version %d", r.State.Version)
	}
}

// "When a block's navigator changes, its open tasks follow", those that reports on mails made included.
func TestPutCustomer_TasksFollowTheNavigator(t *testing.T) {
	c := setUpKansas(t)
	answered := c.distributed(t, "Job Search", "Job Search Assistance")
	c.must(t, c.decide(answered, respond(referral.Accepted)))
	bounced := c.distributed(t, "Job Readiness", "Workplace Skills")
	c.must(t, c.FinishMail(ctx, c.command(), c.record(t, bounced).State, c.claimed(t, bounced), store.MailResult{State: referral.MailBounced}))
	done := c.distributed(t, "Adult Education", "High School Equivalency")
	c.must(t, c.decide(done, respond(referral.Rejected)))
	c.must(t, c.complete(c.record(t, done).Tasks[0]))

	c.must(t, c.put(with("n2")))
	if left := c.open(t, "n1"); len(left) > 0 {
		t.Errorf("the old navigator has %+v", left)
	}
	if moved := c.open(t, "n2"); len(moved) != 2 {
		t.Errorf("the new navigator has %+v", moved)
	}
	if kept, _ := c.Tasks(ctx, ks, "n1", referral.TaskDone, "", store.Whole); len(kept.Items) != 1 {
		t.Errorf("of what was completed the old navigator has %+v", kept.Items)
	}
	before := c.snapshot(t)
	c.must(t, c.put(with("n2")))
	wantSame(t, c.snapshot(t), before)
}

// A client who left a block and comes back to it has a new navigator there, who gets what is open of the time before: a
// load is compared with the referrals, and not with the load before it.
func TestPutCustomer_TasksFollowIntoABlockThatTheClientHadLeft(t *testing.T) {
	c := setUpKansas(t)
	bounced := c.distributed(t, "Job Readiness", "Workplace Skills")
	c.must(t, c.FinishMail(ctx, c.command(), c.record(t, bounced).State, c.claimed(t, bounced), store.MailResult{State: referral.MailBounced}))
	asked := c.distributed(t, "Job Search", "Job Search Assistance")

	client := ana
	client.ProgramBlocks = []referral.ProgramBlock{{Block: "FAET", Navigator: "n1"}}
	c.must(t, c.put(client))
	if kept := c.open(t, "n1"); len(kept) != 1 {
		t.Errorf("nobody else is there, and the old navigator has %+v", kept)
	}
	client.ProgramBlocks = append(client.ProgramBlocks, referral.ProgramBlock{Block: "Work Programs", Navigator: "n2"})
	c.must(t, c.put(client))
	c.must(t, c.decide(asked, respond(referral.Accepted)))
	if left := c.open(t, "n1"); len(left) > 0 {
		t.Errorf("the old navigator has %+v", left)
	}
	if moved := c.open(t, "n2"); len(moved) != 2 {
		t.Errorf("the new navigator has %+v", moved)
	}
	version := c.record(t, asked).State.Version
	client.Phone = "785-555-0199"
	if n := c.Requests(func() { c.must(t, c.put(client)) }); n != 2 {
		t.Errorf("a load that changes no navigator took %d requests, want 2", n)
	}
	if now := c.record(t, asked).State.Version; now != version {
		t.Errorf("it made version %d of %d", now, version)
	}
}

// Where a client has more referrals than one transaction holds, all of them follow all the same.
func TestPutCustomer_MoreReferralsThanATransactionHolds(t *testing.T) {
	c := setUpKansas(t)
	const referrals = 30
	for range referrals {
		id := c.distributed(t, "Job Search", "Job Search Assistance")
		c.must(t, c.decide(id, respond(referral.Rejected)))
	}
	c.must(t, c.put(with("n2")))
	if moved := c.open(t, "n2"); len(moved) != referrals {
		t.Errorf("%d of %d tasks followed", len(moved), referrals)
	}
}

// An answer, a report on a mail and a new form that race a change of navigator leave nothing with the old one.
func TestPutCustomer_RacesLeaveNothingBehind(t *testing.T) {
	c := setUpKansas(t)
	owner := "n1"
	for round := range 8 {
		answered := c.distributed(t, "Job Search", "Job Search Assistance")
		bounced := c.distributed(t, "Job Readiness", "Workplace Skills")
		activity := c.plan(t, "Adult Education", "High School Equivalency")
		report, stale := c.claimed(t, bounced), c.record(t, bounced).State
		next := fmt.Sprintf("n%d", round+2)
		var all sync.WaitGroup
		for _, race := range []func() error{
			func() error { return c.put(with(next)) },
			func() error { return c.decide(answered, respond(referral.Rejected)) },
			func() error {
				return c.FinishMail(ctx, c.command(), stale, report, store.MailResult{State: referral.MailBounced})
			},
			func() error {
				_, _, err := c.generate(activity)
				return err
			},
		} {
			all.Go(func() {
				if err := race(); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if left := c.open(t, owner); len(left) > 0 {
			t.Fatalf("round %d: %s still has %+v", round, owner, left)
		}
		_, rows, err := c.CustomerReferrals(ctx, ks, ana.ID, c.at())
		c.must(t, err)
		for _, row := range rows {
			if got := c.record(t, row.ID).State.Employment.Navigator; got != next {
				t.Errorf("round %d: %s is %s's", round, row.ID, got)
			}
		}
		c.must(t, c.decide(bounced, func(cmd referral.Command, r store.Record) (referral.Change, error) { return r.State.Cancel(cmd, "") }))
		owner = next
	}
}
