package e2e

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/infra/local/system"
)

var codePattern = regexp.MustCompile(`(?m)^\d{6}$`)

// referSensitively refers the place's customer to it for a service whose name alone tells something.
func (p place) referSensitively(t *testing.T, s *system.System, services ...string) (sent referral, link string) {
	t.Helper()
	body := with(with(p.request(services...), "consent", consented()), "note", "Call in the morning only.")
	sent = read[referral](as(t, s, "case-manager").post("/v1/referrals", body).want(201))
	return sent, p.linkOf(t, s)
}

// askForCode asks for a code by the link and reads it in the contact's mail.
func (p place) askForCode(t *testing.T, s *system.System, link string) string {
	t.Helper()
	anybody(t, s).postForm(link+"/code", url.Values{}).want(303)
	settle(t, s)
	m := s.Mailbox.Mails(p.address)[0]
	code := codePattern.FindString(m.Text)
	if m.Kind != "referral-code" || code == "" {
		t.Fatalf("the newest mail is a %s: %s", m.Kind, m.Text)
	}
	if strings.Contains(m.Subject, code) {
		t.Errorf("the code stands in the subject: %s", m.Subject)
	}
	return code
}

// wrongCode is another code.
func wrongCode(code string) string {
	if code[0] == '9' {
		return "8" + code[1:]
	}
	return "9" + code[1:]
}

// TestConsentIsNeeded: without what the program requires, sending answers 422.
func TestConsentIsNeeded(t *testing.T) {
	s := running(t)
	p := settleIn(t, s, "consent-service", nil)
	shelter := settleIn(t, s, "consent-shelter", object{"sensitive": true})
	staff := as(t, s, "case-manager")
	wantUnchanged(t, s, func() {
		for name, body := range map[string]object{
			"SensitiveService":      p.request("domestic-violence"),
			"SensitiveOrganization": shelter.request("transportation"),
			"Ended":                 with(p.request("mental-health"), "consent", with(consented(), "until", "2026-01-03")),
		} {
			t.Run(name, func(t *testing.T) {
				refused := read[problem](as(t, s, "case-manager").post("/v1/referrals", body).want(422))
				if len(refused.Errors) != 1 || !strings.HasPrefix(refused.Errors[0].Field, "consent") {
					t.Errorf("it is refused for %v", refused.Errors)
				}
			})
		}
	})
	// A draft may wait for it.
	draft := read[referral](staff.post("/v1/referrals", with(p.request("domestic-violence"), "draft", true)).want(201))
	staff.post("/v1/referrals/"+draft.ID+"/send", nil).want(422)
	staff.post("/v1/referrals/"+draft.ID+"/consent", consented()).want(200)
	staff.post("/v1/referrals/"+draft.ID+"/send", nil).want(200)
}

// TestSensitiveReferral: "a forwarded link alone opens nothing".
func TestSensitiveReferral(t *testing.T) {
	s := running(t)
	p := settleIn(t, s, "sensitive", nil)
	sent, link := p.referSensitively(t, s, "domestic-violence", "transportation")
	secrets := []string{"Testa", "sensitive@", "Domestic", "Transportation", "Call in the morning", "1 Main St", "217-555-0100"}

	for _, m := range s.Mailbox.Mails(p.address) {
		for _, secret := range secrets {
			if strings.Contains(m.Subject+m.Text+m.HTML, secret) {
				t.Errorf("the mail tells %q", secret)
			}
		}
	}
	partner := anybody(t, s)
	for _, accept := range [][]string{asPage, asJSON} {
		partner.get(link, accept...).want(200).holds(sent.Reference, "Lincoln Land Energy Training").lacks(secrets...)
	}
	wantUnchanged(t, s, func() {
		partner.post(link, answered("accepted"), asJSON...).want(403).lacks(secrets...)
		partner.postForm(link, url.Values{"decision": {"accepted"}, "name": {"Maria"}, "seen": {"1"}}).want(422).
			holds("Your answer was not recorded").lacks(secrets...)
		// No code was asked for yet.
		partner.postForm(link+"/unlock", url.Values{"code": {"000000"}}).want(422).lacks(secrets...)
	})

	code := p.askForCode(t, s, link)
	partner.postForm(link+"/unlock", url.Values{"code": {wrongCode(code)}}).want(422).lacks(secrets...)
	unlocked := partner.postForm(link+"/unlock", url.Values{"code": {code}}).want(303)
	pass := passOf(t, unlocked, link)
	partner.get(link, append([]string{"Cookie", pass}, asPage...)...).want(200).holds(secrets[0], "Domestic Violence", "Call in the morning")

	// Whoever has the link alone sees nothing, now as before.
	partner.get(link, asPage...).want(200).lacks(secrets...)
	partner.get(link, append([]string{"Cookie", pass[:len(pass)-4]}, asPage...)...).want(200).lacks(secrets...)
	partner.post(link, answered("accepted"), append([]string{"Cookie", pass}, asJSON...)...).want(200)
	if got := view(t, s, sent.ID); got.Status != "accepted" {
		t.Errorf("the referral is %s", got.Status)
	}
}

// passOf is the cookie that opens the page, which must be of no use anywhere else.
func passOf(t *testing.T, unlocked *reply, link string) string {
	t.Helper()
	cookie := unlocked.header.Get("Set-Cookie")
	for _, attribute := range []string{"HttpOnly", "SameSite=Lax", "Max-Age=1800", "Path=" + link} {
		if !strings.Contains(cookie, attribute) {
			t.Errorf("the cookie lacks %s: %s", attribute, cookie)
		}
	}
	pass, _, _ := strings.Cut(cookie, ";")
	return pass
}

// TestCodeTries: five, and only the code that was mailed last, on its own link.
func TestCodeTries(t *testing.T) {
	s := running(t)
	p, other := settleIn(t, s, "tries", nil), settleIn(t, s, "tries-other", nil)
	sent, link := p.referSensitively(t, s, "mental-health")
	_, otherLink := other.referSensitively(t, s, "mental-health")
	partner := anybody(t, s)
	try := func(link, code string) *reply { return partner.post(link+"/unlock", object{"code": code}, asJSON...) }

	first := p.askForCode(t, s, link)
	for range 5 {
		try(link, wrongCode(first)).want(422)
	}
	try(link, first).want(422).lacks("Testa")

	second := p.askForCode(t, s, link)
	if first != second {
		try(link, first).want(422)
	}
	other.askForCode(t, s, otherLink)
	opened := try(link, second).want(200).holds("Testa")
	pass := passOf(t, opened, link)
	partner.get(otherLink, append([]string{"Cookie", pass}, asJSON...)...).want(200).holds(`"locked":true`)

	// A resend makes another link, which neither the code nor the cookie opens.
	as(t, s, "case-manager").post("/v1/referrals/"+sent.ID+"/resend", nil).want(200)
	next := p.linkOf(t, s)
	partner.get(link, append([]string{"Cookie", pass}, asPage...)...).want(404)
	partner.get(next, append([]string{"Cookie", pass}, asJSON...)...).want(200).holds(`"locked":true`)
	try(next, second).want(422)
}

// TestCodeTriesAtOnce: guessing in parallel gives no more than five tries.
func TestCodeTriesAtOnce(t *testing.T) {
	s := running(t)
	p := settleIn(t, s, "guesses", nil)
	_, link := p.referSensitively(t, s, "substance-abuse")
	code := p.askForCode(t, s, link)
	wantOnly(t, atOnce(32, func(int) *reply {
		return anybody(t, s).post(link+"/unlock", object{"code": wrongCode(code)}, asJSON...)
	}), 422)
	anybody(t, s).post(link+"/unlock", object{"code": code}, asJSON...).want(422)
}

// TestCodesAskedFor: a link's holder cannot fill the contact's mailbox.
func TestCodesAskedFor(t *testing.T) {
	s := running(t)
	p := settleIn(t, s, "codes", nil)
	_, link := p.referSensitively(t, s, "substance-abuse")
	replies := atOnce(16, func(int) *reply { return anybody(t, s).postForm(link+"/code", url.Values{}) })
	wantOnly(t, replies, 303, 429)
	if got := statuses(replies)[303]; got != 5 {
		t.Errorf("%d codes were given out, want 5", got)
	}
	settle(t, s)
	if got := len(kinds(s, p.address)); got > 6 {
		t.Errorf("the contact has %d mails", got)
	}
}

// TestSubstanceAbuseNotice: 42 CFR § 2.32.
func TestSubstanceAbuseNotice(t *testing.T) {
	s := running(t)
	p := settleIn(t, s, "part2", nil)
	_, link := p.referSensitively(t, s, "substance-abuse")
	unlocked := anybody(t, s).postForm(link+"/unlock", url.Values{"code": {p.askForCode(t, s, link)}}).want(303)
	anybody(t, s).get(link, append([]string{"Cookie", passOf(t, unlocked, link)}, asPage...)...).want(200).
		holds("42 CFR part 2 prohibits unauthorized use or disclosure of these records.")
}

// TestReceivesOnly: an organization that may not report back is shown no form, and its answer is not taken.
func TestReceivesOnly(t *testing.T) {
	s := running(t)
	p := settleIn(t, s, "receives-only", object{"receivesOnly": true})
	sent := p.refer(t, s, "transportation")
	link := p.linkOf(t, s)
	if got := view(t, s, sent.ID); got.ResponseDueOn != "" {
		t.Errorf("an answer is due on %s", got.ResponseDueOn)
	}
	wantUnchanged(t, s, func() {
		anybody(t, s).get(link, asPage...).want(200).holds("Testa", "Transportation").lacks("<form")
		anybody(t, s).post(link, answered("accepted"), asJSON...).want(409)
	})
	if m := s.Mailbox.Mails(p.address)[0]; strings.Contains(m.Text, "Please respond") {
		t.Errorf("the mail asks for an answer: %s", m.Text)
	}
}

// TestPartialAnswer: "a partner may accept transportation and reject housing in one visit".
func TestPartialAnswer(t *testing.T) {
	s := running(t)
	p := settleIn(t, s, "partly", nil)
	sent := p.refer(t, s, "transportation", "housing-assistance")
	link := p.linkOf(t, s)
	form := formOf(t, anybody(t, s).get(link, asPage...).want(200))
	form.Set("decision", "accepted")
	form.Set("service.housing-assistance.decision", "rejected")
	form.Set("service.housing-assistance.reason", "no-capacity")
	form.Set("name", "Maria Lopez")
	anybody(t, s).postForm(link, form).want(303)
	got := view(t, s, sent.ID)
	lines := []string{}
	for _, l := range got.Services {
		lines = append(lines, fmt.Sprint(l.Key, " ", l.Status, " ", l.Reason))
	}
	if want := []string{"transportation accepted ", "housing-assistance rejected no-capacity"}; got.Status != "accepted" || !slices.Equal(lines, want) {
		t.Errorf("the referral is %s, its lines %q", got.Status, lines)
	}
	// After a rejection of all it no longer shows how to reach the customer.
	anybody(t, s).get(link, asPage...).want(200).holds("217-555-0100")
	anybody(t, s).post(link, object{
		"name": "Maria Lopez", "services": []any{object{"key": "transportation", "decision": "rejected", "reason": "no-capacity"}},
	}, asJSON...).want(200)
	anybody(t, s).get(link, asPage...).want(200).lacks("217-555-0100", "1 Main St")
}
