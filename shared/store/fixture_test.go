package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
	"github.com/referral-tool/referrals/shared/store/storetest"
	"github.com/referral-tool/referrals/shared/view"
)

// fixture is a table with the guide's customer, an organization and its contact.
type fixture struct {
	*storetest.Table
	rules *referral.Rules
	now   time.Time
	ids   atomic.Int64
}

var ctx = context.Background()

const ceja = "ceja"

func setUp(t *testing.T) *fixture {
	t.Helper()
	programs, err := program.Load()
	if err != nil {
		t.Fatal(err)
	}
	p, _ := programs.Get(ceja)
	f := &fixture{Table: storetest.New(t), rules: rulesOf(p), now: time.Date(2026, 11, 20, 16, 0, 0, 0, time.UTC)}
	f.must(t, f.put(john))
	if _, err := f.PutOrganization(ctx, f.command(), rides); err != nil {
		t.Fatal(err)
	}
	if _, err := f.PutContact(ctx, f.command(), rides.ID, dana); err != nil {
		t.Fatal(err)
	}
	return f
}

// rulesOf are a program's rules, free to be changed by the test.
func rulesOf(p *program.Program) *referral.Rules {
	rules := *p.Rules()
	return &rules
}

var (
	john = referral.Customer{
		ID: "c01", FirstName: "John", LastName: "Jones", Address: "306 E Adams, Springfield, IL 62704", Phone: "217-303-5859",
		Email: "john.jones@noemail.com", Group: "CEJA/FEJA Programs", Grantee: "lincoln-land",
	}
	rides = referral.Organization{ID: "o3", Name: "Sangamo Ride Share"}
	dana  = referral.Contact{ID: "k3", Name: "Dana Ruiz", Email: "rides@o3.referrals.test"}
	whom  = store.PartyIDs{Customer: john.ID, Organization: rides.ID, Contact: dana.ID}
	staff = referral.Actor{Sub: "u1", Name: "Casey Manager", Email: "casey@lincoln-land.referrals.test", Role: referral.CaseManager}
)

func (f *fixture) put(c referral.Customer) error {
	_, err := f.PutCustomer(ctx, f.command(), c)
	return err
}

func (f *fixture) must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (f *fixture) command() referral.Command {
	return referral.Command{ID: f.newID(), At: f.at(), By: staff, Rules: f.rules}
}

// newID counts, so that two fixtures with the same history have the same ids.
func (f *fixture) newID() string {
	return fmt.Sprintf("01970000-0000-7000-8000-%012x", f.ids.Add(1))
}

func (f *fixture) at() referral.Instant { return referral.At(f.now) }

// clock sets the program's clocks, "2006-01-02 15:04".
func (f *fixture) clock(t *testing.T, text string) {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, f.rules.Zone)
	f.must(t, err)
	f.now = at
}

// send makes and sends a referral for services; idem may be the zero Idempotency.
func (f *fixture) send(idem store.Idempotency, services ...string) (store.Reply, error) {
	cmd := f.command()
	return f.Create(ctx, ceja, whom, cmd.At, idem, func(parties referral.Parties) (referral.Change, error) {
		parties.GranteeName = "Lincoln Land Energy Training"
		return referral.Create(cmd, f.newID(), parties, referral.Request{Services: services})
	}, answer(201))
}

// sent is the id of a referral that was sent.
func (f *fixture) sent(t *testing.T, services ...string) string {
	t.Helper()
	reply, err := f.send(store.Idempotency{}, services...)
	f.must(t, err)
	return stateIn(t, reply).ID
}

// answer keeps the state in the reply, for the test to look at.
func answer(status int) store.Answer {
	return func(r store.Record) store.Reply {
		body, _ := json.Marshal(r.State)
		return store.Reply{Status: status, Body: string(body)}
	}
}

func stateIn(t *testing.T, reply store.Reply) referral.State {
	t.Helper()
	var s referral.State
	if err := json.Unmarshal([]byte(reply.Body), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

func (f *fixture) change(id string, idem store.Idempotency, decide store.Decide) (store.Reply, error) {
	return f.Change(ctx, ceja, id, f.at(), idem, decide, answer(200))
}

func (f *fixture) answerWith(id string, decision referral.Status, name string) (store.Reply, error) {
	cmd := f.command()
	return f.change(id, store.Idempotency{}, func(r store.Record) (referral.Change, error) {
		return r.State.Answer(cmd, referral.Answer{Decision: decision, Name: name, Channel: referral.ByLink})
	})
}

func (f *fixture) read(t *testing.T, id string) store.Record {
	t.Helper()
	record, err := f.Referral(ctx, ceja, id)
	f.must(t, err)
	return record
}

func (f *fixture) cancel(id string) (store.Reply, error) {
	cmd := f.command()
	return f.change(id, store.Idempotency{}, func(r store.Record) (referral.Change, error) { return r.State.Cancel(cmd, "") })
}

// resend sends a referral again, to the contact as the directory has it.
func (f *fixture) resend(id string) (store.Reply, error) {
	cmd := f.command()
	return f.change(id, store.Idempotency{}, func(r store.Record) (referral.Change, error) {
		parties, err := f.Parties(ctx, ceja, whom)
		if err != nil {
			return referral.Change{}, err
		}
		return r.State.Resend(cmd, parties)
	})
}

// rows are a customer's referrals as the referral page shows them.
// CustomerReferrals are a customer and the rows of the customer's referral page.
func (f *fixture) CustomerReferrals(ctx context.Context, program, customer string, now referral.Instant) (referral.Customer, []view.Row, error) {
	file, err := f.CustomerFile(ctx, program, customer)
	for i, row := range file.Rows {
		file.Rows[i] = row.At(now)
	}
	return file.Customer, file.Rows, err
}

func (f *fixture) rows(t *testing.T, customer string) []view.Row {
	t.Helper()
	_, rows, err := f.CustomerReferrals(ctx, ceja, customer, f.at())
	f.must(t, err)
	return rows
}

// sentWithConsent is the id of a referral that rests on a consent up to a day.
func (f *fixture) sentWithConsent(t *testing.T, until referral.Date, services ...string) string {
	t.Helper()
	cmd := f.command()
	reply, err := f.Create(ctx, ceja, whom, cmd.At, store.Idempotency{}, func(parties referral.Parties) (referral.Change, error) {
		return referral.Create(cmd, f.newID(), parties, referral.Request{
			Services: services, Consent: &referral.Consent{By: "John Jones", Method: "written", Date: "2026-11-01", Until: until},
		})
	}, answer(201))
	f.must(t, err)
	return stateIn(t, reply).ID
}

// answerLine answers one service of a referral.
func (f *fixture) answerLine(t *testing.T, id, service string, decision referral.Status) {
	t.Helper()
	cmd := f.command()
	line := referral.LineAnswer{Service: service, Decision: decision}
	if decision == referral.Rejected {
		line.Reason = "no-capacity"
	}
	_, err := f.change(id, store.Idempotency{}, func(r store.Record) (referral.Change, error) {
		return r.State.Answer(cmd, referral.Answer{Name: "Dana Ruiz", Channel: referral.ByLink, Lines: []referral.LineAnswer{line}})
	})
	f.must(t, err)
}
