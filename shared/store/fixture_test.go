package store_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
	"github.com/referral-tool/referrals/shared/store/storetest"
)

// fixture is a table with the guide's customer, an organization and its contact.
type fixture struct {
	*storetest.Table
	rules *referral.Rules
	now   time.Time
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
	f := &fixture{Table: storetest.New(t), rules: p.Rules(), now: time.Date(2026, 11, 20, 16, 0, 0, 0, time.UTC)}
	f.must(t, f.put(john))
	if _, err := f.PutOrganization(ctx, f.command(), rides); err != nil {
		t.Fatal(err)
	}
	if _, err := f.PutContact(ctx, f.command(), rides.ID, dana); err != nil {
		t.Fatal(err)
	}
	return f
}

var (
	john = referral.Customer{
		ID: "c01", FirstName: "John", LastName: "Jones", Address: "306 E Adams, Springfield, IL 62704", Phone: "217-303-5859",
		Email: "john.jones@noemail.com", Group: "CEJA/FEJA Programs", Grantee: "lincoln-land",
	}
	rides = referral.Organization{ID: "o3", Name: "Sangamo Ride Share"}
	dana  = referral.Contact{ID: "k3", Name: "Dana Ruiz", Email: "rides@o3.referrals.test"}
	ids   = store.PartyIDs{Customer: john.ID, Organization: rides.ID, Contact: dana.ID}
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
	return referral.Command{ID: newID(), At: referral.At(f.now), By: staff, Rules: f.rules}
}

func newID() string { return uuid.Must(uuid.NewV7()).String() }

// send makes and sends a referral for services; idem may be the zero Idempotency.
func (f *fixture) send(idem store.Idempotency, services ...string) (store.Reply, error) {
	cmd := f.command()
	return f.Create(ctx, ceja, ids, cmd.At, idem, func(parties referral.Parties) (referral.Change, error) {
		parties.GranteeName = "Lincoln Land Energy Training"
		return referral.Create(cmd, newID(), parties, referral.Request{Services: services})
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
	return f.Change(ctx, ceja, id, referral.At(f.now), idem, decide, answer(200))
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
