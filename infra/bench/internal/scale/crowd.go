package scale

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/uuid"

	"github.com/referral-tool/referrals/infra/bench/internal/scene"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
	"github.com/referral-tool/referrals/shared/store"
)

// perCustomer is how many referrals each customer of a crowd has.
const perCustomer = 10

// crowd is a number of referrals that await their answers, with the customers whom they are about. Of the referrals only
// what a sweep reads is written, of the customers only what the dashboard reads.
type crowd struct {
	client  *dynamodb.Client // of the engine
	table   string
	people  *scene.People
	catalog *standing.Catalog
	sent    time.Time // when the first was; the others follow by the second
	tell    func(string)
}

// load writes the crowd. The table must have no stream: nobody shall hear of it, and the engine is faster so.
func (c *crowd) load(ctx context.Context, referrals int) error {
	const writers = 4
	out := newBulk(ctx, c.client, c.table, writers)
	pace := newPace("Loading referrals", referrals, c.tell)
	into := &capture{}
	s := store.New(into.client(), c.table)
	var figures *types.Update
	customers := 0
	for n := 0; n < referrals; n += perCustomer {
		customer := scene.CustomerOf(fmt.Sprintf("crowd-%07d", customers))
		var cards []item
		for i := n; i < min(n+perCustomer, referrals); i++ {
			state, card, err := c.referral(ctx, s, into, customer, i)
			if err != nil {
				return err
			}
			out.put(state)
			cards = append(cards, card)
		}
		members, update, err := c.count(ctx, s, into, customer, cards)
		if err != nil {
			return err
		}
		for _, m := range members {
			out.put(m)
		}
		customers++
		figures = sum(figures, update)
		pace.at(n)
	}
	if err := out.wait(); err != nil {
		return err
	}
	return c.writeFigures(ctx, figures)
}

// referral makes a referral of the crowd: its state, which the sweep's index holds, and its card, which is counted.
func (c *crowd) referral(ctx context.Context, s *store.Store, into *capture, customer referral.Customer, n int) (state, card item, err error) {
	cmd := c.people.Command()
	cmd.At = referral.At(c.sent.Add(time.Duration(n) * time.Second))
	parties := partiesOf(customer, "crowd")
	ids := store.PartyIDs{Customer: customer.ID, Organization: parties.Organization.ID, Contact: parties.Contact.ID}
	_, err = s.Create(ctx, cmd.Rules.Program, ids, cmd.At, store.Idempotency{}, func(referral.Parties) (referral.Change, error) {
		return referral.Create(cmd, uuid.NewString(), parties, request())
	}, func(store.Record) store.Reply { return store.Reply{} })
	if err != nil {
		return nil, nil, err
	}
	puts, _ := into.take()
	for _, it := range puts {
		switch {
		case textOf(it, "SK") == "META":
			state = it
		case textOf(it, "PK") == cmd.Rules.Program+"#CUST#"+customer.ID:
			card = it
		}
	}
	if state == nil || card == nil {
		return nil, nil, fmt.Errorf("a referral was made without its state or its card")
	}
	return state, card, nil
}

// granteeName is how partners read the referring organization: the mails say it.
const granteeName = "Lincoln Land Energy Training"

// request is what all referrals here ask for.
func request() referral.Request {
	return referral.Request{Services: []string{"transportation", "legal-aid"}, Note: "Needs a ride to class, twice a week."}
}

func partiesOf(customer referral.Customer, contact string) referral.Parties {
	return referral.Parties{
		Customer:     customer,
		Organization: referral.Organization{ID: scene.Organization, Name: "Springfield Family Services"},
		Contact:      referral.Contact{ID: contact, Name: "Maria Lopez", Email: scene.Address(contact)},
		GranteeName:  granteeName,
	}
}

// count tallies a customer: the places in the lists behind the figures, and what the figures rise by.
func (c *crowd) count(ctx context.Context, s *store.Store, into *capture, customer referral.Customer, cards []item) (members []item, figures *types.Update, err error) {
	fields, err := attributevalue.MarshalMapWithOptions(customer, func(o *attributevalue.EncoderOptions) { o.TagKey = "json" })
	if err != nil {
		return nil, nil, err
	}
	itself := item{"PK": cards[0]["PK"], "SK": &types.AttributeValueMemberS{Value: "CUST#Z"}, "customer": &types.AttributeValueMemberM{Value: fields}}
	into.found = append([]item{itself}, cards...)
	program := c.people.Program.Key
	if err := s.Tally(ctx, program, customer.ID, c.catalog); err != nil {
		return nil, nil, err
	}
	members, updates := into.take()
	for _, u := range updates {
		if textOf(u.Key, "PK") == program+"#COUNTS" {
			figures = u
		}
	}
	if figures == nil || len(members) == 0 {
		return nil, nil, fmt.Errorf("a customer was tallied without figures or lists")
	}
	return members, figures, nil
}

// sum adds what two updates of the same form add to numbers. A crowd's customers are alike but for the last, who may have
// fewer referrals.
func sum(a, b *types.Update) *types.Update {
	if a == nil {
		return b
	}
	total := *a
	total.ExpressionAttributeValues = item{}
	for name, value := range a.ExpressionAttributeValues {
		total.ExpressionAttributeValues[name] = &types.AttributeValueMemberN{
			Value: strconv.Itoa(numberOf(value) + numberOf(b.ExpressionAttributeValues[name])),
		}
	}
	return &total
}

func numberOf(v types.AttributeValue) int {
	n, _ := v.(*types.AttributeValueMemberN)
	if n == nil {
		return 0
	}
	number, _ := strconv.Atoi(n.Value) // DynamoDB holds numbers only
	return number
}

func (c *crowd) writeFigures(ctx context.Context, figures *types.Update) error {
	_, err := c.client.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName: aws.String(c.table), Key: figures.Key, UpdateExpression: figures.UpdateExpression,
		ExpressionAttributeNames: figures.ExpressionAttributeNames, ExpressionAttributeValues: figures.ExpressionAttributeValues,
	})
	return err
}
