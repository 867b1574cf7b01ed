package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
)

// Dossier is all that stands in a customer's own partition.
type Dossier struct {
	Customer    referral.Customer
	Hold        *Hold                 // nil without one
	Erasure     *Erasure              // nil before one
	Assessments []standing.Assessment // oldest first
	Activities  []referral.Activity
	Events      []CustomerEvent // in the order in which they happened

	version int
	due     string // sort key among what is due; empty when nothing is
	cards   []card // oldest first
	open    int    // referrals that wait for the partner or the customer
}

// card is a referral of the customer, as far as erasing it asks.
type card struct {
	referralID string
	erased     bool
}

// dossier reads a customer's partition, strongly consistent, in one request a megabyte. NotFound when there is no such
// customer.
func (s *Store) dossier(ctx context.Context, program, customer string) (Dossier, error) {
	query := inPartition("", customerPK(program, customer))
	query.TableName = &s.table
	var d Dossier
	pages := dynamodb.NewQueryPaginator(s.client, query)
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return d, fmt.Errorf("reading all of a customer: %w", err)
		}
		for _, it := range page.Items {
			if err := d.add(it); err != nil {
				return d, err
			}
		}
	}
	if d.Customer.ID == "" {
		return d, errUnknown("customer")
	}
	return d, nil
}

// add sorts one item of the customer's partition in.
func (d *Dossier) add(it item) (err error) {
	switch sortKey := textOf(it, sk); {
	case sortKey == skCustomer:
		return d.addCustomer(it)
	case strings.HasPrefix(sortKey, cardPrefix):
		row, err := rowOf(it)
		if row.Status.Open() {
			d.open++
		}
		d.cards = append(d.cards, card{referralID: row.ID, erased: textOf(it, "erasedAt") != ""})
		return err
	case strings.HasPrefix(sortKey, assessmentPrefix):
		var a standing.Assessment
		err = decodeMap(it, "assessment", &a)
		d.Assessments = append(d.Assessments, a)
	case strings.HasPrefix(sortKey, activityPrefix):
		var a referral.Activity
		err = decodeMap(it, "activity", &a)
		d.Activities = append(d.Activities, a)
	case strings.HasPrefix(sortKey, eventPrefix):
		var e CustomerEvent
		err = decode(it, &e)
		d.Events = append(d.Events, e)
	}
	return err
}

func (d *Dossier) addCustomer(it item) (err error) {
	d.version, d.due = numberOf(it, "version"), textOf(it, gsi3sk)
	if d.Hold, err = holdOf(it); err != nil {
		return err
	}
	if it["erasure"] != nil {
		d.Erasure = &Erasure{}
		if err := decodeMap(it, "erasure", d.Erasure); err != nil {
			return err
		}
	}
	return decodeMap(it, "customer", &d.Customer)
}

// emptied reports whether no referral is left to be erased.
func (d Dossier) emptied() bool {
	return !slices.ContainsFunc(d.cards, func(c card) bool { return !c.erased })
}
