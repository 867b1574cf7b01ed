package scale

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/uuid"

	"github.com/referral-tool/referrals/infra/bench/internal/scene"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// maker makes customers of a crowd with their referrals, one after the other.
type maker struct {
	crowd *crowd
	into  *capture
	store *store.Store
}

func newMaker(c *crowd) *maker {
	into := &capture{}
	return &maker{crowd: c, into: into, store: store.New(into.client(), c.table)}
}

// customer makes the crowd's customer of that number, with so many referrals.
func (m *maker) customer(ctx context.Context, n, referrals int) error {
	customer := scene.CustomerOf(fmt.Sprintf("crowd-%07d", n))
	var cards []item
	for i := range referrals {
		state, card, err := m.referral(ctx, customer, n*perCustomer+i)
		if err != nil {
			return err
		}
		if err := m.crowd.out.put(state); err != nil {
			return err
		}
		cards = append(cards, card)
	}
	members, figures, err := m.tally(ctx, customer, cards)
	if err != nil {
		return err
	}
	for _, member := range members {
		if err := m.crowd.out.put(member); err != nil {
			return err
		}
	}
	m.crowd.add(figures)
	return nil
}

// referral makes the crowd's referral of that number: its state, which the sweep's index holds, and its card, which is
// counted.
func (m *maker) referral(ctx context.Context, customer referral.Customer, n int) (state, card item, err error) {
	cmd := scene.Command(m.crowd.program, m.crowd.sent.Add(time.Duration(n)*time.Second))
	parties := partiesOf(customer, "crowd")
	ids := store.PartyIDs{Customer: customer.ID, Organization: parties.Organization.ID, Contact: parties.Contact.ID}
	_, err = m.store.Create(ctx, cmd.Rules.Program, ids, cmd.At, store.Idempotency{}, func(referral.Parties) (referral.Change, error) {
		return referral.Create(cmd, uuid.Must(uuid.NewV7()).String(), parties, request())
	}, func(store.Record) store.Reply { return store.Reply{} })
	if err != nil {
		return nil, nil, err
	}
	puts, _ := m.into.take()
	for _, it := range puts {
		switch {
		case textOf(it, "SK") == "META":
			state = it
		case textOf(it, "PK") == customerPartition(cmd.Rules.Program, customer.ID):
			card = it
		}
	}
	if state == nil || card == nil {
		return nil, nil, errors.New("a referral was made without its state or its card")
	}
	return state, card, nil
}

func customerPartition(program, customer string) string { return program + "#CUST#" + customer }

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

// tally counts a customer: the places in the lists behind the figures, and what the figures rise by.
func (m *maker) tally(ctx context.Context, customer referral.Customer, cards []item) (members []item, figures *types.Update, err error) {
	itself, err := customerItem(m.crowd.program.Key, customer)
	if err != nil {
		return nil, nil, err
	}
	m.into.found = append([]item{itself}, cards...)
	program := m.crowd.program.Key
	if err := m.store.Tally(ctx, program, customer.ID, m.crowd.program.Standings()); err != nil {
		return nil, nil, err
	}
	members, updates := m.into.take()
	for _, u := range updates {
		if textOf(u.Key, "PK") == program+"#COUNTS" {
			figures = u
		}
	}
	if figures == nil || len(members) == 0 {
		return nil, nil, errors.New("a customer was tallied without figures or lists")
	}
	return members, figures, nil
}

// customerItem is a customer as a tally finds them.
func customerItem(program string, customer referral.Customer) (item, error) {
	fields, err := attributevalue.MarshalMapWithOptions(customer, func(o *attributevalue.EncoderOptions) { o.TagKey = "json" })
	return item{
		"PK":       &types.AttributeValueMemberS{Value: customerPartition(program, customer.ID)},
		"SK":       &types.AttributeValueMemberS{Value: "CUST#Z"},
		"customer": &types.AttributeValueMemberM{Value: fields},
	}, err
}
