package store_test

import (
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// clientMarks are what tells who Ana Peña is.
var clientMarks = []string{"peña", "pena", "ana#", " ana ", "ks-1002", "ks1002", "evening", "secret"}

// served is a table in which Ana Peña has had a form rejected, with a second service noted on it and an open task, one
// accepted and ended, and one that was never sent.
func served(t *testing.T) (c caseload, rejected string) {
	t.Helper()
	c = setUpKansas(t)
	rejected = c.distributed(t, "Job Readiness", "Workplace Skills")
	c.must(t, c.decide(rejected, noteSecond))
	c.must(t, c.decide(rejected, func(cmd referral.Command, r store.Record) (referral.Change, error) {
		return r.State.Answer(cmd, referral.Answer{
			Decision: referral.Rejected, Reason: "other", Note: "secret reason", Name: "Quinn Ames", Channel: referral.ByPortal,
		})
	}))
	closed := c.distributed(t, "Job Search", "Job Search Assistance")
	c.must(t, c.decide(closed, respond(referral.Accepted)))
	c.must(t, c.decide(closed, func(cmd referral.Command, r store.Record) (referral.Change, error) {
		return r.State.Answer(cmd, referral.Answer{Decision: referral.Closed, Outcome: "enrolled", Name: "Quinn Ames", Channel: referral.ByTelephone})
	}))
	_, _, err := c.generate(c.plan(t, "Job Search", "Resume and Interview Workshop"))
	c.must(t, err)
	return c, rejected
}

func noteSecond(cmd referral.Command, r store.Record) (referral.Change, error) {
	f, _ := r.Form()
	return r.State.NoteService(cmd, f, "Resume Writing", "secret second")
}

// Forms, papers and documents are gone, tasks and the provider's list name nobody.
func TestEraseClient(t *testing.T) {
	c, rejected := served(t)
	wantMarked(t, c.snapshot(t), clientMarks)
	c.must(t, c.erase(t, c.Store))
	wantUnmarked(t, c.snapshot(t), clientMarks)
	if open := c.open(t, lind.Sub); len(open) != 0 {
		t.Errorf("open tasks are %+v", open)
	}
	record := c.record(t, rejected)
	if len(record.Forms) != 0 || len(record.Tasks) != 1 || record.Tasks[0].Outcome != "Erased" {
		t.Errorf("forms %+v, tasks %+v", record.Forms, record.Tasks)
	}
	for revision := range 3 {
		if _, pdf, err := c.PDF(ctx, ks, rejected, revision); err != nil || pdf != nil {
			t.Errorf("PDF %d: %d bytes, %v", revision, len(pdf), err)
		}
	}
	if page, err := c.Documents(ctx, ks, ana.CaseNumber, "", store.Whole); err != nil || len(page.Items) != 0 {
		t.Errorf("documents are %+v, %v", page.Items, err)
	}
	page, err := c.ProviderReferrals(ctx, ks, heartland.ID, store.IncomingFilter{}, c.at(), "", store.Whole)
	c.must(t, err)
	if len(page.Items) != 2 {
		t.Fatalf("the provider's list is %+v", page.Items)
	}
	for _, row := range page.Items {
		if row.Customer.ID != "" || row.CaseNumber != "" || row.ActivityName == "" {
			t.Errorf("the provider sees %+v", row)
		}
	}
}

// A bounce that is reported while a form is erased, of a mail that is not the newest, makes no task that names the client.
func TestEraseClient_RacesABounce(t *testing.T) {
	c := setUpKansas(t)
	id := c.distributed(t, "Job Readiness", "Workplace Skills")
	mail := c.record(t, id).Mails[0]
	claimed, _, err := c.ClaimMail(ctx, store.MailIDOf(mail), c.at())
	c.must(t, err)
	c.must(t, c.decide(id, noteSecond))
	stale := c.record(t, id).State
	c.must(t, c.decide(id, func(cmd referral.Command, r store.Record) (referral.Change, error) { return r.State.Cancel(cmd, "") }))
	bounced := store.New(c.once(2, func() { c.must(t, c.erase(t, c.Store)) }), c.Name)
	c.must(t, bounced.FinishMail(ctx, c.command(), stale, claimed, store.MailResult{State: referral.MailBounced}))
	wantUnmarked(t, c.snapshot(t), clientMarks)
}
