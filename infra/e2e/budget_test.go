package e2e

import (
	"fmt"
	"testing"

	"github.com/referral-tool/referrals/infra/local/system"
)

// few and many are how many referrals a customer has while requests are counted: what a call costs does not grow with
// them.
const (
	few  = 10
	many = 300
)

// operation is a call and the DynamoDB requests that its function may make for it.
type operation struct {
	name     string
	function string
	most     int
	status   int
	call     func(t *testing.T, p place) *reply
}

// operations are the calls of the cost budgets, in an order in which one can follow the other. Each works on a referral
// of its own, which a call before has left.
func operations(s *system.System) []operation {
	var sent, draft referral
	var link string
	staff := func(t *testing.T) *client { return as(t, s, "case-manager") }
	command := func(name string, body any) func(*testing.T, place) *reply {
		return func(t *testing.T, _ place) *reply { return staff(t).post("/v1/referrals/"+sent.ID+"/"+name, body) }
	}
	get := func(path string, headers ...string) func(*testing.T, place) *reply {
		return func(t *testing.T, p place) *reply { return staff(t).get(fmt.Sprintf(path, p.customer), headers...) }
	}
	return []operation{
		{"SaveDraft", "referral-create", 2, 201, func(t *testing.T, p place) *reply {
			body := p.request("dependent-care")
			body["draft"] = true
			r := staff(t).post("/v1/referrals", body).want(201)
			draft = read[referral](r)
			return r
		}},
		{"ChangeDraft", "referral-create", 3, 200, func(t *testing.T, p place) *reply {
			return staff(t).put("/v1/referrals/"+draft.ID, p.request("dependent-care", "health-care"))
		}},
		{"SendDraft", "referral-create", 3, 200, func(t *testing.T, _ place) *reply {
			return staff(t).post("/v1/referrals/"+draft.ID+"/send", nil)
		}},
		{"CancelDraftSent", "referral-cancel", 2, 200, func(t *testing.T, _ place) *reply {
			return staff(t).post("/v1/referrals/"+draft.ID+"/cancel", nil)
		}},
		{"Create", "referral-create", 2, 201, func(t *testing.T, p place) *reply {
			r := staff(t).post("/v1/referrals", p.request("transportation", "legal-aid")).want(201)
			sent = read[referral](r)
			return r
		}},
		{"CreateDuplicate", "referral-create", 2, 409, func(t *testing.T, p place) *reply {
			return staff(t).post("/v1/referrals", p.request("legal-aid"))
		}},
		{"Page", "partner-response", 1, 200, func(t *testing.T, p place) *reply {
			link = p.linkOf(t, s)
			return anybody(t, s).get(link, asPage...)
		}},
		{"MadeUpLink", "partner-response", 0, 404, func(t *testing.T, _ place) *reply {
			return anybody(t, s).get("/r/"+flipped(link[len("/r/"):]), asPage...)
		}},
		{"Answer", "partner-response", 2, 200, func(t *testing.T, _ place) *reply {
			return anybody(t, s).post(link, answered("pending"), asJSON...)
		}},
		{"AnswerRepeated", "partner-response", 1, 200, func(t *testing.T, _ place) *reply {
			return anybody(t, s).post(link, answered("pending"), asJSON...)
		}},
		{"RecordAnswer", "partner-response", 2, 200, command("answers", object{
			"decision": "accepted", "name": "Maria Lopez", "channel": "telephone",
		})},
		{"RecordConsent", "referral-cancel", 2, 200, command("consent", object{
			"by": "Testa", "method": "written", "date": "2026-01-02", "until": "2099-01-02",
		})},
		{"Resend", "referral-resend", 3, 200, command("resend", nil)},
		{"View", "referral-get", 2, 200, func(t *testing.T, _ place) *reply { return staff(t).get("/v1/referrals/" + sent.ID) }},
		{"Cancel", "referral-cancel", 2, 200, command("cancel", nil)},
		{"CancelAgain", "referral-cancel", 1, 409, command("cancel", nil)},
		{"CustomersReferrals", "referral-get", 1, 200, get("/v1/customers/%s/referrals")},
		{"List", "referral-list", 1, 200, get("/v1/referrals?limit=50&q=%s")},
		{"ListOfAStatus", "referral-list", 1, 200, get("/v1/referrals?status=draft&limit=10&q=%s")},
		{"Overdue", "referral-list", 1, 200, get("/v1/referrals?overdue=true&q=%s")},
		{"Attention", "referral-list", 1, 200, get("/v1/referrals?attention=true&q=%s")},
		{"ListAsCSV", "referral-list", 2, 200, get("/v1/referrals?q=%s", asCSV...)},
		{"Customers", "customers", 1, 200, get("/v1/customers?q=%s")},
		{"Customer", "customers", 2, 200, get("/v1/customers/%s")},
		{"Organizations", "directory", 1, 200, get("/v1/organizations?q=%s")},
		{"Contacts", "directory", 2, 200, get("/v1/organizations/%[1]s/contacts?q=%[1]s")},
		{"Assess", "customers", 2, 201, func(t *testing.T, p place) *reply {
			return staff(t).post("/v1/customers/"+p.customer+"/assessments", object{
				"date": "2020-01-02", "options": []string{"referral-for-legal-aid"},
			})
		}},
		{"Assessments", "customers", 1, 200, get("/v1/customers/%s/assessments")},
		{"Progress", "progress", 1, 200, get("/v1/customers/%s/progress")},
		{"Dashboard", "dashboard", 1, 200, func(t *testing.T, _ place) *reply { return staff(t).get("/v1/dashboard") }},
		{"DashboardOfAll", "dashboard", 1, 200, func(t *testing.T, _ place) *reply {
			return as(t, s, "program-admin").get("/v1/dashboard")
		}},
		{"DashboardList", "dashboard", 1, 200, func(t *testing.T, _ place) *reply {
			return staff(t).get("/v1/dashboard/customers?row=unclassified&limit=20")
		}},
		{"DashboardListAsCSV", "dashboard", 1, 200, func(t *testing.T, _ place) *reply {
			return staff(t).get("/v1/dashboard/customers?row=unclassified", asCSV...)
		}},
		{"Me", "reference", 0, 200, func(t *testing.T, _ place) *reply { return staff(t).get("/v1/me") }},
	}
}

// flipped is a token with its last character changed: no key has signed it.
func flipped(token string) string {
	last := "A"
	if token[len(token)-1] == 'A' {
		last = "Q"
	}
	return token[:len(token)-1] + last
}

// TestBudgets counts what each call asks of DynamoDB, in a process that has just started and in one that runs, with few
// referrals and with many.
func TestBudgets(t *testing.T) {
	s := running(t)
	for _, referrals := range []int{few, many} {
		t.Run(fmt.Sprint(referrals), func(t *testing.T) {
			p := settleIn(t, s, fmt.Sprintf("budget-%d", referrals), nil)
			loadDrafts(t, s, p, referrals)
			for _, start := range []string{"Cold", "Warm"} {
				t.Run(start, func(t *testing.T) {
					for _, o := range operations(s) {
						t.Run(o.name, func(t *testing.T) { withinBudget(t, s, p, o, start == "Cold") })
					}
				})
			}
		})
	}
}

func withinBudget(t *testing.T, s *system.System, p place, o operation, cold bool) {
	t.Helper()
	settle(t, s)
	if cold {
		s.Functions.Kill(o.function)
	}
	s.Proxy.Reset()
	o.call(t, p).want(o.status)
	counts := s.Proxy.Reset()
	if got := counts.Of(o.function).Requests; got > o.most {
		t.Errorf("it took %d requests, at most %d are allowed: %v", got, o.most, counts)
	}
}

// loadDrafts gives the place's customer referrals, without mails.
func loadDrafts(t *testing.T, s *system.System, p place, count int) {
	t.Helper()
	staff := as(t, s, "case-manager")
	body := p.request("transportation")
	body["draft"] = true
	// The contract is checked elsewhere; here it would take most of the time.
	staff.http.Transport = connections
	wantOnly(t, atOnce(count, func(int) *reply { return staff.post("/v1/referrals", body) }), 201)
	settle(t, s)
}

// TestReplayBudget: a replay is one request, and writes nothing.
func TestReplayBudget(t *testing.T) {
	s := running(t)
	p := settleIn(t, s, "budget-replay", nil)
	staff := as(t, s, "case-manager")
	create := func() *reply { return staff.post("/v1/referrals", p.request("legal-aid"), "Idempotency-Key", "budget") }
	cancel := func(id string) *reply {
		return staff.post("/v1/referrals/"+id+"/cancel", nil, "Idempotency-Key", "budget")
	}
	sent := read[referral](create().want(201))
	cancel(sent.ID).want(200)
	settle(t, s)
	s.Proxy.Reset()
	create().want(201)
	cancel(sent.ID).want(200)
	counts := s.Proxy.Reset()
	for _, function := range []string{"referral-create", "referral-cancel"} {
		if got := counts.Of(function).Requests; got != 1 {
			t.Errorf("a replay by %s takes %d requests: %v", function, got, counts)
		}
	}
}

// TestLostRaceBudget: one request more for each race that is lost.
func TestLostRaceBudget(t *testing.T) {
	s := running(t)
	p := settleIn(t, s, "budget-race", nil)
	sent := p.refer(t, s, "transportation")
	settle(t, s)
	staff := as(t, s, "case-manager")
	lost := 0
	s.Proxy.SetFault(func(call system.Call) (action system.Action) {
		if call.Name() == "referral-cancel/TransactWriteItems/before" && lost < 2 {
			lost++
			answer := object{"decision": "pending", "name": fmt.Sprintf("Maria %d", lost), "channel": "telephone"}
			action.Run = func() { wantOnly(t, []*reply{staff.post("/v1/referrals/"+sent.ID+"/answers", answer)}, 200) }
		}
		return action
	})
	s.Proxy.Reset()
	staff.post("/v1/referrals/"+sent.ID+"/cancel", nil).want(200)
	if got := s.Proxy.Reset().Of("referral-cancel").Requests; got != 4 || lost != 2 {
		t.Errorf("a cancel that lost %d races took %d requests, want 2 and 1 for each race", lost, got)
	}
}

// TestMailBudget: claim, what the mail says, result; and two requests for what SES reports of it.
func TestMailBudget(t *testing.T) {
	s := running(t)
	p := settleIn(t, s, "budget-mail", nil)
	s.Proxy.Reset()
	p.refer(t, s, "transportation")
	settle(t, s)
	counts := s.Proxy.Reset()
	if got := counts.Of("mail-send").Requests; got > 3 {
		t.Errorf("a mail took %d requests: %v", got, counts)
	}
	// The report comes while the sender still writes down the sending: the one that loses reads and writes again.
	if got := counts.Of("mail-feedback").Requests; got > 4 {
		t.Errorf("a report took %d requests: %v", got, counts)
	}
	if got := counts.Of("event-relay").Requests; got != 0 {
		t.Errorf("the relay made %d requests", got)
	}
}
