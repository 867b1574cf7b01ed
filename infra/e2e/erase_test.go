package e2e

import (
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/infra/local/system"
)

// wantNowhere fails the test where an item of the table holds one of the marks, in small letters: words are folded.
func wantNowhere(t *testing.T, s *system.System, marks ...string) {
	t.Helper()
	for key, item := range stored(t, s) {
		for _, mark := range marks {
			if text := strings.ToLower(key + " " + string(item)); strings.Contains(text, mark) {
				t.Errorf("%q stands in %s: %s", mark, key, item)
			}
		}
	}
}

// figures are those of the dashboard of lincoln-land.
func figures(t *testing.T, s *system.System) object {
	t.Helper()
	settle(t, s)
	all := read[object](as(t, s, "case-manager").get("/v1/dashboard").want(200))
	delete(all, "asOf")
	return all
}

// TestErase: what is held of a customer is exported; a hold and an open referral keep it; once it is erased nothing
// names the customer, no link works, and the figures are as they were.
func TestErase(t *testing.T) {
	s := running(t)
	p := settleIn(t, s, "to-be-erased", nil)
	loader, office, staff := as(t, s, "integration"), as(t, s, "program-admin"), as(t, s, "case-manager")
	customer := "/v1/customers/" + p.customer
	zebulon := with(with(customerOf("lincoln-land", "Zebulon", "Quimby"), "email", "zebulon@quimby.test"), "phone", "217-555-0666")
	loader.put(customer, zebulon).want(200)
	sent := read[referral](staff.post("/v1/referrals", with(p.request("transportation"), "note", "Quimby cannot drive.")).want(201))
	link := p.linkOf(t, s)
	staff.get("/v1/referrals?q=quimby").want(200).holds(sent.Reference)

	office.get(customer+"/export").want(200).holds("Zebulon", "Quimby cannot drive.", sent.Reference, "referral-sent")
	office.get(customer + "/access").want(200).holds(`"export"`)
	refuses(t, office.post(customer+"/erase", nil), http.StatusConflict)
	answer := with(with(answered("closed"), "note", "Quimby has a bicycle now."), "name", "Maria Lopez")
	anybody(t, s).post(link, answer, asJSON...).want(200)

	office.post(customer+"/hold", object{"hold": true, "reason": "Quimby v. Springfield"}).want(200)
	office.get(customer).want(200).holds("Quimby v. Springfield")
	staff.get(customer).want(200).lacks("Quimby v.")
	refuses(t, office.post(customer+"/erase", nil), http.StatusConflict)
	office.post(customer+"/hold", object{"hold": false, "reason": "Quimby settled."}).want(200)

	before, mails := figures(t, s), len(s.Mailbox.Mails(""))
	office.post(customer+"/erase", nil).want(200).holds("Erased", "erasedAt")
	settle(t, s)
	wantNowhere(t, s, "zebulon", "quimby", "217-555-0666")
	if after := figures(t, s); !reflect.DeepEqual(before, after) {
		t.Errorf("the figures were %v, are %v", before, after)
	}
	if n := len(s.Mailbox.Mails("")); n != mails {
		t.Errorf("%d mails were sent", n-mails)
	}
	anybody(t, s).get(link, asPage...).want(http.StatusNotFound)
	refuses(t, anybody(t, s).post(link, answered("accepted"), asJSON...), http.StatusNotFound)
	staff.get("/v1/customers?q=quimby").want(200).lacks(p.customer)
	staff.get("/v1/referrals?q=quimby").want(200).lacks(sent.Reference)
	staff.get(customer+"/referrals").want(200).holds("Erased customer", sent.Reference)
	if shown := view(t, s, sent.ID); shown.Status != "closed" || shown.count("erased") != 1 {
		t.Errorf("the referral is %+v", shown)
	}
	office.get(customer+"/export").want(200).holds("customer-erased", sent.Reference)
	refuses(t, loader.put(customer, zebulon), http.StatusConflict)
	refuses(t, staff.post("/v1/referrals", p.request("transportation")), http.StatusConflict)
	wantUnchanged(t, s, func() { office.post(customer+"/erase", nil).want(200) })
}

// TestEraseKilled kills the function after its first write, and again after the next: the same call completes what was
// begun.
func TestEraseKilled(t *testing.T) {
	s := running(t)
	office := as(t, s, "program-admin")
	p := settleIn(t, s, "erase-killed", nil)
	as(t, s, "integration").put("/v1/customers/"+p.customer, customerOf("lincoln-land", "Mortimer", "Snerd")).want(200)
	sent := p.refer(t, s, "transportation")
	as(t, s, "case-manager").post("/v1/referrals/"+sent.ID+"/cancel", object{"reason": "Snerd moved."}).want(200)
	settle(t, s)
	for range 2 {
		happened := disturb(t, s, step{name: "customer-data/TransactWriteItems/after"}, "Function", func() { s.Functions.Kill("customer-data") })
		if r := office.post("/v1/customers/"+p.customer+"/erase", nil); r.status < 500 || !happened() {
			t.Fatalf("it was not killed: %d %s", r.status, r.body)
		}
		quiet(s)
	}
	office.post("/v1/customers/"+p.customer+"/erase", nil).want(200)
	settle(t, s)
	wantNowhere(t, s, "mortimer", "snerd")
	if shown := view(t, s, sent.ID); shown.count("erased") != 1 {
		t.Errorf("the timeline tells %v", shown.types())
	}
}
