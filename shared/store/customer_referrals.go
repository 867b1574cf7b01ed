package store

import (
	"context"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/view"
)

// CustomerReferrals reads a customer and the referrals' rows as they read at now, newest first, strongly consistent, in
// one request a page of a megabyte. NotFound when there is no such customer.
func (s *Store) CustomerReferrals(ctx context.Context, program, customer string, now referral.Instant) (referral.Customer, []view.Row, error) {
	file, err := s.CustomerFile(ctx, program, customer)
	if err != nil {
		return referral.Customer{}, nil, err
	}
	for i, row := range file.Rows {
		file.Rows[i] = row.At(now)
	}
	return file.Customer, file.Rows, nil
}
