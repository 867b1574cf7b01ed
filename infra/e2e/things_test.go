package e2e

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/infra/local/system"
)

// referral is a referral as the API shows it, as far as the tests look at it.
type referral struct {
	ID            string
	Reference     string
	Status        string
	Overdue       bool
	Undeliverable bool
	Delivery      string
	Services      []line
	Note          string
	Sends         int
	ResponseDueOn string
	Timeline      []happening
	Version       int
}

type line struct{ Key, Label, Status, Reason, Outcome string }

type happening struct{ Type, By, Detail string }

// types are the timeline's types in their order.
func (r referral) types() []string {
	var types []string
	for _, h := range r.Timeline {
		types = append(types, h.Type)
	}
	return types
}

// count is how often the timeline tells of something.
func (r referral) count(types ...string) int {
	count := 0
	for _, h := range r.Timeline {
		if slices.Contains(types, h.Type) {
			count++
		}
	}
	return count
}

type list[T any] struct {
	Items      []T
	NextCursor string
}

// problem is RFC 9457's.
type problem struct {
	Type, Title, Detail  string
	Status               int
	Current, DuplicateOf string
	Errors               []struct{ Field, Message string }
}

// place is a customer and a partner of a test's own, and the address that mails to the partner go to.
type place struct {
	customer, organization, contact, address string
}

// settleIn loads a customer of lincoln-land and a partner with one contact, all named after name. partner holds more of
// the organization.
func settleIn(t testing.TB, s *system.System, name string, partner object) place {
	t.Helper()
	p := place{name, name, name, name + "@partner.referrals.test"}
	reporting := as(t, s, "integration")
	reporting.put("/v1/customers/"+p.customer, customerOf("lincoln-land", "Testa", name)).want(201)
	organization := object{"name": "Partner of " + name}
	for field, value := range partner {
		organization[field] = value
	}
	reporting.put("/v1/organizations/"+p.organization, organization).want(201)
	reporting.put("/v1/organizations/"+p.organization+"/contacts/"+p.contact,
		object{"name": "Contact of " + name, "email": p.address}).want(201)
	return p
}

func customerOf(grantee, first, last string) object {
	return object{
		"firstName": first, "lastName": last, "address": "1 Main St, Springfield, IL, 62701", "phone": "217-555-0100",
		"email": "customer@referrals.test", "group": "CEJA/FEJA Programs", "grantee": grantee,
	}
}

// request is what refers the place's customer to its partner.
func (p place) request(services ...string) object {
	return object{"customerId": p.customer, "organizationId": p.organization, "contactId": p.contact, "services": services}
}

// refer refers the place's customer to its partner as case-manager.
func (p place) refer(t testing.TB, s *system.System, services ...string) referral {
	t.Helper()
	return read[referral](as(t, s, "case-manager").post("/v1/referrals", p.request(services...)).want(201))
}

// view is the referral as it now is, to case-manager.
func view(t testing.TB, s *system.System, id string) referral {
	t.Helper()
	return read[referral](as(t, s, "case-manager").get("/v1/referrals/" + id).want(200))
}

// linkPattern ends at no word: a token may end with a hyphen.
var linkPattern = regexp.MustCompile(`/r/[A-Za-z0-9_-]{56}`)

// linkOf is the path of the link in the newest mail to the place's contact that has one.
func (p place) linkOf(t testing.TB, s *system.System) string {
	t.Helper()
	settle(t, s)
	for _, m := range s.Mailbox.Mails(p.address) {
		if link := linkPattern.FindString(m.Text); link != "" {
			return link
		}
	}
	t.Fatalf("no mail to %s holds a link", p.address)
	return ""
}

// kinds are the kinds of the mails to an address, oldest first.
func kinds(s *system.System, address string) []string {
	var found []string
	for _, m := range slices.Backward(s.Mailbox.Mails(address)) {
		found = append(found, m.Kind)
	}
	return found
}

// aboutTo are the mails to an address that name a reference, oldest first.
func aboutTo(s *system.System, address, reference string) []system.Mail {
	var found []system.Mail
	for _, m := range slices.Backward(s.Mailbox.Mails(address)) {
		if strings.Contains(m.Subject, reference) {
			found = append(found, m)
		}
	}
	return found
}

// wantKinds fails the test unless these mails, and no others, went to an address.
func wantKinds(t testing.TB, s *system.System, address string, want ...string) {
	t.Helper()
	if got := kinds(s, address); !slices.Equal(got, want) {
		t.Errorf("mails to %s: %v, want %v", address, got, want)
	}
}

// answered is an answer in JSON.
func answered(decision string) object {
	a := object{"decision": decision, "name": "Maria Lopez"}
	switch decision {
	case "rejected":
		a["reason"] = "no-capacity"
	case "closed":
		a["outcome"] = "service-received"
	}
	return a
}

func quoted(version int) string { return fmt.Sprintf(`"%d"`, version) }
