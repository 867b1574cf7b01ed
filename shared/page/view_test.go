package page_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/page"
	"github.com/referral-tool/referrals/shared/referral"
)

func TestRejectionHidesHowToReachTheCustomer(t *testing.T) {
	by, reject := maria(referral.Answer{Decision: referral.Rejected, Reason: "no-capacity"})
	in := answer(t, input(), at(23, 10, 15), by, reject)
	text, err := json.Marshal(page.Of(in))
	if err != nil {
		t.Fatal(err)
	}
	for where, shown := range map[string]string{"json": string(text), "html": render(t, in, page.Draft{})} {
		for _, secret := range []string{"306 E Adams", "217-303-5859", "john.jones", "Best reached"} {
			if strings.Contains(shown, secret) {
				t.Errorf("%s still shows %q", where, secret)
			}
		}
		if !strings.Contains(shown, "John Jones") {
			t.Errorf("%s lacks the name, without which nobody can correct the answer", where)
		}
	}
}

// "Placeholder domains count as no e-mail": nobody is to write to one, believing that the customer reads it.
func TestPlaceholderAddressIsLeftOut(t *testing.T) {
	for email, shown := range map[string]bool{
		"john.jones@noemail.com": false, "John.Jones@EXAMPLE.COM": false, "john.jones@mail.none.com": false,
		"john.jones@mail.test": true, "": false,
	} {
		in := input()
		in.State.Customer.Email = email
		text, err := json.Marshal(page.Of(in).Customer)
		if err != nil {
			t.Fatal(err)
		}
		html := render(t, in, page.Draft{})
		if strings.Contains(html, `href="mailto:`) != shown || strings.Contains(string(text), `"email"`) != shown {
			t.Errorf("%q: the page shows %s", email, text)
		}
		if !shown && strings.Contains(html, "E-mail") {
			t.Errorf("%q: the page has an empty place for an e-mail address", email)
		}
	}
}

// Staff who record a rejection by telephone may write down how to reach the customer.
func TestRejectionHidesWhatStaffWrote(t *testing.T) {
	told := referral.Answer{Decision: referral.Rejected, Reason: "no-capacity", Name: "Maria Lopez", Channel: referral.ByTelephone, Note: "He is at 217-555-9999."}
	in := answer(t, input(), at(23, 10, 15), referral.Actor{Name: "Dana Whitcomb"}, told)
	if shown := render(t, in, page.Draft{}); strings.Contains(shown, "9999") || !strings.Contains(shown, "Dana Whitcomb") {
		t.Errorf("the page shows %s", shown)
	}
	by, reopened := maria(referral.Answer{Decision: referral.Accepted})
	if shown := render(t, answer(t, in, at(23, 10, 20), by, reopened), page.Draft{}); !strings.Contains(shown, "9999") {
		t.Error("the note is not shown with the referral that was reopened")
	}
}

func TestOneRejectedServiceHidesNothing(t *testing.T) {
	by, reject := maria(referral.Answer{Lines: []referral.LineAnswer{
		{Service: "transportation", Decision: referral.Rejected, Reason: "no-capacity"},
	}})
	if v := page.Of(answer(t, input(), at(23, 10, 15), by, reject)); v.Customer.Phone == "" || v.Note == "" {
		t.Errorf("hides how to reach the customer: %+v", v.Customer)
	}
}

// The partner needs no id, case number, consent or staff address to answer.
func TestViewHoldsNothingElse(t *testing.T) {
	in := input()
	in.State.Customer.ID, in.State.Consent = "MARKER-1", &referral.Consent{By: "MARKER-2"}
	in.State.Customer.CaseNumber, in.State.AllowRepeat = "MARKER-3", "MARKER-4"
	in.State.Referrer = referral.Actor{Sub: "MARKER-5", Email: "MARKER-6"}
	in.State.Contact.Email, in.State.Customer.Group = "MARKER-7", "MARKER-8"
	in.Events = append(in.Events,
		referral.Event{Type: referral.ConsentGiven, Note: "MARKER-9"},
		referral.Event{Type: referral.ContactChanged, Note: "MARKER-10"},
		referral.Event{Type: referral.Undelivered, Note: "MARKER-11"})
	text, err := json.Marshal(page.Of(in))
	if err != nil {
		t.Fatal(err)
	}
	for _, shown := range []string{string(text), render(t, in, page.Draft{})} {
		if i := strings.Index(shown, "MARKER"); i >= 0 {
			t.Errorf("shows %q", shown[i:i+9])
		}
	}
}

func TestWhoCanAnswer(t *testing.T) {
	by, reject := maria(referral.Answer{Decision: referral.Rejected, Reason: "no-capacity"})
	rejected := answer(t, input(), at(23, 10, 0), by, reject)
	receives := input()
	receives.State.Organization.ReceivesOnly = true
	one := referral.Answer{Lines: []referral.LineAnswer{{Service: "transportation", Decision: referral.Rejected, Reason: "no-capacity"}}}
	by, one = maria(one)
	first := answer(t, input(), at(23, 10, 0), by, one)
	one.Lines[0].Service = "housing-assistance"
	both := answer(t, first, at(24, 10, 0), by, one)

	for name, c := range map[string]struct {
		in             page.Input
		now            time.Time
		can, forAll    bool
		housing, rides bool
	}{
		"sent":                                {input(), at(23, 10, 0), true, true, true, true},
		"receives only":                       {receives, at(23, 10, 0), false, false, false, false},
		"rejected, to be corrected":           {rejected, at(25, 10, 0), true, true, true, true},
		"rejected, too late":                  {rejected, at(25, 10, 1), false, false, false, false},
		"one service ended, the other open":   {first, at(28, 10, 0), true, true, true, false},
		"both ended, one too late to correct": {both, at(25, 11, 0), true, false, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			c.in.Now = c.now
			v := page.Of(c.in)
			if v.CanAnswer != c.can || v.ForAll != c.forAll || v.Services[0].CanAnswer != c.housing || v.Services[1].CanAnswer != c.rides {
				t.Errorf("can %v, for all %v, services %v %v", v.CanAnswer, v.ForAll, v.Services[0].CanAnswer, v.Services[1].CanAnswer)
			}
			if got := strings.Contains(render(t, c.in, page.Draft{}), "<form"); got != c.can {
				t.Errorf("form: %v, want %v", got, c.can)
			}
		})
	}
}

func TestPart2Notice(t *testing.T) {
	in := input()
	if v := page.Of(in); v.Part2Notice != "" {
		t.Errorf("notice without Substance Abuse: %q", v.Part2Notice)
	}
	in.State.Lines[1] = referral.Line{Service: "substance-abuse", Label: "Substance Abuse", Status: referral.Sent}
	if html := render(t, in, page.Draft{}); !strings.Contains(html, "42 CFR part 2 prohibits unauthorized use or disclosure of these records.") {
		t.Error("the page lacks the notice")
	}
}

func TestSaysWhoAnsweredBeforeASecondAnswer(t *testing.T) {
	by, accept := maria(referral.Answer{Decision: referral.Accepted})
	in := answer(t, input(), at(23, 10, 15), by, accept)
	html := render(t, in, page.Draft{})
	said := strings.Index(html, "Maria Lopez answered on Monday, November 23, 2026, 10:15 AM CST.")
	if form := strings.Index(html, "<form"); said < 0 || form < said {
		t.Errorf("said at %d, form at %d", said, form)
	}
	if !strings.Contains(html, `name="seen" value="2"`) {
		t.Error("the form does not say which version it saw")
	}
}

func TestDueAndOverdue(t *testing.T) {
	in := input()
	in.Now = time.Date(2026, 12, 1, 23, 59, 0, 0, chicago)
	if html := render(t, in, page.Draft{}); !strings.Contains(html, "Please answer by Tuesday, December 1, 2026.") {
		t.Error("lacks the due day")
	}
	in.Now = time.Date(2026, 12, 2, 0, 0, 0, 0, chicago)
	if html := render(t, in, page.Draft{}); !strings.Contains(html, "was due by Tuesday, December 1, 2026.") {
		t.Error("does not say that it is overdue")
	}
	by, accept := maria(referral.Answer{Decision: referral.Accepted})
	if v := page.Of(answer(t, input(), at(23, 10, 0), by, accept)); v.ResponseDueOn != "" {
		t.Errorf("due %s though everything is answered", v.ResponseDueOn)
	}
}

// Whoever said "Pending" has answered, and is thanked; the final answer is still asked for.
func TestThanks(t *testing.T) {
	by, pending := maria(referral.Answer{Decision: referral.Pending})
	in := answer(t, input(), at(23, 10, 15), by, pending)
	html := render(t, in, page.Draft{})
	for _, want := range []string{"Thank you. An answer has been recorded.", "We still need a final answer by", "You can change it below."} {
		if !strings.Contains(html, want) {
			t.Errorf("after Pending the page lacks %q", want)
		}
	}
	if strings.Contains(render(t, in, page.Draft{Unseen: true}), "Thank you") {
		t.Error("the page gives thanks for an answer that it has just refused")
	}
	in.Now = time.Date(2026, 12, 20, 9, 0, 0, 0, chicago)
	if strings.Contains(render(t, in, page.Draft{}), "Thank you") {
		t.Error("the page gives thanks while the final answer is overdue")
	}
}

// An answer that ended a service can be changed for a while only, and the page says for how long, by the program's clock.
func TestSaysUntilWhenAnAnswerCanBeChanged(t *testing.T) {
	by, reject := maria(referral.Answer{Decision: referral.Rejected, Reason: "no-capacity"})
	rejected := answer(t, input(), at(23, 10, 15), by, reject)
	until := "until Wednesday, November 25, 2026, 10:15 AM CST."
	if html := render(t, rejected, page.Draft{}); !strings.Contains(html, "You can change it below "+until) {
		t.Errorf("lacks %q: %s", until, html)
	}
	rejected.Now = at(25, 10, 16)
	if v := page.Of(rejected); v.ChangeUntil != nil || v.CanAnswer {
		t.Errorf("after its time it can be changed until %v", v.ChangeUntil)
	}

	by, one := maria(referral.Answer{Lines: []referral.LineAnswer{
		{Service: "transportation", Decision: referral.Rejected, Reason: "no-capacity"},
		{Service: "housing-assistance", Decision: referral.Accepted},
	}})
	mixed := answer(t, input(), at(23, 10, 15), by, one)
	if html := render(t, mixed, page.Draft{}); !strings.Contains(html, "You can change it below. A service that was rejected or closed can be changed "+until) {
		t.Errorf("of one of two services it lacks %q: %s", until, html)
	}

	by, second := maria(referral.Answer{Lines: []referral.LineAnswer{{Service: "housing-assistance", Decision: referral.Closed, Outcome: "enrolled"}}})
	both := answer(t, mixed, at(24, 10, 15), by, second)
	both.Now = at(24, 10, 20)
	if v := page.Of(both); v.ChangeUntil == nil || v.ChangeUntil.At != referral.At(at(25, 10, 15)) {
		t.Errorf("of two services that ended the page says %+v, want the first that cannot be changed any more", v.ChangeUntil)
	}

	by, accept := maria(referral.Answer{Decision: referral.Accepted})
	if v := page.Of(answer(t, input(), at(23, 10, 15), by, accept)); v.ChangeUntil != nil {
		t.Errorf("what is open can be changed until %v", v.ChangeUntil)
	}
}
