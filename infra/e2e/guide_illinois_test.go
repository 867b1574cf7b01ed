package e2e

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/infra/local/system"
)

// TestGuideOfIllinois goes through the guide from top to bottom, on the demo that a newcomer sees first. Each step says
// with which words of the guide it deals.
func TestGuideOfIllinois(t *testing.T) {
	s := start(t, system.Options{Seed: system.SeedDemo})
	g := guide{s: s, staff: as(t, s, "case-manager")}
	// The dashboard stands at the guide's end, and what follows changes it.
	t.Run("Referral Status Populate the Dashboard", g.dashboard)
	t.Run("Access Customer Details", g.accessCustomer)
	t.Run("Start Referral Process", g.startReferral)
	t.Run("Add Referral", g.addReferral)
	t.Run("Step 1 Select Organization", g.selectOrganization)
	t.Run("Step 2 Select Organization Contact", g.selectContact)
	t.Run("Step 3 Identify Service(s) Needed", g.submit)
	t.Run("An email with a link will be sent", g.mail)
	t.Run("The Referral page will refresh", g.table)
	t.Run("Once they have responded", g.respond)
	t.Run("View/Edit Referrals", g.viewAndCancel)
	t.Run("Referral Status Populate the Progress Page", g.progress)
	t.Run("Most recent assessment", g.assess)
	t.Run("And the dashboard again", g.dashboardAfter)
}

// guide is the walk under way.
type guide struct {
	s     *system.System
	staff *client

	organization, contact string
	sent                  referral
	link                  string
}

// address is where the contact of the walk reads mail.
const address = "erin@wheels.referrals.test"

// dashboardRow is a row of the dashboard.
type dashboardRow struct {
	Key, Label     string
	Count, Percent int
}

// dashboardTable is the dashboard as the API shows it.
type dashboardTable struct {
	Customers, Unclassified, Attention, TotalReferrals int

	Rows     []dashboardRow
	Services []struct {
		Rollup, Label string
		Customers     int
	}
}

func (d dashboardTable) row(key string) dashboardRow {
	for _, r := range d.Rows {
		if r.Key == key {
			return r
		}
	}
	return dashboardRow{}
}

// dashboard: "Use the reporting system dashboard to access a list of customers who still need a referral based on their
// Service Needs Assessment or have referrals that still require a response." The table, figure for figure, and the list
// behind each of them.
func (g *guide) dashboard(t *testing.T) {
	got := read[dashboardTable](g.staff.get("/v1/dashboard").want(200))
	want := []dashboardRow{
		{"not-required", "Customers that do not require a referral", 5, 6},
		{"awaiting-response", "Referral(s) was sent and has not received a response, or has a pending response", 0, 0},
		{"required-not-sent", "A referral is required based on the Service Needs Assessment, but one has not been sent", 18, 24},
		{"overdue", "Open Referral(s) was sent; no response from service provider after 10 days", 13, 17},
		{"awaiting-customer", "Referral(s) was sent, service provider responded, but customer has not responded to the service provider", 0, 0},
		{"answered", "Referral(s) was sent and received a response as accepted, rejected, or closed", 6, 8},
	}
	if !slices.Equal(got.Rows, want) || got.TotalReferrals != 44 || got.Customers != 75 || got.Unclassified != 38 {
		t.Errorf("the dashboard is %+v", got)
	}
	for _, row := range append(want, dashboardRow{Key: "attention", Count: got.Attention}, dashboardRow{Key: "unclassified", Count: 38}) {
		if n := len(g.behind(t, "row="+row.Key)); n != row.Count {
			t.Errorf("behind %s are %d customers, want %d", row.Key, n, row.Count)
		}
	}
	var services []string
	for _, service := range got.Services {
		services = append(services, fmt.Sprintf("%s %d", service.Label, service.Customers))
		if n := len(g.behind(t, "rollup="+service.Rollup)); n != service.Customers {
			t.Errorf("behind %s are %d customers, want %d", service.Label, n, service.Customers)
		}
	}
	if want := []string{"Housing Assistance 6", "Transportation 8", "Dependent Care 4", "Legal Aid 8", "Health Care 7", "Uniforms 4",
		"Other Support Services 12"}; !slices.Equal(services, want) {
		t.Errorf("# of customers with at least one referral: %q", services)
	}
}

// behind are the ids of the customers behind a figure, read page by page; as CSV they are as many.
func (g *guide) behind(t *testing.T, query string) []string {
	t.Helper()
	var ids []string
	cursor := ""
	for {
		page := read[list[struct{ ID string }]](g.staff.get("/v1/dashboard/customers?limit=7&" + query + cursor).want(200))
		for _, item := range page.Items {
			ids = append(ids, item.ID)
		}
		if page.NextCursor == "" {
			break
		}
		cursor = "&cursor=" + url.QueryEscape(page.NextCursor)
	}
	csv := string(g.staff.get("/v1/dashboard/customers?"+query, asCSV...).want(200).body)
	if lines := strings.Count(csv, "\r\n"); lines != len(ids)+1 {
		t.Errorf("%s has %d customers, and as CSV %d lines with the heading", query, len(ids), lines)
	}
	return ids
}

// accessCustomer: "Log into www.illinoisworknet.com", "Select the group CEJA/FEJA Programs."
func (g *guide) accessCustomer(t *testing.T) {
	g.staff.get("/v1/me").want(200).holds("Dana Whitcomb", "lincoln-land", "CEJA/FEJA Programs")
	found := read[list[object]](g.staff.get("/v1/customers?limit=100&group=" + url.QueryEscape("CEJA/FEJA Programs")).want(200))
	if len(found.Items) != 75 {
		t.Errorf("the group has %d customers, want 75", len(found.Items))
	}
}

// startReferral: "Use the following search fields to narrow results to a specific subset of customers. Select the Last
// Name of the customer to access customer-level details. Click on the Referral tab".
func (g *guide) startReferral(t *testing.T) {
	found := read[list[struct{ ID, FirstName, LastName string }]](g.staff.get("/v1/customers?q=jones").want(200))
	if len(found.Items) != 1 || found.Items[0].FirstName != "John" || found.Items[0].ID != "c01" {
		t.Fatalf("the search finds %v", found.Items)
	}
	g.staff.get("/v1/customers/c01").want(200).holds("306 E Adams", "Springfield, IL 62704", "217-303-5859", "john.jones@noemail.com")
	rows := read[list[struct{ ID string }]](g.staff.get("/v1/customers/c01/referrals").want(200))
	if len(rows.Items) != 3 {
		t.Errorf("his referral page has %d rows, want 3", len(rows.Items))
	}
}

// addReferral: "Click the button New Referral": the window lists these services, in this order.
func (g *guide) addReferral(t *testing.T) {
	catalog := read[struct {
		Services []struct {
			Label  string
			Listed bool
		}
	}](g.staff.get("/v1/services").want(200))
	var listed []string
	for _, service := range catalog.Services {
		if service.Listed {
			listed = append(listed, service.Label)
		}
	}
	want := []string{"ABC/ESL Program", "Child Safety", "Dependent Care", "Domestic Violence", "Health Care", "Housing Assistance",
		"Legal Aid", "Other: Health/Nutrition", "Other: Internet", "Other: Phone", "Other: Services", "Other: Technology Rental",
		"Transportation"}
	if !slices.Equal(listed, want) {
		t.Errorf("Service(s) Requested: %q", listed)
	}
}

// selectOrganization: "Click Search Organization to see if the organization has already been added. […] If it has not,
// click the New Organization button".
func (g *guide) selectOrganization(t *testing.T) {
	g.staff.get("/v1/organizations?q=ride").want(200).holds("Sangamo Ride Share")
	if found := read[list[object]](g.staff.get("/v1/organizations?q=wheels").want(200)); len(found.Items) > 0 {
		t.Fatalf("it has been added already: %v", found.Items)
	}
	added := read[struct{ ID string }](g.staff.post("/v1/organizations", object{"name": "Wheels to Work", "phone": "217-555-0110"}).want(201))
	g.organization = added.ID
}

// selectContact: "Click Search Contact to see if the contact has already been added. […] If it has not, click the New
// Contact button".
func (g *guide) selectContact(t *testing.T) {
	contacts := "/v1/organizations/" + g.organization + "/contacts"
	if found := read[list[object]](g.staff.get(contacts + "?q=erin").want(200)); len(found.Items) > 0 {
		t.Fatalf("she has been added already: %v", found.Items)
	}
	added := read[struct{ ID string }](g.staff.post(contacts, object{"name": "Erin Walsh", "email": address}).want(201))
	g.contact = added.ID
}

// submit: "Check the appropriate boxes for the service(s) requested. You may also enter a note. Click the button to
// Submit a Referral." Andre Vickers, c19, needs transportation; uniforms stand on no assessment.
func (g *guide) submit(t *testing.T) {
	wantItems(t, g.staff, "c19", "needs-attention", []string{"Referral for transportation assistance - Needed"}, nil)
	g.sent = read[referral](g.staff.post("/v1/referrals", object{
		"customerId": "c19", "organizationId": g.organization, "contactId": g.contact,
		"services": []string{"transportation", "uniforms"}, "note": "The training begins at six in the morning.",
	}).want(201))
	if g.sent.Status != "sent" {
		t.Errorf("it is %s", g.sent.Status)
	}
}

// mail: "It will include the customer's name, the referring organization, and a prompt to please respond within 5
// business days. The contact will be provided a link with further information about the referral".
func (g *guide) mail(t *testing.T) {
	settle(t, g.s)
	mails := g.s.Mailbox.Mails(address)
	if len(mails) != 1 {
		t.Fatalf("she has %d mails, want 1", len(mails))
	}
	for _, told := range []string{"Andre Vickers", "Lincoln Land Energy Training", "5 business days", g.sent.Reference} {
		if !strings.Contains(mails[0].Text, told) {
			t.Errorf("the mail does not tell %q", told)
		}
	}
	g.link = linkPattern.FindString(mails[0].Text)
	anybody(t, g.s).get(g.link, asPage...).want(200).holds("Transportation", "Uniforms", "The training begins at six in the morning.")
}

// table: "you will see the referral that was created in the table below the New Referral button."
func (g *guide) table(t *testing.T) {
	g.staff.get("/v1/customers/c19/referrals").want(200).holds(g.sent.Reference, "Wheels to Work", "Erin Walsh", "Transportation", `"sent"`)
}

// respond: "the ability to respond add a note. Once they have responded, the referral status will then be updated on
// the Referral page for that customer."
func (g *guide) respond(t *testing.T) {
	anybody(t, g.s).post(g.link, object{
		"decision": "accepted", "name": "Erin Walsh", "note": "The bus stops in front of the house.",
		"services": []object{{"key": "uniforms", "decision": "rejected", "reason": "service-not-provided"}},
	}, asJSON...).want(200)
	g.staff.get("/v1/customers/c19/referrals").want(200).holds(`"accepted"`, `"rejected"`)
	g.staff.get("/v1/referrals/"+g.sent.ID).want(200).holds("The bus stops in front of the house.", "Erin Walsh")
}

// viewAndCancel: "select the hyperlinked View text", "Cancel Sent Referral", "a text box where you can provide a
// reason", "the referral status in the table will be updated to Canceled", "you may also Resend the Referral".
func (g *guide) viewAndCancel(t *testing.T) {
	second := read[referral](g.staff.post("/v1/referrals", object{
		"customerId": "c20", "organizationId": g.organization, "contactId": g.contact, "services": []string{"transportation"},
	}).want(201))
	path := "/v1/referrals/" + second.ID
	g.staff.get(path).want(200).holds("Wheels to Work", "Erin Walsh", "Transportation")
	canceled := read[referral](g.staff.post(path+"/cancel", object{"reason": "She found a ride."}).want(200))
	if canceled.Status != "canceled" {
		t.Errorf("it is %s", canceled.Status)
	}
	g.staff.get("/v1/customers/c20/referrals").want(200).holds(`"canceled"`)
	settle(t, g.s) // a cancellation that a resend overtakes is not mailed any more
	wantItems(t, g.staff, "c20", "needs-attention",
		[]string{"Referral for transportation assistance - Needed", "Referral for childcare - Needed"}, nil)
	if again := read[referral](g.staff.post(path+"/resend", nil).want(200)); again.Status != "sent" || again.Sends != 2 {
		t.Errorf("after Resend it is %s, sent %d times", again.Status, again.Sends)
	}
	settle(t, g.s)
	if kinds := kinds(g.s, address); !slices.Equal(kinds[len(kinds)-3:], []string{"referral-sent", "referral-canceled", "referral-resent"}) {
		t.Errorf("she was mailed %v", kinds)
	}
}

// progress: "If referrals are identified on the Service Needs Assessment, those will be listed on the customer's
// progress page under Service Needs Assessment Items. […] If a referral is sent and is not aligned to a referral
// identified on the Service Needs Assessment, it is listed under Other Referrals."
func (g *guide) progress(t *testing.T) {
	wantItems(t, g.staff, "c01", "good", []string{"Referral for transportation assistance - Good"},
		[]string{"Referral for Health Care - Good", "Referral for Other: Phone - Good"})
	wantItems(t, g.staff, "c19", "needs-attention", []string{"Referral for transportation assistance - Good"},
		[]string{"Referral for Uniforms - Good, rejected"})
}

// assess: "The most recent assessment will determine what is needed". An open referral never vanishes when a new one
// comes: it moves to Other Referrals.
func (g *guide) assess(t *testing.T) {
	assessment := object{"date": "2020-01-02", "options": []string{"referral-for-legal-aid"}}
	g.staff.post("/v1/customers/c20/assessments", assessment).want(201)
	if got := read[list[struct{ Date string }]](g.staff.get("/v1/customers/c20/assessments").want(200)); len(got.Items) != 2 || got.Items[1].Date != "2020-01-02" {
		t.Errorf("her assessments are %v: the newer one rules", got.Items)
	}
	wantItems(t, g.staff, "c20", "needs-attention",
		[]string{"Referral for transportation assistance - Good", "Referral for childcare - Needed"}, nil)
	assessment["date"] = read[list[struct{ Date string }]](g.staff.get("/v1/customers/c20/assessments").want(200)).Items[0].Date
	g.staff.post("/v1/customers/c20/assessments", assessment).want(201)
	wantItems(t, g.staff, "c20", "needs-attention", []string{"Referral for legal aid - Needed"}, []string{"Referral for Transportation - Good"})
}

// dashboardAfter: what the walk did has moved the customers between the rows, and figures and lists with them.
func (g *guide) dashboardAfter(t *testing.T) {
	settle(t, g.s)
	got := read[dashboardTable](g.staff.get("/v1/dashboard").want(200))
	for key, count := range map[string]int{
		"not-required": 5, "awaiting-response": 1, "required-not-sent": 17, "overdue": 13, "awaiting-customer": 0, "answered": 7,
	} {
		if is := got.row(key).Count; is != count || len(g.behind(t, "row="+key)) != is {
			t.Errorf("%s: %d, want %d", key, is, count)
		}
	}
	if got.TotalReferrals != 46 || !slices.Equal(g.behind(t, "row=awaiting-response"), []string{"c20"}) {
		t.Errorf("the dashboard is %+v", got)
	}
	// The same customers are nobody else's, and the program's sum has them.
	other := read[dashboardTable](as(t, g.s, "case-manager-2").get("/v1/dashboard").want(200))
	whole := read[dashboardTable](as(t, g.s, "program-admin").get("/v1/dashboard").want(200))
	one := read[dashboardTable](as(t, g.s, "program-admin").get("/v1/dashboard?grantee=lincoln-land").want(200))
	if whole.Customers != got.Customers+other.Customers || whole.TotalReferrals != got.TotalReferrals+other.TotalReferrals || one.row("answered") != got.row("answered") {
		t.Errorf("the sum of %+v and %+v is not %+v", got, other, whole)
	}
}

// wantItems fails the test unless a customer's progress page reads so.
func wantItems(t *testing.T, staff *client, customer, status string, items, others []string) {
	t.Helper()
	type entry struct{ Label, Attention string }
	got := read[struct {
		Status                          string
		AssessmentItems, OtherReferrals []entry
	}](staff.get("/v1/customers/" + customer + "/progress").want(200))
	labels := func(entries []entry) []string {
		var all []string
		for _, e := range entries {
			all = append(all, strings.TrimSuffix(e.Label+", "+e.Attention, ", "))
		}
		return all
	}
	if got.Status != status || !slices.Equal(labels(got.AssessmentItems), items) || !slices.Equal(labels(got.OtherReferrals), others) {
		t.Errorf("the progress page of %s reads %+v, want %s %q %q", customer, got, status, items, others)
	}
}
