package openapitest

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/referral-tool/referrals/infra"
	"github.com/referral-tool/referrals/shared/page"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
	"github.com/referral-tool/referrals/shared/store"
	"github.com/referral-tool/referrals/shared/view"
)

// TestShapes: what the API writes and what the contract says are the same fields, and those that are always there are
// the required ones. A field that no test happens to fill is found here.
func TestShapes(t *testing.T) {
	type schema struct {
		Properties map[string]any
		Required   []string
	}
	var document struct {
		Components struct{ Schemas map[string]schema }
	}
	if err := yaml.Unmarshal(infra.OpenAPI(), &document); err != nil {
		t.Fatal(err)
	}
	for name, written := range map[string]reflect.Type{
		"Customer":              reflect.TypeFor[store.HeldCustomer](),
		"ProgramBlock":          reflect.TypeFor[referral.ProgramBlock](),
		"Organization":          reflect.TypeFor[referral.Organization](),
		"Contact":               reflect.TypeFor[referral.Contact](),
		"Consent":               reflect.TypeFor[referral.Consent](),
		"LineAnswer":            reflect.TypeFor[referral.LineAnswer](),
		"Referral":              reflect.TypeFor[view.Referral](),
		"ReferralRow":           reflect.TypeFor[view.Row](),
		"ServiceLine":           reflect.TypeFor[view.Line](),
		"TimelineEntry":         reflect.TypeFor[view.Entry](),
		"Settings":              reflect.TypeFor[program.Settings](),
		"Assessment":            reflect.TypeFor[standing.Assessment](),
		"Progress":              reflect.TypeFor[standing.Progress](),
		"DashboardCustomer":     reflect.TypeFor[store.Member](),
		"PartnerView":           reflect.TypeFor[page.View](),
		"GivenAnswer":           reflect.TypeFor[page.Given](),
		"ReferringOrganization": reflect.TypeFor[page.Grantee](),
	} {
		t.Run(name, func(t *testing.T) {
			fields, always := fieldsOf(written)
			described := document.Components.Schemas[name]
			if properties := slices.Sorted(maps.Keys(described.Properties)); !slices.Equal(properties, fields) {
				t.Errorf("the contract has %v, the API writes %v", properties, fields)
			}
			slices.Sort(described.Required)
			if !slices.Equal(described.Required, always) {
				t.Errorf("the contract requires %v, the API always writes %v", described.Required, always)
			}
		})
	}
}

// fieldsOf are the JSON names of a struct's fields, and those of them that are never left out; both sorted.
func fieldsOf(written reflect.Type) (fields, always []string) {
	for _, field := range reflect.VisibleFields(written) {
		if field.Anonymous {
			continue // its fields come by themselves
		}
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		fields = append(fields, name)
		if options != "omitempty" {
			always = append(always, name)
		}
	}
	slices.Sort(fields)
	slices.Sort(always)
	return fields, always
}
