package store

import (
	"context"
	"slices"
)

// Export is all that the table holds about a customer, and who saw it. What is derived of it, the lists behind figures
// and searches, and the records that answer repeated calls for a day, are no part of it.
type Export struct {
	Dossier
	Referrals []Record // newest first
	Seen      []Seen   // the latest first
}

// Export reads all about a customer, strongly consistent: two requests, one for each referral, and one for each further
// megabyte. NotFound when there is no such customer.
func (s *Store) Export(ctx context.Context, program, customer string) (Export, error) {
	d, err := s.dossier(ctx, program, customer)
	if err != nil {
		return Export{}, err
	}
	all := Export{Dossier: d}
	for _, c := range slices.Backward(d.cards) {
		record, err := s.Referral(ctx, program, c.referralID)
		if err != nil {
			return Export{}, err
		}
		all.Referrals = append(all.Referrals, record)
	}
	var from Position
	for {
		page, err := s.SeenBy(ctx, program, customer, from, Whole)
		if err != nil {
			return Export{}, err
		}
		all.Seen = append(all.Seen, page.Items...)
		if from = page.Next; from == "" {
			return all, nil
		}
	}
}
