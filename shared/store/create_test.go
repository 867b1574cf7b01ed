package store_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

func kindOf(err error) referral.ErrorKind {
	var e *referral.Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

func TestCreate(t *testing.T) {
	f := setUp(t)
	var reply store.Reply
	var err error
	if n := f.Requests(func() { reply, err = f.send(store.Idempotency{}, "transportation", "housing-assistance") }); n != 2 {
		t.Errorf("a create made %d requests, want 2", n)
	}
	f.must(t, err)
	made := stateIn(t, reply)
	record := f.read(t, made.ID)
	if record.State.Status != referral.Sent || len(record.Events) != 1 || record.Events[0].Type != referral.WasSent {
		t.Errorf("stored %s with events %v", record.State.Status, record.Events)
	}
	if len(record.Mails) != 1 || record.Mails[0].Kind != referral.MailSent || record.Mails[0].State != referral.MailQueued {
		t.Errorf("mails: %+v", record.Mails)
	}
	customer, rows, err := f.CustomerReferrals(ctx, ceja, john.ID, referral.At(f.now))
	f.must(t, err)
	if customer.ID != john.ID || len(rows) != 1 || rows[0].ID != made.ID || rows[0].Delivery != referral.MailQueued {
		t.Errorf("the customer's page shows %+v", rows)
	}
}

func TestCreateRefusesDuplicates(t *testing.T) {
	f := setUp(t)
	first := f.sent(t, "transportation")
	before := f.Items(t)
	_, err := f.send(store.Idempotency{}, "housing-assistance", "transportation")
	var refused *referral.Error
	if !errors.As(err, &refused) || refused.Kind != referral.Conflict || refused.DuplicateOf != first {
		t.Fatalf("a duplicate answered %v, want a conflict that names %s", err, first)
	}
	if after := f.Items(t); after != before {
		t.Errorf("a refused create left %d items", after-before)
	}
	f.sent(t, "housing-assistance") // another service is another matter
}

func TestCreateAllowsAReasonedRepeat(t *testing.T) {
	f := setUp(t)
	first := f.sent(t, "transportation")
	cmd := f.command()
	reply, err := f.Create(ctx, ceja, whom, cmd.At, store.Idempotency{}, func(parties referral.Parties) (referral.Change, error) {
		return referral.Create(cmd, f.newID(), parties, referral.Request{Services: []string{"transportation"}, AllowRepeat: "Second child"})
	}, answer(201))
	f.must(t, err)
	second := stateIn(t, reply).ID
	// Either of the two still guards when the other has ended.
	for _, ended := range []string{first, second} {
		if _, err := f.send(store.Idempotency{}, "transportation"); kindOf(err) != referral.Conflict {
			t.Errorf("a third referral answered %v, want a conflict", err)
		}
		_, err := f.change(ended, store.Idempotency{}, func(r store.Record) (referral.Change, error) {
			return r.State.Cancel(f.command(), "")
		})
		f.must(t, err)
	}
	f.sent(t, "transportation")
}

func TestCreateOfWhatIsUnknown(t *testing.T) {
	f := setUp(t)
	before := f.Items(t)
	for name, unknown := range map[string]store.PartyIDs{
		"customer":          {Customer: "nobody", Organization: rides.ID, Contact: dana.ID},
		"organization":      {Customer: john.ID, Organization: "nowhere", Contact: dana.ID},
		"contact":           {Customer: john.ID, Organization: rides.ID, Contact: "nobody"},
		"another program's": {Customer: john.ID, Organization: rides.ID, Contact: dana.ID},
	} {
		program := ceja
		if name == "another program's" {
			program = "ks-dcf"
		}
		_, err := f.Create(ctx, program, unknown, referral.At(f.now), store.Idempotency{}, func(referral.Parties) (referral.Change, error) {
			t.Errorf("%s: decided on", name)
			return referral.Change{}, nil
		}, answer(201))
		if kindOf(err) != referral.NotFound {
			t.Errorf("%s: %v, want not found", name, err)
		}
	}
	if f.Items(t) != before {
		t.Error("something was stored")
	}
}

// The same referral created 32 times at once is one referral, and every loser learns which.
func TestCreateRaced(t *testing.T) {
	f := setUp(t)
	const clients = 32
	replies, errs := make([]store.Reply, clients), make([]error, clients)
	var wg sync.WaitGroup
	for i := range clients {
		wg.Go(func() { replies[i], errs[i] = f.send(store.Idempotency{}, "transportation") })
	}
	wg.Wait()
	winner := ""
	for i := range clients {
		if errs[i] == nil {
			if winner != "" {
				t.Fatal("two creates won")
			}
			winner = stateIn(t, replies[i]).ID
		}
	}
	for _, err := range errs {
		var refused *referral.Error
		if err != nil && (!errors.As(err, &refused) || refused.DuplicateOf != winner) {
			t.Errorf("a loser heard %v, want a conflict that names %s", err, winner)
		}
	}
	_, rows, err := f.CustomerReferrals(ctx, ceja, john.ID, referral.At(f.now))
	f.must(t, err)
	if len(rows) != 1 {
		t.Errorf("%d referrals were made", len(rows))
	}
}

func TestCreateAgainWithTheSameKey(t *testing.T) {
	f := setUp(t)
	idem := store.Idempotency{Hash: "h1", BodyHash: "b1"}
	first, err := f.send(idem, "transportation")
	f.must(t, err)
	before := f.Items(t)
	n := f.Requests(func() { _, err = f.send(idem, "transportation") })
	again, replayed := store.Replayed(err)
	if !replayed || again.Body != first.Body || again.Status != first.Status || n != 1 {
		t.Errorf("the repetition answered %v after %d requests, want the first answer after 1", err, n)
	}
	if _, err := f.send(store.Idempotency{Hash: "h1", BodyHash: "b2"}, "housing-assistance"); kindOf(err) != referral.Invalid {
		t.Errorf("the same key with another body answered %v", err)
	}
	if f.Items(t) != before {
		t.Error("a repetition stored something")
	}
	f.now = f.now.Add(25 * 60 * 60 * 1e9)
	if _, err := f.send(idem, "transportation"); kindOf(err) != referral.Conflict {
		t.Errorf("a day later the key has been forgotten, and the duplicate counts: %v", err)
	}
}

// Of first calls that race with one key, one makes the referral and all others answer as it did.
func TestCreateRacedWithTheSameKey(t *testing.T) {
	f := setUp(t)
	idem := store.Idempotency{Hash: "h1", BodyHash: "b1"}
	const clients = 16
	bodies := make([]string, clients)
	var wg sync.WaitGroup
	for i := range clients {
		wg.Go(func() {
			reply, err := f.send(idem, "transportation")
			if first, again := store.Replayed(err); again {
				reply, err = first, nil
			}
			if err != nil {
				t.Error(err)
			}
			bodies[i] = reply.Body
		})
	}
	wg.Wait()
	for _, body := range bodies {
		if body != bodies[0] {
			t.Fatal("two calls with one key answered differently")
		}
	}
}

// References are shorter than ids: where one is taken already, another id is tried.
func TestCreateWhoseReferenceIsTaken(t *testing.T) {
	f := setUp(t)
	taken := f.sent(t, "transportation")
	id := f.newID()
	_, err := f.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &f.Name, Item: map[string]types.AttributeValue{
		"PK": &types.AttributeValueMemberS{Value: "ceja#NO#" + strings.ReplaceAll(referral.ReferenceOf(id)[2:], "-", "")},
		"SK": &types.AttributeValueMemberS{Value: "NO"}, "referralId": &types.AttributeValueMemberS{Value: taken},
	}})
	f.must(t, err)
	tries := 0
	cmd := f.command()
	reply, err := f.Create(ctx, ceja, whom, cmd.At, store.Idempotency{}, func(parties referral.Parties) (referral.Change, error) {
		if tries++; tries > 1 {
			id = f.newID()
		}
		return referral.Create(cmd, id, parties, referral.Request{Services: []string{"housing-assistance"}})
	}, answer(201))
	f.must(t, err)
	if made := stateIn(t, reply); tries != 2 || made.ID != id {
		t.Errorf("after %d tries made %s", tries, made.ID)
	}
}

// A customer who is moved to another grantee while a referral is being made is not the caller's any more.
func TestCreateForACustomerWhoLeaves(t *testing.T) {
	f := setUp(t)
	cmd := f.command()
	_, err := f.Create(ctx, ceja, whom, cmd.At, store.Idempotency{}, func(parties referral.Parties) (referral.Change, error) {
		moved := john
		moved.Grantee = "prairie-works"
		f.must(t, f.put(moved))
		return referral.Create(cmd, f.newID(), parties, referral.Request{Services: []string{"transportation"}})
	}, answer(201))
	if kindOf(err) != referral.NotFound {
		t.Errorf("answered %v, want not found", err)
	}
	if rows := f.rows(t, john.ID); len(rows) != 0 {
		t.Error("a referral was made")
	}
}

// A draft holds no guard, and nobody is told.
func TestCreateDraft(t *testing.T) {
	f := setUp(t)
	cmd := f.command()
	before := f.Items(t)
	reply, err := f.Create(ctx, ceja, store.PartyIDs{Customer: john.ID}, cmd.At, store.Idempotency{}, func(parties referral.Parties) (referral.Change, error) {
		return referral.CreateDraft(cmd, f.newID(), parties, referral.Request{Services: []string{"transportation"}})
	}, answer(201))
	f.must(t, err)
	id := stateIn(t, reply).ID
	if n := f.Items(t) - before; n != 4 { // state, event, card, reference
		t.Errorf("a draft left %d items, want 4", n)
	}
	if rows := f.rows(t, john.ID); len(rows) != 1 || rows[0].Delivery != "" {
		t.Errorf("the page shows %+v", rows)
	}
	f.sent(t, "transportation")
	f.clock(t, "2027-12-31 00:00")
	for _, due := range f.dueReferrals(t) {
		if due == id {
			t.Error("a draft is due")
		}
	}
}
