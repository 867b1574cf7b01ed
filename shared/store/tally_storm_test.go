package store_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/infra/template"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
	"github.com/referral-tool/referrals/shared/store"
)

// Sizes of the storm: the engine slows down with what piles up in a table's stream.
const (
	stormCommands   = 120
	stormCommanders = 4
	stormTallies    = 4
)

// storm is random commands for some customers, with tallies racing each other behind them.
type storm struct {
	*fixture
	catalog   *standing.Catalog
	tallied   []string // types of events that the stream brings to the tally
	customers []referral.Customer
	partners  []store.PartyIDs

	mu        sync.Mutex
	referrals []string
	happened  chan string // customers of events, in the order of the stream, each twice
}

// TestTallyStorm: after random commands, with every event delivered twice and to several tallies at once, figures,
// lists, and a count of the referrals themselves agree, and a recount finds nothing to correct. A list that is read
// meanwhile has as many members as its figure of the same moment.
func TestTallyStorm(t *testing.T) {
	s := newStorm(t)
	var tallies, commands, readers sync.WaitGroup
	for range stormTallies {
		tallies.Go(func() {
			for customer := range s.happened {
				if err := s.Tally(ctx, ceja, customer, s.catalog); err != nil {
					t.Error(err)
				}
			}
		})
	}
	var over atomic.Bool
	compared := 0
	readers.Go(func() { compared = s.compareWhile(t, func() bool { return !over.Load() }) })
	for n := range stormCommanders {
		random := rand.New(rand.NewPCG(uint64(n), 4))
		commands.Go(func() {
			for range stormCommands / stormCommanders {
				s.command(t, random)
			}
		})
	}
	commands.Wait()
	close(s.happened)
	tallies.Wait()
	over.Store(true)
	readers.Wait()
	if compared == 0 {
		t.Error("no list was read together with its figure")
	}
	s.agrees(t)
	for _, g := range []string{"lincoln-land", "prairie-works"} {
		recounted, err := s.Recount(ctx, ceja, g, s.catalog)
		if err != nil || !recounted.Right() {
			t.Errorf("the recount of %s corrects %+v, %v", g, recounted, err)
		}
	}
	s.agrees(t)
}

func newStorm(t *testing.T) *storm {
	t.Helper()
	programs, err := program.Load()
	if err != nil {
		t.Fatal(err)
	}
	p, _ := programs.Get(ceja)
	s := &storm{fixture: setUp(t), catalog: p.Standings(), tallied: talliedTypes(t), happened: make(chan string, 16*stormCommands)}
	for i, g := range []string{"lincoln-land", "lincoln-land", "lincoln-land", "prairie-works", "prairie-works"} {
		c := referral.Customer{ID: fmt.Sprintf("s%d", i), FirstName: "Pat", LastName: fmt.Sprintf("Storm %d", i), Grantee: g}
		s.customers = append(s.customers, c)
		s.must(t, s.put(c))
		s.note(c.ID, store.CustomerLoaded)
	}
	s.note(john.ID, store.CustomerLoaded)
	for i, o := range []referral.Organization{{ID: "p0", Name: "One"}, {ID: "p1", Name: "Two"}, {ID: "p2", Name: "Three", ReceivesOnly: true}} {
		_, err := s.PutOrganization(ctx, s.fixture.command(), o)
		s.must(t, err)
		contact := referral.Contact{ID: "k", Name: "Kim", Email: fmt.Sprintf("kim@p%d.referrals.test", i)}
		_, err = s.PutContact(ctx, s.fixture.command(), o.ID, contact)
		s.must(t, err)
		s.partners = append(s.partners, store.PartyIDs{Organization: o.ID, Contact: contact.ID})
	}
	return s
}

// talliedTypes are the types of events that template.yaml lets through to the tally.
func talliedTypes(t *testing.T) []string {
	t.Helper()
	read, err := template.Read("../../template.yaml", map[string]string{
		"Issuer": "https://issuer.test", "Audience": "client", "PortalOrigins": "", "Sender": "a@b.test",
	})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, stream := range read.Streams {
		for _, filter := range stream.Filters {
			var pattern struct {
				DynamoDB struct {
					NewImage struct{ Type struct{ S []string } }
				}
			}
			if err := json.Unmarshal([]byte(filter), &pattern); err != nil {
				t.Fatal(err)
			}
			if stream.Function == "dashboard-tally" {
				all = append(all, pattern.DynamoDB.NewImage.Type.S...)
			}
		}
	}
	return all
}

// note is an event on the stream: it comes twice where the tally listens for it.
func (s *storm) note(customer, kind string) {
	if slices.Contains(s.tallied, kind) {
		s.happened <- customer
		s.happened <- customer
	}
}

// command does something at random. What the state forbids is refused, as it is to people.
func (s *storm) command(t *testing.T, random *rand.Rand) {
	c := s.customers[random.IntN(len(s.customers))]
	var err error
	switch random.IntN(11) {
	case 0, 1, 2:
		err = s.refer(c, random)
	case 3:
		err = s.assess(c, random)
	case 4:
		err = s.reload(c, random)
	default:
		err = s.onReferral(random)
	}
	var refused *referral.Error
	if err != nil && !errors.As(err, &refused) {
		t.Error(err)
	}
}

// later is a command up to some weeks after the storm's beginning.
func (s *storm) later(random *rand.Rand) referral.Command {
	return referral.Command{
		ID: s.newID(), At: s.at().Add(time.Duration(random.IntN(40*24)) * time.Hour), By: staff, Rules: s.rules,
	}
}

func (s *storm) refer(c referral.Customer, random *rand.Rand) error {
	cmd, id := s.later(random), s.newID()
	ids := s.partners[random.IntN(len(s.partners))]
	ids.Customer = c.ID
	services := [][]string{{"transportation"}, {"housing-assistance", "uniforms"}, {"dependent-care", "legal-aid"}}[random.IntN(3)]
	draft := random.IntN(5) == 0
	var kind referral.EventType
	_, err := s.Create(ctx, ceja, ids, cmd.At, store.Idempotency{}, func(parties referral.Parties) (referral.Change, error) {
		make := referral.Create
		if draft {
			make = referral.CreateDraft
		}
		change, err := make(cmd, id, parties, referral.Request{Services: services})
		kind = change.Event().Type
		return change, err
	}, answer(201))
	if err != nil {
		return err
	}
	s.mu.Lock()
	s.referrals = append(s.referrals, id)
	s.mu.Unlock()
	s.note(c.ID, string(kind))
	return nil
}

func (s *storm) assess(c referral.Customer, random *rand.Rand) error {
	cmd := s.later(random)
	var options = []string{}
	for _, o := range []string{"referral-for-transportation-assistance", "referral-for-housing-assistance", "referral-for-childcare"} {
		if random.IntN(2) == 0 {
			options = append(options, o)
		}
	}
	_, err := s.AddAssessment(ctx, cmd, c.ID, store.Idempotency{}, func(referral.Customer) (standing.Assessment, error) {
		return standing.Assess(cmd, cmd.ID, referral.Date(fmt.Sprintf("2026-11-%02d", 1+random.IntN(5))), options, s.catalog)
	}, func(standing.Assessment) store.Reply { return store.Reply{} })
	if err == nil {
		s.note(c.ID, store.CustomerAssessed)
	}
	return err
}

// reload gives a customer another name, or moves to another grantee.
func (s *storm) reload(c referral.Customer, random *rand.Rand) error {
	c.FirstName = []string{"Pat", "Patricia"}[random.IntN(2)]
	c.Grantee = []string{"lincoln-land", "prairie-works"}[random.IntN(2)]
	_, err := s.PutCustomer(ctx, s.later(random), c)
	if err == nil {
		s.note(c.ID, store.CustomerChanged)
	}
	return err
}

// onReferral answers, cancels, resends or sweeps a referral, or has its mail come back.
func (s *storm) onReferral(random *rand.Rand) error {
	s.mu.Lock()
	if len(s.referrals) == 0 {
		s.mu.Unlock()
		return nil
	}
	id := s.referrals[random.IntN(len(s.referrals))]
	s.mu.Unlock()
	cmd, what := s.later(random), random.IntN(8)
	if what == 0 {
		return s.bounce(cmd, id)
	}
	decision := referral.Decisions()[random.IntN(5)]
	var event referral.Event
	_, err := s.Change(ctx, ceja, id, cmd.At, store.Idempotency{}, func(r store.Record) (referral.Change, error) {
		var change referral.Change
		var err error
		switch what {
		case 1:
			change, err = r.State.Cancel(cmd, "")
		case 2:
			change, err = r.State.Resend(cmd, partiesOf(r.State))
		case 3, 4:
			change, err = r.State.Sweep(cmd)
		default:
			change, err = r.State.Answer(cmd, stormAnswer(r.State, decision, what == 5))
		}
		event = change.Event()
		return change, err
	}, answer(200))
	if err == nil {
		s.note(event.CustomerID, string(event.Type))
	}
	return err
}

func partiesOf(s referral.State) referral.Parties {
	return referral.Parties{Customer: s.Customer, Organization: s.Organization, Contact: s.Contact}
}

// stormAnswer answers all lines, or the last alone.
func stormAnswer(s referral.State, decision referral.Status, one bool) referral.Answer {
	a := referral.Answer{
		Decision: decision, Name: "Kim", Channel: referral.ByTelephone, Reason: "no-capacity", Outcome: "enrolled",
	}
	if one {
		a.Decision = ""
		a.Lines = []referral.LineAnswer{{Service: s.Lines[len(s.Lines)-1].Service, Decision: decision}}
	}
	return a
}

// bounce has the newest mail of a referral come back.
func (s *storm) bounce(cmd referral.Command, id string) error {
	record, err := s.Referral(ctx, ceja, id)
	if err != nil {
		return err
	}
	m, sent := referral.Newest(record.Mails)
	if !sent {
		return nil
	}
	claimed, ours, err := s.ClaimMail(ctx, store.MailIDOf(m), cmd.At)
	if err != nil || !ours {
		if errors.Is(err, store.ErrMailTaken) {
			return nil
		}
		return err
	}
	err = s.FinishMail(ctx, cmd, record.State, claimed, store.MailResult{State: referral.MailBounced})
	if err == nil {
		s.note(record.State.Customer.ID, string(referral.Undelivered))
	}
	return err
}

// compareWhile reads lists together with their figures, and compares where no tally came in between.
func (s *storm) compareWhile(t *testing.T, goOn func() bool) (compared int) {
	lists := s.catalog.Lists()
	for i := 0; goOn(); i++ {
		list := lists[i%len(lists)]
		before := s.figuresItem(t)
		page, err := s.Members(ctx, ceja, "lincoln-land", list, "", store.Whole)
		if err != nil {
			t.Error(err)
			return compared
		}
		after := s.figuresItem(t)
		if before["version"] == "" || before["version"] != after["version"] {
			continue
		}
		compared++
		figure := before["n:"+string(list)]
		if figure == "" {
			figure = "0"
		}
		if figure != fmt.Sprint(len(page.Items)) {
			t.Errorf("%s has %d members, and its figure is %s", list, len(page.Items), figure)
		}
	}
	return compared
}

// figuresItem is the figures' item with its version.
func (s *storm) figuresItem(t *testing.T) map[string]string {
	out, err := s.Client.GetItem(ctx, &dynamodb.GetItemInput{
		TableName: &s.Name, ConsistentRead: aws.Bool(true),
		Key: map[string]types.AttributeValue{
			"PK": &types.AttributeValueMemberS{Value: "ceja#COUNTS"}, "SK": &types.AttributeValueMemberS{Value: "lincoln-land"},
		},
	})
	if err != nil {
		t.Error(err)
		return nil
	}
	numbers := map[string]string{}
	for name, value := range out.Item {
		if n, is := value.(*types.AttributeValueMemberN); is {
			numbers[name] = n.Value
		}
	}
	return numbers
}

// agrees holds figures and lists against the referrals themselves and the assessments, which the tally never reads.
func (s *storm) agrees(t *testing.T) {
	t.Helper()
	made := map[string]int{}
	want := map[string]map[standing.List][]string{"lincoln-land": {}, "prairie-works": {}}
	for _, c := range append(s.customers, john) {
		customer, assessments, err := s.Assessments(ctx, ceja, c.ID)
		s.must(t, err)
		var latest *standing.Assessment
		if len(assessments) > 0 {
			latest = &assessments[0]
		}
		is := s.catalog.Standing(latest, s.referralsOf(t, c.ID))
		made[customer.Grantee] += is.Referrals
		for _, list := range is.Lists {
			want[customer.Grantee][list] = append(want[customer.Grantee][list], c.ID)
		}
	}
	for grantee, lists := range want {
		figures, err := s.Figures(ctx, ceja, grantee)
		s.must(t, err)
		if figures.Referrals != made[grantee] {
			t.Errorf("%s: %d referrals made, want %d", grantee, figures.Referrals, made[grantee])
		}
		for _, list := range s.catalog.Lists() {
			got := s.members(t, grantee, list)
			slices.Sort(lists[list])
			if !slices.Equal(got, lists[list]) || figures.Lists[list] != len(got) {
				t.Errorf("%s, %s: figure %d, members %v, want %v", grantee, list, figures.Lists[list], got, lists[list])
			}
		}
	}
}

// referralsOf are a customer's referrals, judged from their own items.
func (s *storm) referralsOf(t *testing.T, customer string) []standing.Referral {
	t.Helper()
	var all []standing.Referral
	for _, id := range s.referrals {
		r := s.read(t, id)
		if r.State.Customer.ID != customer {
			continue
		}
		is := standing.Referral{
			ID: id, Status: r.State.Status, ReceivesOnly: r.State.Organization.ReceivesOnly,
			Overdue: r.State.MarkedOverdue, Undeliverable: referral.Delivery(r.Mails).Undeliverable(),
			SentAt: r.State.SentAt, AnsweredAt: r.State.AnsweredAt,
		}
		for _, l := range r.State.Lines {
			is.Lines = append(is.Lines, standing.Line{Service: l.Service, Label: l.Label, Status: l.Status, Outcome: l.Outcome})
		}
		all = append(all, is)
	}
	return all
}
