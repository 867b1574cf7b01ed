package e2e

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/referral-tool/referrals/infra/local/system"
)

// dana is the address of the persona case-manager.
const dana = "dana.whitcomb@lincoln-land.test"

// TestWalkOfTheGuide goes through the guide from "Access Customer Details" to the partner's answer.
func TestWalkOfTheGuide(t *testing.T) {
	s := running(t)
	as(t, s, "integration").put("/v1/customers/walk-john", object{
		"firstName": "John", "lastName": "Jones", "address": "306 E Adams, Springfield, IL, 62704",
		"phone": "217-303-5859", "email": "john.jones@noemail.com", "group": "CEJA/FEJA Programs", "grantee": "lincoln-land",
	}).want(201)
	staff := as(t, s, "case-manager")

	// "Use the following search fields to narrow results to a specific subset of customers."
	found := read[list[struct{ ID, FirstName, LastName string }]](
		staff.get("/v1/customers?q=jon&group=" + url.QueryEscape("CEJA/FEJA Programs")).want(200))
	if len(found.Items) != 1 || found.Items[0].ID != "walk-john" {
		t.Fatalf("the search finds %v", found.Items)
	}
	// "Click on the Referral tab located at the top of the menu."
	staff.get("/v1/customers/walk-john/referrals").want(200).lacks("R-")

	organization, contact := addPartner(t, staff)
	sent := read[referral](staff.post("/v1/referrals", object{
		"customerId": "walk-john", "organizationId": organization, "contactId": contact,
		"services": []string{"housing-assistance", "transportation"}, "note": "Needs a place before the training begins.",
	}).want(201))
	settle(t, s)

	// "The Referral page will refresh and you will see the referral that was created in the table".
	staff.get("/v1/customers/walk-john/referrals").want(200).
		holds(sent.Reference, "Wabash Avenue Homes", "Maria Lopez", "Housing Assistance", "Transportation", `"sent"`)

	link := readMail(t, s, sent)
	openLink(t, s, link, sent)
	answerByForm(t, s, link, sent)
	answerByJSON(t, s, link)
	readTimeline(t, s, sent)
	readStaffMails(t, s, sent)
}

// addPartner is steps 1 and 2: "search to see if the organization has already been added"; if not, add it.
func addPartner(t *testing.T, staff *client) (organization, contact string) {
	t.Helper()
	type named struct{ ID, Name string }
	if found := read[list[named]](staff.get("/v1/organizations?q=wabash").want(200)); len(found.Items) > 0 {
		t.Fatalf("Search Organization finds %v", found.Items)
	}
	added := staff.post("/v1/organizations", object{"name": "Wabash Avenue Homes", "phone": "217-555-0110"}).want(201)
	organization = read[named](added).ID
	if found := read[list[named]](staff.get("/v1/organizations?q=hom").want(200)); !slices.Contains(found.Items, named{organization, "Wabash Avenue Homes"}) {
		t.Fatalf("Search Organization finds %v", found.Items)
	}
	// Adding it again is the mistake that the search is there to prevent.
	again := staff.post("/v1/organizations", object{"name": "WABASH avenue-homes"}).want(409)
	if read[problem](again).DuplicateOf != organization {
		t.Errorf("the second one is refused with %s", again.body)
	}

	contacts := "/v1/organizations/" + organization + "/contacts"
	if found := read[list[named]](staff.get(contacts + "?q=maria").want(200)); len(found.Items) > 0 {
		t.Fatalf("Search Contact finds %v", found.Items)
	}
	contact = read[named](staff.post(contacts, object{"name": "Maria Lopez", "email": "maria@wabash.referrals.test"}).want(201)).ID
	if found := read[list[named]](staff.get(contacts + "?q=lop").want(200)); len(found.Items) != 1 || found.Items[0].ID != contact {
		t.Fatalf("Search Contact finds %v", found.Items)
	}
	return organization, contact
}

// readMail: "It will include the customer's name, the referring organization, and a prompt to please respond within 5
// business days", and nothing that only the page may tell. It returns the link.
func readMail(t *testing.T, s *system.System, sent referral) string {
	t.Helper()
	mails := s.Mailbox.Mails("maria@wabash.referrals.test")
	if len(mails) != 1 || mails[0].Kind != "referral-sent" {
		t.Fatalf("the contact has %+v, want one mail", mails)
	}
	m := mails[0]
	due, err := time.Parse(time.DateOnly, sent.ResponseDueOn)
	if err != nil {
		t.Fatal(err)
	}
	link := linkPattern.FindString(m.Text)
	for part, body := range map[string]string{"text": m.Text, "html": m.HTML} {
		for _, told := range []string{
			"John Jones", "Lincoln Land Energy Training", "5 business days", due.Format("January 2, 2006"), sent.Reference, s.URL + link,
		} {
			if !strings.Contains(body, told) {
				t.Errorf("the mail's %s does not tell %q", part, told)
			}
		}
	}
	for part, body := range map[string]string{"text": m.Text, "html": m.HTML, "subject": m.Subject} {
		for _, kept := range []string{
			"Housing Assistance", "housing-assistance", "Transportation", "Needs a place", "306 E Adams", "217-303-5859", "john.jones",
		} {
			if strings.Contains(body, kept) {
				t.Errorf("the mail's %s tells %q", part, kept)
			}
		}
	}
	if strings.Contains(m.Subject, "John") || strings.Contains(m.Subject, "Jones") {
		t.Errorf("the subject names the customer: %s", m.Subject)
	}
	return link
}

// openLink: "a link with further information about the referral and the ability to respond add a note". It is shown to
// nobody else.
func openLink(t *testing.T, s *system.System, link string, sent referral) {
	t.Helper()
	page := anybody(t, s).get(link, asPage...).want(200)
	page.holds("Lincoln Land Energy Training", "John Jones", "306 E Adams", "217-303-5859",
		"Housing Assistance", "Transportation", "Needs a place before the training begins.", sent.Reference, `name="name"`)
	page.lacks("noemail.com", " checked", "<script", "http://", "https://")
	for name, want := range map[string]string{
		"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex",
		"Content-Security-Policy": "default-src 'none'",
	} {
		if got := page.header.Get(name); !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if got := view(t, s, sent.ID); got.Status != "sent" || got.Version != sent.Version {
		t.Errorf("opening the link made it %s, version %d", got.Status, got.Version)
	}
}

// answerByForm answers as a browser does: with every field that the page holds.
func answerByForm(t *testing.T, s *system.System, link string, sent referral) {
	t.Helper()
	partner := anybody(t, s)
	form := formOf(t, partner.get(link, asPage...).want(200))
	form.Set("decision", "pending")

	// The name must be typed. What was chosen comes back with the page.
	refused := partner.postForm(link, form).want(422).holds(`value="pending" checked`)
	refused.lacks("Thank you")

	form.Set("name", "Maria Lopez")
	form.Set("note", "We have to ask\r\nour landlord.")
	taken := partner.postForm(link, form).want(303)
	if got := taken.header.Get("Location"); got != link {
		t.Errorf("a form goes on to %s, want %s", got, link)
	}
	partner.get(link, asPage...).want(200).holds("Maria Lopez", "our landlord.")
	// The button pressed twice records it once.
	partner.postForm(link, form).want(303)
	if got := view(t, s, sent.ID); got.Status != "pending" || got.Version != sent.Version+1 {
		t.Errorf("the referral is %s, version %d", got.Status, got.Version)
	}
}

func answerByJSON(t *testing.T, s *system.System, link string) {
	t.Helper()
	partner := anybody(t, s)
	shown := read[struct{ Version int }](partner.get(link, asJSON...).want(200))
	partner.post(link, object{
		"decision": "accepted", "name": "Maria Lopez", "note": "He can move in on Monday.", "seen": shown.Version,
	}, asJSON...).want(200).holds("accepted", "He can move in on Monday.")
}

// readTimeline: "Once they have responded, the referral status will then be updated on the Referral page".
func readTimeline(t *testing.T, s *system.System, sent referral) {
	t.Helper()
	settle(t, s)
	as(t, s, "case-manager").get("/v1/customers/walk-john/referrals").want(200).holds(`"accepted"`)
	got := view(t, s, sent.ID)
	if got.Status != "accepted" || got.Delivery != "delivered" || got.Overdue {
		t.Errorf("the referral is %s, its mail %s", got.Status, got.Delivery)
	}
	if want := []string{"sent", "delivered", "pending", "accepted"}; !slices.Equal(got.types(), want) {
		t.Fatalf("the timeline tells %v, want %v", got.types(), want)
	}
	for _, happened := range got.Timeline[2:] {
		if happened.By != "Maria Lopez" {
			t.Errorf("%s is by %q", happened.Type, happened.By)
		}
	}
	if !strings.Contains(got.Timeline[3].Detail, "He can move in on Monday.") {
		t.Errorf("the answer is told as %q", got.Timeline[3].Detail)
	}
}

// readStaffMails: one for each answer, with a link to sign in and nobody's name.
func readStaffMails(t *testing.T, s *system.System, sent referral) {
	t.Helper()
	mails := aboutTo(s, dana, sent.Reference)
	if len(mails) != 2 {
		t.Fatalf("staff have %d mails of two answers", len(mails))
	}
	for _, m := range mails {
		if m.Kind != "referral-answered" {
			t.Errorf("staff got a %s", m.Kind)
		}
		for _, name := range []string{"John", "Jones", "Maria", "Lopez", "Wabash", "/r/"} {
			if strings.Contains(m.Subject+m.Text+m.HTML, name) {
				t.Errorf("the mail to staff tells %q", name)
			}
		}
	}
}

// TestCancelAndResend is the guide's View/Edit Referrals.
func TestCancelAndResend(t *testing.T) {
	s := running(t)
	p := settleIn(t, s, "walk-cancel", nil)
	sent := p.refer(t, s, "legal-aid")
	first := p.linkOf(t, s)
	staff, partner := as(t, s, "case-manager"), anybody(t, s)

	canceled := read[referral](staff.post("/v1/referrals/"+sent.ID+"/cancel", object{"reason": "He found a lawyer."}).want(200))
	if canceled.Status != "canceled" {
		t.Errorf("the referral is %s", canceled.Status)
	}
	staff.get("/v1/customers/walk-cancel/referrals").want(200).holds(`"canceled"`)
	partner.get(first, asPage...).want(410).holds("withdrawn").lacks("walk-cancel", sent.Reference)
	partner.post(first, answered("accepted"), asJSON...).want(410)

	settle(t, s) // the cancellation is superseded if it has not gone out when the referral is sent anew
	resent := read[referral](staff.post("/v1/referrals/"+sent.ID+"/resend", nil).want(200))
	second := p.linkOf(t, s)
	if resent.Status != "sent" || resent.Sends != 2 || second == first {
		t.Errorf("the referral is %s, sent %d times", resent.Status, resent.Sends)
	}
	partner.get(first, asPage...).want(404)
	partner.post(first, answered("accepted"), asJSON...).want(404)
	partner.get(second, asPage...).want(200)
	wantKinds(t, s, p.address, "referral-sent", "referral-canceled", "referral-resent")
	if got := view(t, s, sent.ID).types(); !slices.Equal(got, []string{"sent", "delivered", "canceled", "resent", "delivered"}) {
		t.Errorf("the timeline tells %v", got)
	}
}
