package calendar_test

import (
	"strings"
	"testing"

	"github.com/referral-tool/referrals/shared/calendar"
	"github.com/referral-tool/referrals/shared/referral"
)

// Every case is a day and the first business day after it, by the calendars that the states printed for these years.
func TestAfter_Holidays(t *testing.T) {
	tests := []struct {
		name    string
		holiday string
		from    referral.Date
		next    referral.Date
	}{
		{"Weekend", "", "2026-11-20", "2026-11-23"},
		{"NewYear", "new-years-day", "2025-12-31", "2026-01-02"},
		{"NewYearOnSaturdayIsFridayOfTheYearBefore", "new-years-day", "2027-12-30", "2028-01-03"},
		{"NewYearOnSunday", "new-years-day", "2022-12-30", "2023-01-03"},
		{"MartinLutherKing", "martin-luther-king-day", "2026-01-16", "2026-01-20"},
		{"Lincoln", "lincolns-birthday", "2026-02-11", "2026-02-13"},
		{"LincolnOnSaturday", "lincolns-birthday", "2022-02-10", "2022-02-14"},
		{"LincolnOnSunday", "lincolns-birthday", "2023-02-10", "2023-02-14"},
		{"Presidents", "presidents-day", "2026-02-13", "2026-02-17"},
		{"Memorial", "memorial-day", "2026-05-22", "2026-05-26"},
		{"Juneteenth", "juneteenth", "2026-06-18", "2026-06-22"},
		{"JuneteenthOnSaturday", "juneteenth", "2027-06-17", "2027-06-21"},
		{"JuneteenthOnSunday", "juneteenth", "2022-06-17", "2022-06-21"},
		{"IndependenceOnSaturday", "independence-day", "2026-07-02", "2026-07-06"},
		{"IndependenceOnSunday", "independence-day", "2027-07-02", "2027-07-06"},
		{"Labor", "labor-day", "2026-09-04", "2026-09-08"},
		{"Columbus", "columbus-day", "2026-10-09", "2026-10-13"},
		{"Election", "general-election-day", "2026-11-02", "2026-11-04"},
		{"ElectionAfterFirstMondayNotFirstTuesday", "general-election-day", "2022-11-07", "2022-11-09"},
		{"FirstTuesdayBeforeFirstMondayIsNoElection", "general-election-day", "2022-10-31", "2022-11-01"},
		{"NoElectionInOddYears", "general-election-day", "2027-11-01", "2027-11-02"},
		{"Veterans", "veterans-day", "2026-11-10", "2026-11-12"},
		{"VeteransOnSaturday", "veterans-day", "2028-11-09", "2028-11-13"},
		{"VeteransOnSunday", "veterans-day", "2029-11-09", "2029-11-13"},
		{"Thanksgiving", "thanksgiving-day", "2026-11-25", "2026-11-27"},
		{"DayAfterThanksgiving", "day-after-thanksgiving-day", "2026-11-26", "2026-11-30"},
		{"DayAfterThanksgivingIsNotTheFourthFriday", "day-after-thanksgiving-day", "2030-11-28", "2030-12-02"},
		{"Christmas", "christmas-day", "2026-12-24", "2026-12-28"},
		{"ChristmasOnSaturday", "christmas-day", "2027-12-23", "2027-12-27"},
		{"ChristmasOnSunday", "christmas-day", "2022-12-23", "2022-12-27"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var keys []string
			if tt.holiday != "" {
				keys = append(keys, tt.holiday)
			}
			if got := must(t, keys...).After(tt.from, 1); got != tt.next {
				t.Errorf("the business day after %s is %s, want %s", tt.from, got, tt.next)
			}
		})
	}
}

func TestAfter_Count(t *testing.T) {
	every := must(t, calendar.Holidays()...)
	tests := []struct {
		name string
		from referral.Date
		n    int
		want referral.Date
	}{
		{"None", "2026-11-21", 0, "2026-11-21"},
		{"OverThanksgivingAndTheDayAfter", "2026-11-20", 5, "2026-12-01"},
		{"OverElectionDay", "2026-10-30", 5, "2026-11-09"},
		{"FromSaturday", "2026-03-07", 5, "2026-03-13"},
		{"FromSunday", "2026-03-08", 5, "2026-03-13"},
		{"FromAHoliday", "2026-05-25", 5, "2026-06-01"},
		{"OverTheYearsEnd", "2026-12-24", 5, "2027-01-04"},
		{"OverANewYearObservedInTheYearBefore", "2027-12-27", 5, "2028-01-04"},
		{"OverALeapDay", "2028-02-25", 5, "2028-03-03"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := every.After(tt.from, tt.n); got != tt.want {
				t.Errorf("%d business days after %s is %s, want %s", tt.n, tt.from, got, tt.want)
			}
		})
	}
}

func TestNew_UnknownHoliday(t *testing.T) {
	_, err := calendar.New("christmas-day", "xmas")
	if err == nil || !strings.Contains(err.Error(), `"xmas"`) {
		t.Errorf("error is %v, want one that names the key", err)
	}
}

func must(t *testing.T, keys ...string) *calendar.Calendar {
	t.Helper()
	c, err := calendar.New(keys...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
