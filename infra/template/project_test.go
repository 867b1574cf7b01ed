package template_test

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/infra/template"
)

// project reads this project's template as an installation has it, whose parameters without a default are given, and more.
func project(t *testing.T, more map[string]string) *template.Template {
	t.Helper()
	given := map[string]string{
		"Sender": "referrals@referrals.test", "Issuer": "https://issuer.test", "Audience": "portal",
	}
	maps.Copy(given, more)
	read, err := template.Read("../../template.yaml", given)
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// TestOrigins: API Gateway refuses an empty origin, and most installations have none.
func TestOrigins(t *testing.T) {
	if got := project(t, nil).API.CORS; !reflect.DeepEqual(got, template.CORS{}) {
		t.Errorf("without origins there is %+v, want no CORS", got)
	}
	got := project(t, map[string]string{"PortalOrigins": "https://a.test, https://b.test"}).API.CORS
	if want := []string{"https://a.test", "https://b.test"}; !slices.Equal(got.AllowOrigins, want) || got.MaxAge == 0 {
		t.Errorf("with two origins there is %+v", got)
	}
}

// TestLoaderAudience: a loader signs in by a client of its own. The portal's pages are told of the portal's alone.
func TestLoaderAudience(t *testing.T) {
	for loader, want := range map[string][]string{"": {"portal"}, "loader": {"portal", "loader"}} {
		read := project(t, map[string]string{"LoaderAudience": loader})
		if got := read.API.Audience; !slices.Equal(got, want) {
			t.Errorf("with the loader's client %q, tokens for %v are taken, want %v", loader, got, want)
		}
		i := slices.IndexFunc(read.Functions, func(f template.Function) bool { return f.Name == "portal" })
		if got := read.Functions[i].Env["CLIENT_ID"]; got != "portal" {
			t.Errorf("with the loader's client %q, the portal's is %q", loader, got)
		}
	}
}

// TestRightToSend: in its sandbox SES asks for the right to each recipient's identity too, which nobody can list. What keeps
// mail-send from writing as anybody else is the condition.
func TestRightToSend(t *testing.T) {
	var found []template.Statement
	for _, f := range project(t, nil).Functions {
		for _, s := range f.Statements {
			if slices.ContainsFunc(s.Actions, func(action string) bool { return strings.HasPrefix(action, "ses:") }) {
				found = append(found, s)
			}
		}
	}
	equal(t, found, []template.Statement{{
		Actions: []string{"ses:SendEmail"},
		Resources: []string{
			"arn:aws:ses:us-east-1:000000000000:identity/*",
			"arn:aws:ses:us-east-1:000000000000:configuration-set/referrals-local-MailConfiguration",
		},
		Condition: map[string]any{"StringEquals": map[string]any{"ses:FromAddress": "referrals@referrals.test"}},
	}})
}
