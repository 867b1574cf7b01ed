package referral_test

import (
	"sort"
	"testing"
	"time"
	_ "time/tzdata" // zones in which a clock change swallows midnight

	"github.com/referral-tool/referrals/shared/referral"
)

func TestInstant(t *testing.T) {
	moment := time.Date(2026, 3, 2, 10, 0, 0, 5_999_999, time.FixedZone("", -6*3600))
	if got := referral.At(moment); got != "2026-03-02T16:00:00.005Z" {
		t.Errorf("At is %s", got)
	}
	at := referral.Instant("2026-03-02T16:00:00.005Z")
	if got := referral.At(at.Time()); got != at {
		t.Errorf("there and back is %s", got)
	}
	if got := at.Add(-6 * time.Millisecond); got != "2026-03-02T15:59:59.999Z" {
		t.Errorf("Add is %s", got)
	}
	if !referral.Instant("").Time().IsZero() {
		t.Error("no moment is one")
	}
}

// Keys of the table sort as text.
func TestInstant_Sorts(t *testing.T) {
	start := time.Date(2026, 12, 31, 23, 59, 59, 0, time.UTC)
	var all []string
	for _, after := range []time.Duration{0, time.Millisecond, 10 * time.Millisecond, 999 * time.Millisecond, time.Second, time.Hour} {
		all = append(all, string(referral.At(start.Add(after))))
	}
	if !sort.StringsAreSorted(all) {
		t.Errorf("%q do not sort as they follow", all)
	}
}

func TestParseDate(t *testing.T) {
	for _, text := range []string{"2026-12-01", "2028-02-29", "1999-01-31"} {
		if got, err := referral.ParseDate(text); err != nil || string(got) != text {
			t.Errorf("%q is %q, %v", text, got, err)
		}
	}
	for _, text := range []string{
		"", "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-2", "26-01-02", "01/02/2026",
		"2026-12-01T00:00:00Z", " 2026-12-01", "2026-12-01 ", "２０２６-12-01", "+2026-12-01",
	} {
		got, err := referral.ParseDate(text)
		if got != "" {
			t.Errorf("%q is %q", text, got)
		}
		wantKind(t, err, referral.Invalid)
	}
}

func FuzzParseDate(f *testing.F) {
	for _, text := range []string{"2026-12-01", "2028-02-29", "2026-02-30", "", "0000-00-00", "9999-12-31"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := referral.ParseDate(text)
		if err != nil {
			return
		}
		if string(d) != text {
			t.Errorf("%q is read as %q", text, d)
		}
		if back := d.AddDays(1).AddDays(-1); back != d && text < "9999-12-31" {
			t.Errorf("a day after and a day before %q is %q", d, back)
		}
	})
}

func TestDate_AddDays(t *testing.T) {
	for _, tt := range []struct {
		from referral.Date
		n    int
		want referral.Date
	}{
		{"2026-12-31", 1, "2027-01-01"},
		{"2028-02-28", 1, "2028-02-29"},
		{"2026-03-07", 2, "2026-03-09"}, // over the spring night, which has 23 hours
		{"2026-10-31", 2, "2026-11-02"}, // over the autumn night, which has 25
		{"2026-03-01", -1, "2026-02-28"},
		{"2026-03-01", 0, "2026-03-01"},
	} {
		if got := tt.from.AddDays(tt.n); got != tt.want {
			t.Errorf("%s and %d days is %s, want %s", tt.from, tt.n, got, tt.want)
		}
	}
}

func TestDate_Start(t *testing.T) {
	for _, tt := range []struct {
		zone string
		day  referral.Date
		want string
	}{
		{"America/Chicago", "2026-03-08", "2026-03-08T00:00:00-06:00"},
		{"America/Chicago", "2026-03-09", "2026-03-09T00:00:00-05:00"},
		{"America/Chicago", "2026-11-01", "2026-11-01T00:00:00-05:00"},
		{"America/Havana", "2026-03-08", "2026-03-08T01:00:00-04:00"}, // 00:00 does not exist
		{"America/Santiago", "2026-09-06", "2026-09-06T01:00:00-03:00"},
		{"Asia/Beirut", "2026-03-29", "2026-03-29T01:00:00+03:00"},
	} {
		zone, err := time.LoadLocation(tt.zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := tt.day.Start(zone).Format(time.RFC3339); got != tt.want {
			t.Errorf("%s begins in %s at %s, want %s", tt.day, tt.zone, got, tt.want)
		}
	}
}

func TestDateIn(t *testing.T) {
	chicago := illinois(t).Zone
	for at, want := range map[referral.Instant]referral.Date{
		"2026-11-21T05:59:59.999Z": "2026-11-20",
		"2026-11-21T06:00:00.000Z": "2026-11-21",
		"2026-07-01T04:59:59.999Z": "2026-06-30",
	} {
		if got := referral.DateIn(at.Time(), chicago); got != want {
			t.Errorf("%s is %s, want %s", at, got, want)
		}
	}
}

func TestDate_Long(t *testing.T) {
	if got := referral.Date("2026-12-01").Long(); got != "Tuesday, December 1, 2026" {
		t.Errorf("got %q", got)
	}
}
