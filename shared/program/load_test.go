package program_test

import (
	"testing"
	"time"
	_ "time/tzdata" // the database of the Go release, to compare the embedded zones with

	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
)

func TestLoad(t *testing.T) {
	programs := load(t)
	var keys []string
	for _, p := range programs.All() {
		keys = append(keys, p.Key)
		if byKey, ok := programs.Get(p.Key); !ok || byKey != p {
			t.Errorf("Get(%q) is %v, %t", p.Key, byKey, ok)
		}
		if byOrdinal, ok := programs.ByOrdinal(p.Ordinal); !ok || byOrdinal != p {
			t.Errorf("ByOrdinal(%d) is %v, %t", p.Ordinal, byOrdinal, ok)
		}
	}
	if len(keys) != 2 || keys[0] != "ceja" || keys[1] != "ks-dcf" {
		t.Errorf("programs are %v, want ceja and ks-dcf, by ordinal", keys)
	}
	if _, ok := programs.Get("elsewhere"); ok {
		t.Error("an unknown key has a program")
	}
	if _, ok := programs.ByOrdinal(0); ok {
		t.Error("ordinal 0 has a program")
	}
}

// Links that are on their way carry the ordinal: a change of these numbers would open another program's referrals.
func TestLoad_OrdinalsNeverChange(t *testing.T) {
	for key, want := range map[string]byte{"ceja": 1, "ks-dcf": 2} {
		if got := get(t, key).Ordinal; got != want {
			t.Errorf("ordinal of %s is %d, want %d", key, got, want)
		}
	}
}

func TestKind(t *testing.T) {
	for key, want := range map[string]referral.Kind{"ceja": referral.Support, "ks-dcf": referral.Employment} {
		if got := get(t, key).Kind(); got != want {
			t.Errorf("kind of %s is %q, want %q", key, got, want)
		}
	}
}

func TestGrantee(t *testing.T) {
	ceja := get(t, "ceja")
	if g, ok := ceja.Grantee("lincoln-land"); !ok || g.Name != "Lincoln Land Energy Training" || g.Phone == "" {
		t.Errorf("grantee is %+v, %t", g, ok)
	}
	if _, ok := ceja.Grantee("dcf"); ok {
		t.Error("a grantee of another program was found")
	}
}

// The embedded zones must say what the zone database of the Go release says, winter and summer, for all the years in
// which a referral of today can be due.
func TestRules_ZoneIsTheDatabases(t *testing.T) {
	for _, p := range load(t).All() {
		database, err := time.LoadLocation(p.TimeZone)
		if err != nil {
			t.Fatal(err)
		}
		end := time.Date(2050, 1, 1, 0, 0, 0, 0, time.UTC)
		for at := time.Date(2020, 1, 1, 0, 30, 0, 0, time.UTC); at.Before(end); at = at.Add(time.Hour) {
			if got, want := at.In(p.Rules().Zone).Format(time.RFC3339), at.In(database).Format(time.RFC3339); got != want {
				t.Fatalf("%s: %s, by the database %s: copy the zone from Go's zoneinfo.zip again", p.TimeZone, got, want)
			}
		}
	}
}

// The days on which each state's offices are closed, for a send on the day before a long weekend.
func TestRules_Workdays(t *testing.T) {
	tests := []struct {
		name    string
		program string
		from    referral.Date
		want    referral.Date // five business days later
	}{
		{"IllinoisThanksgiving", "ceja", "2026-11-20", "2026-12-01"},
		{"IllinoisElectionDay", "ceja", "2026-10-30", "2026-11-09"},
		{"IllinoisLincolnAndPresidents", "ceja", "2026-02-11", "2026-02-20"},
		{"IllinoisPulaskiIsAWorkday", "ceja", "2026-02-27", "2026-03-06"},
		{"KansasThanksgiving", "ks-dcf", "2026-11-20", "2026-12-01"},
		{"KansasWorksOnElectionDay", "ks-dcf", "2026-10-30", "2026-11-06"},
		{"KansasWorksOnLincolnsBirthday", "ks-dcf", "2026-02-11", "2026-02-19"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := get(t, tt.program).Rules().Workdays.After(tt.from, 5); got != tt.want {
				t.Errorf("five business days after %s is %s, want %s", tt.from, got, tt.want)
			}
		})
	}
}

func load(t testing.TB) *program.Programs {
	t.Helper()
	programs, err := program.Load()
	if err != nil {
		t.Fatal(err)
	}
	return programs
}

func get(t testing.TB, key string) *program.Program {
	t.Helper()
	p, ok := load(t).Get(key)
	if !ok {
		t.Fatalf("no program %q", key)
	}
	return p
}
