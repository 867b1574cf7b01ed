package e2e

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/referral-tool/referrals/infra/local/system"
)

// recording is everything that the functions and the local run print.
type recording struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (r *recording) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.Write(p)
}

func (r *recording) bytes() []byte {
	r.mu.Lock()
	defer r.mu.Unlock()
	return bytes.Clone(r.text.Bytes())
}

func (r *recording) lines() []string {
	return strings.Split(strings.TrimSpace(string(r.bytes())), "\n")
}

// told are the words that must stand in no log: each is typed in one field, and is found nowhere by chance.
type told struct{ words map[string]string }

// word makes the word for a field.
func (d told) word(field string) string {
	d.words[field] = "zq" + strings.ToLower(field) + "qz"
	return d.words[field]
}

// TestLogs walks through what people do and get wrong, with a word of its own in each field: a log line that holds one
// of them tells whom a referral is about, or lets its reader open a link.
func TestLogs(t *testing.T) {
	var printed recording
	s := start(t, system.Options{
		Output: func(string) io.Writer { return &printed },
		Log:    slog.New(slog.NewJSONHandler(&printed, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	d := told{words: map[string]string{}}
	d.people(t, s)
	d.referrals(t, s)
	d.employment(t, s)
	d.faults(t, s)
	d.office(t, s)
	settle(t, s)

	lines := printed.lines()
	for _, line := range lines {
		if found := leak.FindString(line); found != "" {
			t.Errorf("%s is in the log: %s", found, line)
		}
	}
	for field, word := range d.words {
		for _, line := range lines {
			if strings.Contains(strings.ToLower(line), strings.ToLower(word)) {
				t.Errorf("%s is in the log: %s", field, line)
			}
		}
	}
	wantSpoken(t, s, lines)
}

// wantSpoken fails the test unless every function that keeps a log has written some of it: words cannot be missing from
// what was not recorded.
func wantSpoken(t *testing.T, s *system.System, lines []string) {
	t.Helper()
	spoken := map[string]bool{}
	for _, line := range lines {
		var entry struct{ Function string }
		if json.Unmarshal([]byte(line), &entry) == nil {
			spoken[entry.Function] = true
		}
	}
	// A tally and the portal's files have nothing to say while all goes well.
	silent := []string{"dashboard-tally", "portal"}
	for _, f := range s.Template.Functions {
		if !spoken[f.Name] && !slices.Contains(silent, f.Name) {
			t.Errorf("%s has written no line: it was not called, or is not heard. Heard: %v", f.Name, slices.Sorted(maps.Keys(spoken)))
		}
	}
}

// people loads a customer and a partner.
func (d told) people(t *testing.T, s *system.System) {
	loading := as(t, s, "integration")
	loading.put("/v1/customers/logs", object{
		"firstName": d.word("CustomerFirst"), "lastName": d.word("CustomerLast"), "address": d.word("CustomerAddress"),
		"phone": d.word("CustomerPhone"), "email": d.word("CustomerEmail") + "@referrals.test", "group": "CEJA/FEJA Programs",
		"grantee": "lincoln-land", "designatedOrganization": d.word("Designated"), "caseNumber": d.word("CaseNumber"),
	}).want(201)
	loading.put("/v1/organizations/logs", object{
		"name": d.word("Organization"), "phone": d.word("OrganizationPhone"), "address": d.word("OrganizationAddress"),
		"email": d.word("OrganizationEmail") + "@partner.test",
	}).want(201)
	loading.put("/v1/organizations/logs/contacts/logs", object{
		"name": d.word("Contact"), "title": d.word("Title"), "email": d.word("ContactEmail") + "@partner.test", "phone": d.word("ContactPhone"),
	}).want(201)
	loading.post("/v1/customers/logs/assessments", object{"date": "2026-01-02", "options": []any{}}).want(201)
}

// token is part of what is told: whoever has it is the person.
func (d told) person(t *testing.T, s *system.System, persona string) *client {
	c := asClaiming(t, s, persona, object{
		"name": d.word("NameOf" + persona), "email": d.word("EmailOf"+persona) + "@staff.test",
	})
	d.words["TokenOf"+persona] = c.token[strings.LastIndexByte(c.token, '.')+1:]
	return c
}

// referrals sends, looks for, answers, resends and cancels, and goes wrong on the way.
func (d told) referrals(t *testing.T, s *system.System) {
	staff := d.person(t, s, "case-manager")
	p := place{"logs", "logs", "logs", d.words["ContactEmail"] + "@partner.test"}
	body := with(p.request("transportation", "mental-health"), "note", d.word("Note"))
	staff.post("/v1/referrals", body).want(422) // sensitive, and nobody has agreed
	body["consent"] = with(consented(), "by", d.word("ConsentBy"))
	sent := read[referral](staff.post("/v1/referrals", body, "Idempotency-Key", d.word("IdempotencyKey")).want(201))
	link := p.linkOf(t, s)
	d.words["Link"] = link[len("/r/"):]

	for _, path := range []string{"/v1/customers", "/v1/organizations", "/v1/organizations/logs/contacts", "/v1/referrals"} {
		staff.get(path + "?q=" + d.words["CustomerLast"]).want(200)
		staff.get(path + "?q=" + d.words["CustomerLast"] + "&cursor=" + d.word("Cursor")).want(400)
	}
	for _, path := range []string{
		"/v1/me", "/v1/services", "/v1/customers/logs", "/v1/customers/logs/referrals", "/v1/customers/logs/progress",
		"/v1/customers/logs/assessments", "/v1/referrals/" + sent.ID, "/v1/dashboard", "/v1/dashboard/customers?row=awaiting-response",
	} {
		staff.get(path).want(200)
	}
	staff.get("/v1/referrals", asCSV...).want(200)
	d.page(t, s, p, link)

	staff.post("/v1/referrals/"+sent.ID+"/answers", object{
		"decision": "rejected", "reason": "other", "name": d.word("AnsweredBy"), "note": d.word("AnswerNote"), "channel": "telephone",
	}).want(200)
	staff.post("/v1/referrals/"+sent.ID+"/answers", object{
		"decision": "accepted", "name": d.words["AnsweredBy"], "channel": "telephone",
	}).want(200)
	staff.post("/v1/referrals/"+sent.ID+"/resend", nil).want(200)
	settle(t, s)
	d.words["SecondLink"] = p.linkOf(t, s)[len("/r/"):]
	staff.post("/v1/referrals/"+sent.ID+"/consent/withdraw", object{"by": d.word("WithdrawnBy"), "note": d.word("Withdrawal")}).want(200)
	staff.post("/v1/referrals/"+sent.ID+"/cancel", object{"reason": d.word("CancelReason")}).want(409)
	admin := d.person(t, s, "program-admin")
	admin.sendJSON("PATCH", "/v1/organizations/logs", object{"name": d.word("NewName"), "phone": d.word("Phone")}).want(200)
	twin := object{"name": d.word("Twin"), "address": d.word("TwinAddress"), "email": d.word("TwinEmail") + "@partner.test"}
	into := read[struct{ ID string }](staff.post("/v1/organizations", twin).want(201)).ID
	staff.post("/v1/organizations", twin).want(409)
	from := read[struct{ ID string }](staff.post("/v1/organizations", object{"name": d.word("Double")}).want(201)).ID
	staff.post("/v1/organizations/"+from+"/contacts", object{"name": d.word("AddedContact"), "email": d.word("AddedEmail") + "@partner.test"}).want(201)
	admin.post("/v1/organizations/"+from+"/merge", object{"into": into}).want(200)
	staff.sendJSON("PATCH", "/v1/organizations/logs/contacts/logs", object{"email": d.word("NewEmail") + "@partner.test"}).want(200)
}

var sixDigits = regexp.MustCompile(`\b\d{6}\b`)

// page asks for the code of the sensitive referral, types it wrong and right, and answers.
func (d told) page(t *testing.T, s *system.System, p place, link string) {
	partner := anybody(t, s)
	partner.get(link, asPage...).want(200)
	partner.postForm(link+"/code", nil)
	settle(t, s)
	code := ""
	for _, m := range s.Mailbox.Mails(p.address) {
		if m.Kind == "referral-code" {
			code = sixDigits.FindString(m.Text)
		}
	}
	if code == "" {
		t.Fatal("no code was mailed")
	}
	d.words["Code"] = `"` + code + `"`
	partner.postForm(link+"/unlock", url.Values{"code": {d.word("WrongCode")}})
	unlocked := partner.postForm(link+"/unlock", url.Values{"code": {code}}).want(303)
	cookie, _, _ := strings.Cut(unlocked.header.Get("Set-Cookie"), ";")
	_, d.words["Pass"], _ = strings.Cut(cookie, "=")
	partner.get(link, append(asPage, "Cookie", cookie)...).want(200)
	for decision, status := range map[string]int{"": 422, "pending": 303} {
		partner.postForm(link, url.Values{
			"decision": {decision}, "name": {d.word("PartnerName")}, "note": {d.word("PartnerNote")}, "seen": {"1"},
		}, "Cookie", cookie).want(status)
	}
}

// employment sends a form, and has it rejected.
func (d told) employment(t *testing.T, s *system.System) {
	e := setEmploymentStage(t, s, "logs-client", d.word("Client"))
	navigator, provider := d.person(t, s, "navigator"), d.person(t, s, "provider")
	navigator.put("/v1/referrals/"+e.draft+"/form", object{"fields": []any{object{"key": "notes", "value": d.word("FormNotes")}}}).want(200)
	for _, path := range []string{
		"/v1/activities", "/v1/customers/" + e.client + "/activities", "/v1/cases/" + e.caseNumber + "/documents",
		"/v1/referrals/" + e.sent + "/form", "/v1/referrals/" + e.sent + "/form.pdf", "/v1/tasks", "/v1/tasks/" + e.task,
	} {
		navigator.get(path).want(200)
	}
	provider.get("/v1/provider/referrals?q=" + d.words["Client"]).want(200)
	provider.get("/v1/provider/referrals/" + e.sent).want(200)
	provider.post("/v1/provider/referrals/"+e.sent+"/response", object{"decision": "rejected", "reason": d.word("ProviderReason")}).want(200)
	navigator.post("/v1/tasks/"+e.task+"/complete", object{"outcome": "DCF-Pending", "note": d.word("TaskNote")}).want(200)
}

// faults sends what is wrong in every way, and has mails fail and bounce.
func (d told) faults(t *testing.T, s *system.System) {
	staff := as(t, s, "case-manager")
	media := []string{"Content-Type", "application/json"}
	staff.do("POST", "/v1/referrals", []byte(`{"customerId": `+d.word("BrokenJSON")), media...).want(400)
	staff.do("POST", "/v1/referrals", []byte(`{"`+d.word("UnknownField")+`":1}`), media...).want(422)
	staff.do("POST", "/v1/referrals", []byte(d.word("Text")), "Content-Type", "text/"+d.word("ContentType")).want(415)
	staff.get("/v1/customers/" + d.word("UnknownCustomer")).want(404)
	staff.get("/v1/referrals/" + d.word("UnknownReferral")).want(404)
	staff.get("/v1/" + d.word("UnknownPath") + "?x=" + d.word("Query")).want(404)
	holding(t, s, d.word("BadToken")).get("/v1/me").want(401)
	anybody(t, s).get("/r/"+d.word("BadLink"), asPage...).want(404)
	asClaiming(t, s, "case-manager", object{"role": d.word("Role")}).get("/v1/me").want(403)

	p := place{"logs", "logs", "logs", d.words["NewEmail"] + "@partner.test"}
	s.Mailbox.Fail(1)
	p.refer(t, s, "legal-aid")
	settle(t, s)
	sweep(t, s, time.Now().Add(time.Hour))
	if len(s.Mailbox.Mails(p.address)) == 0 {
		t.Fatal("the mail was not sent when it was tried again")
	}
	bounce(t, s, p)
}

// office exports a customer, holds and releases one, and erases one.
func (d told) office(t *testing.T, s *system.System) {
	admin := d.person(t, s, "program-admin")
	admin.get("/v1/customers/logs/export").want(200)
	admin.post("/v1/customers/logs/hold", object{"hold": true, "reason": d.word("HoldReason")}).want(200)
	admin.post("/v1/customers/logs/erase", nil).want(409)
	admin.post("/v1/customers/logs/hold", object{"hold": false, "reason": d.word("ReleaseReason")}).want(200)
	as(t, s, "integration").put("/v1/customers/logs-erased", customerOf("lincoln-land", d.word("ErasedFirst"), d.word("ErasedLast"))).want(201)
	admin.post("/v1/customers/logs-erased/erase", nil).want(200)
}
