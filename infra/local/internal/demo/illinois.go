package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
	"github.com/referral-tool/referrals/shared/store"
)

// Illinois loads both grantees of the support-services program straight into a table, by the domain's own commands with
// the clock set back, so that timelines, marks and figures agree. The table must have no stream yet: what was written
// long ago is not news.
type Illinois struct {
	File  string // the demo grantee
	Store *store.Store
	Now   time.Time
}

const (
	ceja        = "ceja"
	firstID     = "lincoln-land"
	secondID    = "prairie-works"
	loadedSince = 120 // days before the load on which customers and partners came in
)

// Load loads all of it, sweeps once as of now, and counts the dashboard.
func (l Illinois) Load(ctx context.Context, progress func(string)) error {
	before, err := pastOf(ceja, l.Store, l.Now)
	if err != nil {
		return err
	}
	first, err := readFile(l.File)
	if err != nil {
		return fmt.Errorf("the demo: %w", err)
	}
	second := prairieWorks()
	progress(fmt.Sprintf("Loading the demo: %d customers, %d referrals",
		len(first.Customers)+len(second.Customers), len(first.Referrals)+len(second.Referrals)))
	in := &loading{past: before, contacts: map[string]referral.Contact{}}
	if err := in.directory(ctx, append(first.Organizations, second.Organizations...)); err != nil {
		return fmt.Errorf("the demo: %w", err)
	}
	for id, g := range map[string]*grantee{firstID: first, secondID: second} {
		if err := in.grantee(ctx, id, g); err != nil {
			return fmt.Errorf("the demo: %s: %w", id, err)
		}
	}
	return nil
}

// loading is a load under way.
type loading struct {
	past
	contacts map[string]referral.Contact // by organization
	sent     int                         // referrals so far
}

func (l *loading) directory(ctx context.Context, partners []partner) error {
	for i, p := range partners {
		cmd := l.command(l.at(loadedSince, morning), reporting)
		if _, err := l.Store.PutOrganization(ctx, cmd, p.organization(i)); err != nil {
			return err
		}
		contact := p.contact(i)
		if _, err := l.Store.PutContact(ctx, l.command(cmd.At, reporting), p.Key, contact); err != nil {
			return err
		}
		l.contacts[p.Key] = contact
	}
	return nil
}

func (l *loading) grantee(ctx context.Context, id string, g *grantee) error {
	for i, p := range g.Customers {
		if err := l.customer(ctx, p.customer(i, id), p); err != nil {
			return fmt.Errorf("customer %s: %w", p.ID, err)
		}
	}
	for _, r := range g.Referrals {
		if err := l.referral(ctx, id, r); err != nil {
			return fmt.Errorf("a referral of customer %s: %w", r.Customer, err)
		}
	}
	_, err := l.Store.Recount(ctx, ceja, id, l.program.Standings())
	return err
}

func (l *loading) customer(ctx context.Context, c referral.Customer, p person) error {
	if _, err := l.Store.PutCustomer(ctx, l.command(l.at(loadedSince, morning), reporting), c); err != nil {
		return err
	}
	if p.Earlier != nil {
		if err := l.assess(ctx, p.ID, p.Earlier.Assessed, p.Earlier.Needs); err != nil {
			return err
		}
	}
	if p.Needs == nil {
		return nil
	}
	return l.assess(ctx, p.ID, p.Assessed, p.Needs)
}

func (l *loading) assess(ctx context.Context, customer string, daysAgo int, needs []string) error {
	cmd := l.command(l.at(daysAgo, morning), reporting)
	day := referral.DateIn(cmd.At.Time(), cmd.Rules.Zone)
	_, err := l.Store.AddAssessment(ctx, cmd, customer, store.Idempotency{},
		func(referral.Customer) (standing.Assessment, error) {
			return standing.Assess(cmd, cmd.ID, day, needs, l.program.Standings())
		},
		func(standing.Assessment) store.Reply { return store.Reply{} })
	return err
}
