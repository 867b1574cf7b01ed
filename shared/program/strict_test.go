package program_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/referral-tool/referrals/shared/program"
)

// Each case spoils the embedded data in one place; loading must name what is wrong.
func TestLoadFrom_Refuses(t *testing.T) {
	const settings, catalog = "ceja/program.json", "ceja/catalog.json"
	tests := []struct {
		name, file, old, new string
		want                 string
	}{
		{"UnknownName", settings, `"overdueDays"`, `"overdueDay"`, `unknown field "overdueDay"`},
		{"UnknownNameInCatalog", catalog, `"listed"`, `"shown"`, `unknown field "shown"`},
		{"SomethingAfterIt", settings, "\n}\n", "\n}\n{}", "follows the document"},
		{"NotJSON", settings, `"name": `, `"name" `, "program.json"},
		{"KeyUnlikeFolder", settings, `"key": "ceja"`, `"key": "feja"`, `key is "feja"`},
		{"NameEmpty", settings, `"name": "CEJA/FEJA Programs"`, `"name": ""`, "name is empty"},
		{"OrdinalZero", settings, `"ordinal": 1`, `"ordinal": 0`, "ordinal is missing"},
		{"OrdinalTaken", settings, `"ordinal": 1`, `"ordinal": 2`, "ordinal 2 is ceja's"},
		{"OrdinalOverAByte", settings, `"ordinal": 1`, `"ordinal": 256`, "ordinal"},
		{"UnknownKind", settings, `"support"`, `"supportive"`, `kind "supportive"`},
		{"EmploymentWithoutBlocks", settings, `"support"`, `"employment"`, "blocks are missing"},
		{"UnknownZone", settings, `"America/Chicago"`, `"America/Chikago"`, "America/Chikago"},
		{"UnknownHoliday", settings, `"labor-day"`, `"labour-day"`, `"labour-day"`},
		{"NegativeDays", settings, `"responseBusinessDays": 5`, `"responseBusinessDays": -5`, "responseBusinessDays"},
		{"OverdueNever", settings, `"overdueDays": 10`, `"overdueDays": 1000`, "overdueDays"},
		{"NoCorrectionTime", settings, `"correctionHours": 48`, `"correctionHours": -1`, "correctionHours"},
		{"LinkWithoutLife", settings, `"linkDays": 90`, `"linkDays": 0`, "linkDays"},
		{"LinkAfterEnd", settings, `"linkDaysAfterEnd": 7`, `"linkDaysAfterEnd": -7`, "linkDaysAfterEnd"},
		{"HourOfNoDay", settings, `"reminderHour": 9`, `"reminderHour": 24`, "reminderHour"},
		{"Retention", settings, `"retentionDays": 1826`, `"retentionDays": -1`, "retentionDays"},
		{"UnknownConsent", settings, `"sensitive",`, `"sometimes",`, `consent "sometimes"`},
		{"UnknownNameInMail", settings, `"full"`, `"whole"`, `nameInMail "whole"`},
		{"UnknownStaffMail", settings, `"each"`, `"all"`, `staffMail "all"`},
		{"GranteeTwice", settings, `"id": "prairie-works"`, `"id": "lincoln-land"`, `"lincoln-land" appears more than once`},
		{"GranteeIDOfAnotherShape", settings, `"id": "prairie-works"`, `"id": "prairie#works"`, `id "prairie#works"`},
		{"GranteeIDEmpty", settings, `"id": "prairie-works"`, `"id": ""`, `id ""`},
		{"GranteeIDTooLong", settings, `"id": "prairie-works"`, `"id": "` + strings.Repeat("p", 65) + `"`, "too long"},
		{"GranteeWithoutPhone", settings, `"phone": "217-555-0140"`, `"phone": ""`, "whom to call"},
		{"MailboxNoAddress", settings, `referrals@prairie-works.test`, `prairie-works.test`, "not an address"},
		{"NoGrantee", "ks-dcf/program.json", `{"id": "dcf", "name": "Kansas Department for Children and Families", "phone": "785-555-0120"}`, "", "grantees are missing"},
		{"GroupEmpty", settings, `["CEJA/FEJA Programs"]`, `[""]`, "groups"},
		{"ReasonKeyNotOfItsLabel", settings, `"key": "no-capacity"`, `"key": "full"`, `should be "no-capacity"`},
		{"ServiceTwice", catalog, `{"key": "health-care", "label": "Health Care"`, `{"key": "legal-aid", "label": "Legal Aid"`, `"legal-aid" appears more than once`},
		{"ServiceKeyNotOfItsLabel", catalog, `{"key": "mentorship", "label"`, `{"key": "mentoring", "label"`, `should be "mentorship"`},
		{"AliasOfAnother", catalog, `"aliases": ["Legal Assistance"]`, `"aliases": ["Health Care"]`, `two services are called "Health Care"`},
		{"UnknownRollup", catalog, `"rollup": "uniforms"`, `"rollup": "clothing"`, `unknown roll-up "clothing"`},
		{"NoRollup", catalog, `"rollup": "uniforms"`, `"rollup": ""`, "roll-up"},
		{"UnknownAlignedService", catalog, `"services": ["mentorship"]`, `"services": ["mentor"]`, `unknown service "mentor"`},
		{"OptionWithoutService", catalog, `"services": ["mentorship"]`, `"services": []`, "no service addresses"},
		{"SectionWithoutName", catalog, `"section": "LEGAL"`, `"section": ""`, `section ""`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := embeddedFiles(t)
			before := string(files[tt.file].Data)
			after := strings.Replace(before, tt.old, tt.new, 1)
			if after == before {
				t.Fatalf("%s holds no %s", tt.file, tt.old)
			}
			files[tt.file] = &fstest.MapFile{Data: []byte(after)}
			_, err := program.LoadFrom(files)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error is %v, want one with %s", err, tt.want)
			}
		})
	}
}

func TestLoadFrom_ErrMissingFile(t *testing.T) {
	files := embeddedFiles(t)
	delete(files, "ks-dcf/catalog.json")
	if _, err := program.LoadFrom(files); err == nil || !strings.Contains(err.Error(), "catalog.json") {
		t.Errorf("error is %v, want one that names the file", err)
	}
}

// A program that no code knows is served like the others: it is data alone.
func TestLoadFrom_AnotherProgram(t *testing.T) {
	files := embeddedFiles(t)
	again := strings.NewReplacer(`"key": "ceja"`, `"key": "pilot"`, `"ordinal": 1`, `"ordinal": 9`, `"overdueDays": 10`, `"overdueDays": 0`)
	files["pilot/program.json"] = &fstest.MapFile{Data: []byte(again.Replace(string(files["ceja/program.json"].Data)))}
	files["pilot/catalog.json"] = files["ceja/catalog.json"]
	programs, err := program.LoadFrom(files)
	if err != nil {
		t.Fatal(err)
	}
	pilot, ok := programs.ByOrdinal(9)
	if !ok || pilot.Key != "pilot" || pilot.Rules().OverdueDays != 0 {
		t.Errorf("program is %+v, %t", pilot, ok)
	}
}

func embeddedFiles(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	for _, name := range []string{"ceja/program.json", "ceja/catalog.json", "ks-dcf/program.json", "ks-dcf/catalog.json"} {
		text, err := os.ReadFile("programs/" + name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	return files
}
