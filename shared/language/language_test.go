package language_test

import (
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/language"
	"github.com/referral-tool/referrals/shared/referral"
)

func TestOf(t *testing.T) {
	for tag, want := range map[string]language.Language{
		"": language.English, "en": language.English, "en-US": language.English,
		"es": language.Spanish, "es-MX": language.Spanish, "ES": language.Spanish,
		"pl": language.English, "est": language.English,
	} {
		if got := language.Of(tag); got != want {
			t.Errorf("Of(%q) = %q, want %q", tag, got, want)
		}
	}
}

func TestDays(t *testing.T) {
	for _, c := range []struct {
		in      language.Language
		day     referral.Date
		short   string
		weekday string
	}{
		{language.English, "2026-12-01", "December 1, 2026", "Tuesday, December 1, 2026"},
		{language.Spanish, "2026-12-01", "1 de diciembre de 2026", "martes, 1 de diciembre de 2026"},
		{language.Spanish, "2026-07-04", "4 de julio de 2026", "sábado, 4 de julio de 2026"},
		{language.English, "", "", ""},
		{language.Spanish, "", "", ""},
	} {
		if got := c.in.Day(c.day); got != c.short {
			t.Errorf("%s: Day(%q) = %q, want %q", c.in, c.day, got, c.short)
		}
		if got := c.in.Weekday(c.day); got != c.weekday {
			t.Errorf("%s: Weekday(%q) = %q, want %q", c.in, c.day, got, c.weekday)
		}
	}
}

func TestMoment(t *testing.T) {
	zone := time.FixedZone("CST", -6*60*60)
	for _, c := range []struct {
		in   language.Language
		at   time.Time
		want string
	}{
		{language.English, time.Date(2026, 11, 20, 15, 4, 0, 0, zone), "Friday, November 20, 2026, 3:04 PM CST"},
		{language.Spanish, time.Date(2026, 11, 20, 15, 4, 0, 0, zone), "viernes, 20 de noviembre de 2026, 3:04 p. m. CST"},
		{language.Spanish, time.Date(2026, 11, 20, 0, 5, 0, 0, zone), "viernes, 20 de noviembre de 2026, 12:05 a. m. CST"},
	} {
		if got := c.in.Moment(c.at); got != c.want {
			t.Errorf("Moment = %q, want %q", got, c.want)
		}
	}
}
