package store_test

import (
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
	"github.com/referral-tool/referrals/shared/store/storetest"
)

// caseload is a table with a client of the Kansas program and a provider.
type caseload struct{ *fixture }

const ks = "ks-dcf"

var (
	ana = referral.Customer{
		ID: "c11", FirstName: "Ana", LastName: "Peña", Grantee: "dcf", CaseNumber: "KS-1002",
		ProgramBlocks: []referral.ProgramBlock{{Block: "Work Programs", Navigator: "n1"}},
	}
	heartland = referral.Organization{ID: "provider-heartland", Name: "Heartland Works"}
	intake    = referral.Contact{ID: "intake", Name: "Dee Intake", Email: "intake@heartland.referrals.test"}
	lind      = referral.Actor{Sub: "n1", Name: "Pat Lindgren", Email: "pat@dcf.referrals.test", Role: referral.Navigator}
)

func setUpKansas(t *testing.T) caseload {
	t.Helper()
	programs, err := program.Load()
	if err != nil {
		t.Fatal(err)
	}
	p, _ := programs.Get(ks)
	c := caseload{&fixture{Table: storetest.New(t), rules: rulesOf(p), now: time.Date(2026, 11, 20, 16, 0, 0, 0, time.UTC)}}
	c.must(t, c.put(ana))
	_, err = c.PutOrganization(ctx, c.command(), heartland)
	c.must(t, err)
	_, err = c.PutContact(ctx, c.command(), heartland.ID, intake)
	c.must(t, err)
	return c
}

// with is the client with another navigator.
func with(navigator string) referral.Customer {
	c := ana
	c.ProgramBlocks = []referral.ProgramBlock{{Block: "Work Programs", Navigator: navigator}}
	return c
}

func (c caseload) by(who referral.Actor) referral.Command {
	cmd := c.command()
	cmd.By = who
	return cmd
}

// plan adds an activity: its id.
func (c caseload) plan(t *testing.T, name, session string) string {
	t.Helper()
	a := referral.Activity{
		ID: c.newID(), Block: "Work Programs", Name: name, Session: session, ProviderID: heartland.ID,
		StartDate: "2026-12-01", EndDate: "2027-02-26", Comments: []string{"Needs evening hours."},
	}
	_, err := c.AddActivity(ctx, c.by(lind), ana.ID, a, store.Idempotency{},
		func(customer referral.Customer) error { return a.Check(customer, c.rules) }, func() store.Reply { return store.Reply{} })
	c.must(t, err)
	return a.ID
}

// generate generates a form: the referral's id, and whether it was made now.
func (c caseload) generate(activity string) (id string, made bool, err error) {
	cmd := c.by(lind)
	_, err = c.GenerateForm(ctx, ks, store.ActivityID{Customer: ana.ID, Activity: activity}, cmd.At, store.Idempotency{},
		func(from store.FormParties) (referral.Change, error) {
			if f, stands := from.Draft.Form(); stands {
				return from.Draft.State.Refill(cmd, f, from.Customer, from.Activity)
			}
			return referral.Generate(cmd, c.newID(), from.Parties, from.Activity, "")
		}, func(r store.Record, isNew bool) store.Reply {
			id, made = r.State.ID, isNew
			return store.Reply{}
		})
	return id, made, err
}

// decide runs a command on a form, with a PDF where it sends one.
func (c caseload) decide(id string, decide func(referral.Command, store.Record) (referral.Change, error)) error {
	cmd := c.by(lind)
	_, err := c.Change(ctx, ks, id, cmd.At, store.Idempotency{}, func(r store.Record) (referral.Change, error) {
		change, err := decide(cmd, r)
		if err == nil && change.Distributes() {
			change = change.Attach([]byte("%PDF-1.3 of " + id))
		}
		return change, err
	}, answer(200))
	return err
}

func sendForm(cmd referral.Command, r store.Record) (referral.Change, error) {
	f, _ := r.Form()
	return r.State.SendForm(cmd, f, r.State.Contact)
}

func respond(decision referral.Status) func(referral.Command, store.Record) (referral.Change, error) {
	return func(cmd referral.Command, r store.Record) (referral.Change, error) {
		return r.State.Answer(cmd, referral.Answer{Decision: decision, Name: "Quinn Ames", Channel: referral.ByPortal, Reason: "no-capacity"})
	}
}

// distributed is the id of a form that was sent.
func (c caseload) distributed(t *testing.T, name, session string) string {
	t.Helper()
	id, _, err := c.generate(c.plan(t, name, session))
	c.must(t, err)
	c.must(t, c.decide(id, sendForm))
	return id
}

func (c caseload) record(t *testing.T, id string) store.Record {
	t.Helper()
	r, err := c.Referral(ctx, ks, id)
	c.must(t, err)
	return r
}

// open are a navigator's open tasks.
func (c caseload) open(t *testing.T, navigator string) []referral.Task {
	t.Helper()
	page, err := c.Tasks(ctx, ks, navigator, referral.TaskOpen, "", store.Whole)
	c.must(t, err)
	return page.Items
}
