package scene

import (
	"context"
	"errors"
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

// Support is the support-services program.
func Support() (*program.Program, error) {
	programs, err := program.Load()
	if err != nil {
		return nil, err
	}
	p, known := programs.Get("ceja")
	if !known {
		return nil, errors.New("there is no support-services program")
	}
	return p, nil
}

// Command is us doing something at a time, under the rules of a program.
func Command(p *program.Program, at time.Time) referral.Command {
	return referral.Command{ID: newID(), At: referral.At(at), By: referral.Actor{Name: "Benchmark"}, Rules: p.Rules()}
}

func newID() string { return uuid.Must(uuid.NewV7()).String() }

// People loads customers and partners of the support-services program straight into a table, by the store's own code.
type People struct {
	Store   *store.Store
	Program *program.Program
	At      time.Time // of all that is loaded
}

func (p *People) command() referral.Command { return Command(p.Program, p.At) }

// Partner loads the organization.
func (p *People) Partner(ctx context.Context) error {
	_, err := p.Store.PutOrganization(ctx, p.command(), referral.Organization{ID: Organization, Name: "Springfield Family Services"})
	return err
}

// Contact loads a contact of the organization, with the id before the address's at sign.
func (p *People) Contact(ctx context.Context, id string) error {
	_, err := p.Store.PutContact(ctx, p.command(), Organization, referral.Contact{ID: id, Name: "Maria Lopez", Email: Address(id)})
	return err
}

// Address is where mails to a contact go.
func Address(contact string) string { return contact + "@partner.referrals.test" }

// Customer loads a customer.
func (p *People) Customer(ctx context.Context, id string) error {
	_, err := p.Store.PutCustomer(ctx, p.command(), CustomerOf(id))
	return err
}

// CustomerOf is a customer as they are loaded.
func CustomerOf(id string) referral.Customer {
	return referral.Customer{
		ID: id, FirstName: "Testa", LastName: "Benchmark", Address: "1 Main St, Springfield, IL 62701", Phone: "217-555-0100",
		Email: "testa@noemail.com", Group: "CEJA/FEJA Programs", Grantee: Grantee,
	}
}
