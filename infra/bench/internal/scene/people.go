package scene

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// Grantee is the one that all customers here belong to, and Organization the partner that they are referred to.
const (
	Grantee      = "lincoln-land"
	Organization = "partner"
)

// People loads customers and partners of the support-services program straight into a table, by the store's own code.
type People struct {
	Program *program.Program
	store   *store.Store
	at      referral.Instant
}

// Loading loads into a store, all as of one time.
func Loading(s *store.Store, at time.Time) (*People, error) {
	programs, err := program.Load()
	if err != nil {
		return nil, err
	}
	p, known := programs.Get("ceja")
	if !known {
		return nil, fmt.Errorf("there is no support-services program")
	}
	return &People{Program: p, store: s, at: referral.At(at)}, nil
}

// Command is somebody who loads.
func (p *People) Command() referral.Command {
	return referral.Command{ID: newID(), At: p.at, By: referral.Actor{Name: "Bench"}, Rules: p.Program.Rules()}
}

// Partner loads the organization.
func (p *People) Partner(ctx context.Context) error {
	_, err := p.store.PutOrganization(ctx, p.Command(), referral.Organization{ID: Organization, Name: "Springfield Family Services"})
	return err
}

// Contact loads a contact of the organization, with the id before the address's at sign.
func (p *People) Contact(ctx context.Context, id string) error {
	_, err := p.store.PutContact(ctx, p.Command(), Organization, referral.Contact{ID: id, Name: "Maria Lopez", Email: Address(id)})
	return err
}

// Address is where mails to a contact go.
func Address(contact string) string { return contact + "@partner.referrals.test" }

// Customer loads a customer.
func (p *People) Customer(ctx context.Context, id string) error {
	_, err := p.store.PutCustomer(ctx, p.Command(), CustomerOf(id))
	return err
}

// CustomerOf is a customer as they are loaded.
func CustomerOf(id string) referral.Customer {
	return referral.Customer{
		ID: id, FirstName: "Testa", LastName: "Benchmark", Address: "1 Main St, Springfield, IL 62701", Phone: "217-555-0100",
		Email: "testa@noemail.com", Group: "CEJA/FEJA Programs", Grantee: Grantee,
	}
}

func newID() string { return uuid.Must(uuid.NewV7()).String() }
