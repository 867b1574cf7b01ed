package program_test

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
)

// The guide prints the services of the New Referral window in this order.
func TestCatalog_NewReferralWindow(t *testing.T) {
	want := []string{
		"ABC/ESL Program", "Child Safety", "Dependent Care", "Domestic Violence", "Health Care", "Housing Assistance",
		"Legal Aid", "Other: Health/Nutrition", "Other: Internet", "Other: Phone", "Other: Services",
		"Other: Technology Rental", "Transportation",
	}
	var got []string
	for _, s := range get(t, "ceja").Services {
		if s.Listed {
			got = append(got, s.Label)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("listed services are\n%q, want\n%q", got, want)
	}
}

func TestCatalog_Sensitive(t *testing.T) {
	want := []string{"child-safety", "domestic-violence", "mental-health", "substance-abuse"}
	var got []string
	for _, s := range get(t, "ceja").Services {
		if s.Sensitive {
			got = append(got, s.Key)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("sensitive services are %q, want %q", got, want)
	}
}

// The guide's dashboard ends with these seven rows.
func TestCatalog_Rollups(t *testing.T) {
	want := []string{
		"Housing Assistance", "Transportation", "Dependent Care", "Legal Aid", "Health Care", "Uniforms",
		"Other Support Services",
	}
	var got []string
	for _, r := range get(t, "ceja").Rollups {
		got = append(got, r.Label)
	}
	if !slices.Equal(got, want) {
		t.Errorf("roll-ups are %q, want %q", got, want)
	}
}

// The guide's alignment table has eleven rows (HEALTHCARE stands for five options, CHILDCARE for two).
func TestCatalog_Alignments(t *testing.T) {
	ceja := get(t, "ceja")
	options := 0
	for _, a := range ceja.Alignments {
		options += len(a.Options)
	}
	if len(ceja.Services) != 26 || len(ceja.Alignments) != 11 || options != 16 {
		t.Errorf("%d services, %d alignments, %d options; want 26, 11, 16",
			len(ceja.Services), len(ceja.Alignments), options)
	}
	option, ok := ceja.Option("referral-for-other-phone")
	if !ok || !slices.Equal(option.Services, []string{"other-phone", "other-cell-phone-acquisition"}) {
		t.Errorf("option is %+v, %t", option, ok)
	}
	if _, ok := ceja.Option("referral-for-a-pony"); ok {
		t.Error("an unknown option was found")
	}
}

func TestCatalog_Service(t *testing.T) {
	if s, ok := get(t, "ceja").Service("legal-aid"); !ok || s.Label != "Legal Aid" || s.Rollup != "legal-aid" {
		t.Errorf("service is %+v, %t", s, ok)
	}
	if _, ok := get(t, "ks-dcf").Service("legal-aid"); ok {
		t.Error("a service of another program was found")
	}
}

func TestChoices(t *testing.T) {
	reasons := []string{"not-eligible", "no-capacity", "service-not-provided", "already-enrolled",
		"could-not-reach-customer", "customer-declined", "other"}
	outcomes := []string{"service-received", "enrolled", "customer-declined", "could-not-reach-customer", "other"}
	for _, p := range load(t).All() {
		if got := keys(p.RejectReasons); !slices.Equal(got, reasons) {
			t.Errorf("%s: reject reasons are %q", p.Key, got)
		}
		if got := keys(p.CloseOutcomes); !slices.Equal(got, outcomes) {
			t.Errorf("%s: close outcomes are %q", p.Key, got)
		}
	}
	ks := get(t, "ks-dcf")
	if got := keys(ks.TaskOutcomes); !slices.Equal(got, []string{"dcf-complete", "dcf-pending"}) {
		t.Errorf("task outcomes are %q", got)
	}
	if !slices.Equal(ks.Blocks, []string{"Work Programs", "FAET", "GOALS"}) {
		t.Errorf("blocks are %q", ks.Blocks)
	}
}

func keys(choices []referral.Choice) []string {
	var all []string
	for _, c := range choices {
		all = append(all, c.Key)
	}
	return all
}

// A setting that the file forgets would be 0 or false without a word, and "0" switches deadlines off: each must stand
// there, spelled as the API shows it.
func TestSettings_EachStandsInTheFile(t *testing.T) {
	for _, p := range load(t).All() {
		text, err := os.ReadFile("programs/" + p.Key + "/program.json")
		if err != nil {
			t.Fatal(err)
		}
		var file struct {
			Settings map[string]any `json:"settings"`
		}
		if err := json.Unmarshal(text, &file); err != nil {
			t.Fatal(err)
		}
		shown, err := json.Marshal(p.Settings)
		if err != nil {
			t.Fatal(err)
		}
		var names map[string]any
		if err := json.Unmarshal(shown, &names); err != nil {
			t.Fatal(err)
		}
		for name := range names {
			if _, stands := file.Settings[name]; !stands {
				t.Errorf("%s: the file does not say %s", p.Key, name)
			}
		}
	}
}

func TestSettings_Defaults(t *testing.T) {
	want := program.Settings{
		ResponseBusinessDays: 5, OverdueDays: 10, CorrectionHours: 48, LinkDays: 90, LinkDaysAfterEnd: 7,
		Consent: referral.ConsentSensitive, NameInMail: program.NameFull, Reminder: true, ReminderHour: 9,
		StaffMail: program.MailEach, RetentionDays: 1826,
	}
	if got := get(t, "ceja").Settings; got != want {
		t.Errorf("settings are %+v, want %+v", got, want)
	}
	want.NameInMail = program.NameNone // the provider's mail has no client details
	if got := get(t, "ks-dcf").Settings; got != want {
		t.Errorf("settings are %+v, want %+v", got, want)
	}
}

// The domain decides by the rules: what the settings say must arrive there.
func TestRules_FollowSettings(t *testing.T) {
	ceja := get(t, "ceja")
	rules := ceja.Rules()
	if rules != ceja.Rules() {
		t.Error("the rules are built anew at each call")
	}
	if rules.Program != "ceja" || rules.ResponseDays != 5 || rules.OverdueDays != 10 || !rules.Reminder ||
		rules.ReminderHour != 9 || rules.CorrectionWindow.Hours() != 48 || rules.LinkDays != 90 ||
		rules.LinkDaysAfterEnd != 7 || rules.Consent != referral.ConsentSensitive {
		t.Errorf("rules are %+v", rules)
	}
	if len(rules.Services) != len(ceja.Services) || len(rules.RejectReasons) != 7 || len(rules.CloseOutcomes) != 5 {
		t.Errorf("%d services, %d reasons, %d outcomes arrive", len(rules.Services), len(rules.RejectReasons), len(rules.CloseOutcomes))
	}
}
