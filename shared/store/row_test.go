package store

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/shared/view"
)

// An update of a card sets or removes each attribute that a row can have: one that is forgotten would stay as it was.
func TestRowAttributes(t *testing.T) {
	var want []string
	row := reflect.TypeFor[view.Row]()
	for i := range row.NumField() {
		name, _, _ := strings.Cut(row.Field(i).Tag.Get("json"), ",")
		want = append(want, name)
	}
	if got := rowAttributes(); !slices.Equal(got, want) {
		t.Errorf("the attributes of a row are %v, want %v", got, want)
	}
}
