// Package calendar counts business days over weekends and public holidays.
package calendar

import (
	"time"

	"github.com/rickar/cal/v2"

	"github.com/referral-tool/referrals/shared/referral"
)

// Calendar knows the public holidays of one program. It is safe for concurrent use.
type Calendar struct {
	business *cal.BusinessCalendar
}

// New is the calendar with the holidays of the given keys (Holidays lists them all), each observed on the Friday before
// when it falls on a Saturday, and on the Monday after when it falls on a Sunday. Without keys it knows only weekends.
// An error names a key that is not a holiday.
func New(keys ...string) (*Calendar, error) {
	business := cal.NewBusinessCalendar()
	for _, key := range keys {
		h, err := holiday(key)
		if err != nil {
			return nil, err
		}
		business.AddHoliday(h)
	}
	return &Calendar{business: business}, nil
}

// After returns the nth business day after day, not counting day itself; for n = 0 it returns day.
func (c *Calendar) After(day referral.Date, n int) referral.Date {
	return referral.DateIn(c.business.WorkdaysFrom(day.Start(time.UTC), n), time.UTC)
}
