package page

import (
	"reflect"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/shared/language"
	"github.com/referral-tool/referrals/shared/referral"
)

// Every language says everything that English says, with the same values in it.
func TestEveryTextInEveryLanguage(t *testing.T) {
	want := reflect.ValueOf(english()).Elem()
	for _, l := range language.All() {
		got := reflect.ValueOf(textsOf(l)).Elem()
		for i := range want.NumField() {
			name := want.Type().Field(i).Name
			if want.Field(i).Kind() != reflect.String || name == "Part2Hint" {
				continue
			}
			text, model := got.Field(i).String(), want.Field(i).String()
			if text == "" {
				t.Errorf("%s: %s is empty", l, name)
			}
			if strings.Count(text, "%s") != strings.Count(model, "%s") {
				t.Errorf("%s: %s takes other values than English: %q", l, name, text)
			}
		}
		for _, s := range referral.Statuses() {
			if s != referral.Draft && textsOf(l).Statuses[s] == "" {
				t.Errorf("%s: no word for %s", l, s)
			}
		}
		for _, d := range referral.Decisions() {
			if textsOf(l).Decisions[d] == "" || textsOf(l).DecisionHints[d] == "" {
				t.Errorf("%s: no words for the decision %s", l, d)
			}
		}
	}
}
