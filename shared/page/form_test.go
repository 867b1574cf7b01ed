package page_test

import (
	"errors"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/shared/page"
	"github.com/referral-tool/referrals/shared/referral"
)

var services = []string{"housing-assistance", "transportation"}

func TestParseForm(t *testing.T) {
	form, err := url.ParseQuery("seen=3&decision=accepted&reason=&outcome=&name=Maria+Lopez&note=One%0D%0ATwo" +
		"&service.housing-assistance.decision=rejected&service.housing-assistance.reason=no-capacity&service.housing-assistance.outcome=enrolled" +
		"&service.transportation.decision=&service.transportation.reason=other&service.transportation.outcome=")
	if err != nil {
		t.Fatal(err)
	}
	got, seen, err := page.ParseForm(form, services)
	if err != nil {
		t.Fatal(err)
	}
	want := referral.Answer{
		Decision: referral.Accepted, Name: "Maria Lopez", Note: "One\nTwo", Channel: referral.ByLink,
		Lines: []referral.LineAnswer{{Service: "housing-assistance", Decision: referral.Rejected, Reason: "no-capacity"}},
	}
	if seen != 3 || !reflect.DeepEqual(got, want) {
		t.Errorf("seen %d\ngot  %+v\nwant %+v", seen, got, want)
	}
}

func TestParseFormAsksAboutAReasonWithoutAnAnswer(t *testing.T) {
	got, _, err := page.ParseForm(url.Values{"seen": {"1"}, "service.transportation.reason": {"no-capacity"}}, services)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Lines) != 1 || got.Lines[0] != (referral.LineAnswer{Service: "transportation"}) {
		t.Errorf("got %+v, want the service without a decision, which the domain asks about", got.Lines)
	}
}

func TestParseFormRefuses(t *testing.T) {
	for field, query := range map[string]string{
		"seen":                            "decision=accepted",
		"desicion":                        "seen=1&desicion=accepted",
		"service.child-safety.decision":   "seen=1&service.child-safety.decision=accepted",
		"decision":                        "seen=1&decision=accepted&decision=rejected",
		"service.transportation.decision": "seen=1&service.transportation.decision=&service.transportation.decision=closed",
	} {
		form, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = page.ParseForm(form, services)
		var wrong *referral.Error
		if !errors.As(err, &wrong) || wrong.Kind != referral.Invalid || wrong.Fields[0].Field != field {
			t.Errorf("%s: got %v, want %s refused", query, err, field)
		}
	}
	for _, seen := range []string{"", "0", "-1", "x", "1.5", "99999999999999999999"} {
		if _, _, err := page.ParseForm(url.Values{"seen": {seen}}, services); err == nil {
			t.Errorf("took seen=%q", seen)
		}
	}
}

// Every error that the domain can have with an answer stands where it belongs, in words of the page.
func TestDomainErrorsFindTheirPlace(t *testing.T) {
	for name, c := range map[string]struct {
		form url.Values
		want []string
	}{
		"nothing": {url.Values{}, []string{
			`href="#decision-accepted">Choose an answer.`, `href="#name">Enter your name.`,
		}},
		"no reason": {url.Values{"name": {"M"}, "decision": {"rejected"}}, []string{`href="#reason">Choose why you are rejecting it.`}},
		"no outcome": {url.Values{"name": {"M"}, "decision": {"closed"}, "outcome": {"nonsense"}}, []string{
			`href="#outcome">Choose how it ended.`,
		}},
		"other without a note": {url.Values{"name": {"M"}, "decision": {"rejected"}, "reason": {"other"}}, []string{
			`href="#note">Say in the note what the other reason is.`,
		}},
		"too long": {url.Values{"name": {strings.Repeat("x", 201)}, "note": {strings.Repeat("x", 4001)}, "decision": {"accepted"}}, []string{
			`href="#note">The note is too long.`, `href="#name">The name is too long.`,
		}},
		"control characters": {url.Values{"name": {"M\x07"}, "note": {"a\x07"}, "decision": {"accepted"}}, []string{
			`href="#note">This text contains characters`, `href="#name">This text contains characters`,
		}},
		"unknown decision": {url.Values{"name": {"M"}, "decision": {"sent"}}, []string{`href="#decision-accepted">Choose an answer.`}},
		"second service alone": {url.Values{"name": {"M"}, "service.transportation.decision": {"rejected"}}, []string{
			`href="#service-transportation-reason">Choose why you are rejecting Transportation.`, `<details class="usa-accordion" open>`,
		}},
		"reason without a tick": {url.Values{"name": {"M"}, "service.transportation.reason": {"no-capacity"}}, []string{
			`href="#service-transportation-accepted">Choose an answer for Transportation.`,
		}},
		"outcome of a service": {url.Values{"name": {"M"}, "service.housing-assistance.decision": {"closed"}}, []string{
			`href="#service-housing-assistance-outcome">Choose how Housing Assistance ended.`,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			in := input()
			c.form.Set("seen", "1")
			a, _, err := page.ParseForm(c.form, services)
			if err != nil {
				t.Fatal(err)
			}
			_, err = in.State.Answer(referral.Command{ID: "c", At: referral.At(in.Now), Rules: in.Rules}, a)
			var wrong *referral.Error
			if !errors.As(err, &wrong) || wrong.Kind != referral.Invalid {
				t.Fatalf("the domain says %v", err)
			}
			html := render(t, in, page.Draft{Form: c.form, Errors: wrong.Fields})
			for _, want := range c.want {
				if !strings.Contains(html, want) {
					t.Errorf("lacks %s", want)
				}
			}
			if !strings.Contains(html, "<title>Please check: ") {
				t.Error("the title does not say that something is wrong")
			}
		})
	}
}

func TestKeepsAllThatWasTyped(t *testing.T) {
	html := render(t, input(), page.Draft{
		Form: url.Values{
			"decision": {"rejected"}, "reason": {"no-capacity"}, "outcome": {"enrolled"}, "note": {"A \"note\"\r\nin two lines"}, "name": {"O'Neil"},
			"service.transportation.decision": {"closed"}, "service.transportation.outcome": {"ours"}, "service.housing-assistance.decision": {""},
		},
		Errors: []referral.FieldError{{Field: "somewhere"}},
	})
	for _, want := range []string{
		`id="decision-rejected" name="decision" value="rejected" checked`,
		`<option value="no-capacity" selected>`, `<option value="enrolled" selected>`, `<option value="ours" selected>`,
		`id="service-transportation-closed" name="service.transportation.decision" value="closed" checked`,
		`id="service-housing-assistance-same" name="service.housing-assistance.decision" value="" checked`,
		"A &#34;note&#34;\r\nin two lines</textarea>", `value="O&#39;Neil"`, `<details class="usa-accordion" open>`, "Please send the form again.",
	} {
		if !strings.Contains(html, want) {
			t.Errorf("lacks %s", want)
		}
	}
}
