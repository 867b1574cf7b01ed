package referral

import "time"

// Instant is a moment in UTC as text of fixed width, "2006-01-02T15:04:05.000Z": it sorts as it reads, which the
// text that time.Time marshals to does not. The empty Instant is no moment.
type Instant string

const instantLayout = "2006-01-02T15:04:05.000Z"

// At is the Instant of t, cut to the millisecond.
func At(t time.Time) Instant { return Instant(t.UTC().Format(instantLayout)) }

// Time is the moment as a time.Time in UTC; the zero time for the empty Instant.
func (i Instant) Time() time.Time {
	t, _ := time.Parse(instantLayout, string(i))
	return t
}

// Add is the Instant d later.
func (i Instant) Add(d time.Duration) Instant { return At(i.Time().Add(d)) }

// Date is a calendar day as YYYY-MM-DD, in the program's time zone. It sorts as it reads. The empty Date is no day.
type Date string

// ParseDate reads YYYY-MM-DD and refuses days that no calendar has.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return "", Errorf(Invalid, "a date is written YYYY-MM-DD, for example 2026-12-01")
	}
	return dateOf(t), nil
}

// DateIn is the day that the clocks of zone show at t.
func DateIn(t time.Time, zone *time.Location) Date { return dateOf(t.In(zone)) }

func dateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// AddDays is the day n calendar days later.
func (d Date) AddDays(n int) Date { return dateOf(d.noon(time.UTC).AddDate(0, 0, n)) }

// Start is 00:00 of the day in zone. Where a clock change swallows midnight, it is the first moment of the day.
func (d Date) Start(zone *time.Location) time.Time {
	midnight := d.clock(0, zone)
	if DateIn(midnight, zone) < d { // time.Date may read a swallowed midnight by the clocks of the day before
		_, midnight = midnight.ZoneBounds()
	}
	return midnight
}

// clock is the moment at which the clocks of zone show hour o'clock on the day.
func (d Date) clock(hour int, zone *time.Location) time.Time {
	n := d.noon(zone)
	return time.Date(n.Year(), n.Month(), n.Day(), hour, 0, 0, 0, zone)
}

func (d Date) noon(zone *time.Location) time.Time {
	t, _ := time.Parse(time.DateOnly, string(d))
	return time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, zone)
}

// Long is the day written out for a letter: "Tuesday, December 1, 2026".
func (d Date) Long() string { return d.noon(time.UTC).Format("Monday, January 2, 2006") }
