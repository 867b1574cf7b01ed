package calendar

import (
	"fmt"
	"sort"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/us"
)

// holidays are all those that a program's data can name. Which of them a state observes is program data.
var holidays = map[string]*cal.Holiday{
	"new-years-day":              us.NewYear,
	"martin-luther-king-day":     us.MlkDay,
	"lincolns-birthday":          lincolnsBirthday,
	"presidents-day":             us.PresidentsDay,
	"memorial-day":               us.MemorialDay,
	"juneteenth":                 us.Juneteenth,
	"independence-day":           us.IndependenceDay,
	"labor-day":                  us.LaborDay,
	"columbus-day":               us.ColumbusDay,
	"general-election-day":       generalElectionDay,
	"veterans-day":               us.VeteransDay,
	"thanksgiving-day":           us.ThanksgivingDay,
	"day-after-thanksgiving-day": us.DayAfterThanksgivingDay,
	"christmas-day":              us.ChristmasDay,
}

// lincolnsBirthday moves off a weekend as the federal holidays do: Illinois closed on Friday, February 11, 2022, and on
// Monday, February 13, 2023.
var lincolnsBirthday = &cal.Holiday{
	Name:     "Lincoln's Birthday",
	Type:     cal.ObservancePublic,
	Month:    time.February,
	Day:      12,
	Observed: us.IndependenceDay.Observed,
	Func:     cal.CalcDayOfMonth,
}

// generalElectionDay is the day "on which Members of the House of Representatives are elected": the Tuesday after the
// first Monday in November of even years.
var generalElectionDay = &cal.Holiday{
	Name: "General Election Day",
	Type: cal.ObservancePublic,
	Func: func(_ *cal.Holiday, year int) time.Time {
		if year%2 != 0 {
			return time.Time{}
		}
		return cal.WeekdayN(year, time.November, time.Monday, 1).AddDate(0, 0, 1)
	},
}

// Holidays are the keys that New takes, sorted.
func Holidays() []string {
	keys := make([]string, 0, len(holidays))
	for key := range holidays {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

func holiday(key string) (*cal.Holiday, error) {
	h, known := holidays[key]
	if !known {
		return nil, fmt.Errorf("calendar: %q is not a holiday; use some of %q", key, Holidays())
	}
	return h, nil
}
