package e2e

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestEmploymentReferralProcess is the guide's "high level steps utilized to make an Employment Services client referral
// through the Provider Portal", each of them in its order.
func TestEmploymentReferralProcess(t *testing.T) {
	for _, block := range []string{"Work Programs", "FAET", "GOALS"} {
		t.Run(block, func(t *testing.T) {
			k := enroll(t, running(t), "guide-"+strings.ToLower(strings.Fields(block)[0]), block)
			activity := k.completesDetailPage(t)
			id := k.generatesForm(t, activity)
			sent := k.reviewsAndSends(t, id)
			k.portalHasIt(t, sent)
			k.searchesAndViews(t, sent)
			k.rejectsWithReason(t, sent)
			k.opensAndCompletesTask(t, sent)
			k.distributedDocuments(t, sent)
		})
	}
}

// "Completes the Customer Activity Detail page. Pay close attention to the Activity Name and Session Description
// selected on the Select Activity page."
func (k kansas) completesDetailPage(t *testing.T) string {
	t.Helper()
	k.navigator.get("/v1/activities").want(200).holds("Job Search Assistance", "provider-heartland")
	activities := "/v1/customers/" + k.client + "/activities"
	k.navigator.post(activities, k.activity("Job Search", "Ballroom Dancing", "provider-heartland")).want(422).holds("sessionDescription")
	k.navigator.post(activities, k.activity("Job Search", "Resume and Interview Workshop", "provider-flinthills")).want(422).holds("providerId")
	long := k.activity("Job Search", "Job Search Assistance", "provider-heartland")
	long["endDate"], long["hoursPerWeek"] = "2027-12-02", 40.5
	added := read[struct {
		ID       string
		Warnings []string
	}](k.navigator.post(activities, long).want(201))
	if len(added.Warnings) != 2 {
		t.Errorf("over twelve months and forty hours warns %q", added.Warnings)
	}
	k.navigator.put(activities+"/"+added.ID, k.activity("Job Search", "Job Search Assistance", "provider-heartland")).
		want(200).holds(`"warnings":[]`)
	return added.ID
}

// "Generates the referral form by re-opening the Customer Activity Detail page from the Customer Activity List page using
// the Activity Name hyperlink and clicking the Generate Form button." "The Session Description field populates as the
// referred Service on the P301."
func (k kansas) generatesForm(t *testing.T, activity string) string {
	t.Helper()
	activities := "/v1/customers/" + k.client + "/activities"
	k.navigator.get(activities).want(200).holds(activity)
	k.navigator.get(activities + "/" + activity).want(200).holds("Job Search Assistance")
	made := read[struct {
		ReferralID string
		Form       p301
	}](k.navigator.post(activities+"/"+activity+"/form", nil).want(201))
	again := read[struct{ ReferralID string }](k.other.post(activities+"/"+activity+"/form", nil).want(200))
	if again.ReferralID != made.ReferralID {
		t.Errorf("generating again made %s beside %s", again.ReferralID, made.ReferralID)
	}
	if made.Form.Title != "P301: Employment Services Client Referral" {
		t.Errorf("the form is %q", made.Form.Title)
	}
	for key, want := range map[string]string{
		"client": "Renée Peña-" + k.client, "caseNumber": k.caseNumber, "programBlock": k.block, "activityName": "Job Search",
		"service": "Job Search Assistance", "provider": "Heartland Works", "navigator": "Pat Lindgren",
		"startDate": "2026-12-01", "endDate": "2027-02-26", "hoursPerWeek": "20", "notes": "Needs evening hours.",
	} {
		if got := made.Form.value(key); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	return made.ReferralID
}

// "Reviews the form, make any necessary updates, and click the Send to Provider button on the form."
func (k kansas) reviewsAndSends(t *testing.T, id string) employmentReferral {
	t.Helper()
	form := "/v1/referrals/" + id + "/form"
	k.navigator.get(form, asPage...).want(200).holds("Job Search Assistance", "not sent yet")
	k.navigator.put(form, object{"fields": []any{object{"key": "client", "value": "Somebody Else"}}}).want(422).holds("fields[0].value")
	k.navigator.put(form, object{"fields": []any{object{"key": "endDate", "value": "soon"}}}).want(422)
	updated := read[p301](k.navigator.put(form, object{"fields": []any{object{"key": "notes", "value": "Needs evening hours. Has no car."}}}).want(200))
	if updated.value("notes") != "Needs evening hours. Has no car." || updated.value("hoursPerWeek") != "20" {
		t.Errorf("the form says %+v", updated)
	}
	k.provider.get("/v1/provider/referrals/" + id).want(404)
	k.provider.get(form + ".pdf").want(404)
	sent := k.send(id)
	k.navigator.post("/v1/referrals/"+id+"/send", nil).want(409)
	k.navigator.put(form, object{"fields": []any{object{"key": "notes", "value": "Changed."}}}).want(409)
	return sent
}

// "Populates the referral information in the Provider Portal and attaches a PDF version of the P301." The provider is
// told by e-mail, without any client details.
func (k kansas) portalHasIt(t *testing.T, sent employmentReferral) {
	t.Helper()
	settle(t, k.s)
	mails := aboutTo(k.s, sent.Contact.Email, sent.Reference)
	if len(mails) != 1 || mails[0].Kind != "form-sent" {
		t.Fatalf("the provider got %+v", mails)
	}
	for _, detail := range []string{"Renée", "Peña", k.caseNumber, k.block, "Job Search", "Has no car", "785-555-0111", "SW 10th"} {
		if strings.Contains(mails[0].Subject+mails[0].Text+mails[0].HTML, detail) {
			t.Errorf("the mail tells %q", detail)
		}
	}
	pdf := k.provider.get("/v1/referrals/" + sent.ID + "/form.pdf").want(200)
	if pdf.header.Get("Content-Type") != "application/pdf" || !bytes.HasPrefix(pdf.body, []byte("%PDF-")) {
		t.Errorf("the PDF is %s of %d bytes", pdf.header.Get("Content-Type"), len(pdf.body))
	}
	form := read[p301](k.navigator.get("/v1/referrals/" + sent.ID + "/form").want(200))
	t.Run("PDF", func(t *testing.T) { samePDF(t, form, pdf.body) })
}

// samePDF compares the PDF's text with the form's fields. CI installs what reads it.
func samePDF(t *testing.T, form p301, pdf []byte) {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		const missing = "pdftotext, of poppler-utils, is not installed: the PDF's text is not compared"
		if os.Getenv("CI") == "true" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	file := filepath.Join(t.TempDir(), "p301.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool, "-layout", "-enc", "UTF-8", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(string(out)), " ")
	for _, field := range form.Fields {
		if !strings.Contains(text, field.Label) || !strings.Contains(text, strings.Join(strings.Fields(field.Value), " ")) {
			t.Errorf("the PDF lacks %s: %q", field.Label, field.Value)
		}
	}
}

// "Logs in to the Provider Portal and clicks the View Client Referrals hyperlink. Searches for and view client
// referral(s)."
func (k kansas) searchesAndViews(t *testing.T, sent employmentReferral) {
	t.Helper()
	const listed = "/v1/provider/referrals"
	for _, found := range []string{"?q=pena+" + k.client[:5], "?q=" + k.caseNumber, "?status=sent&limit=100"} {
		k.provider.get(listed + found).want(200).holds(sent.ID)
		k.otherProvider.get(listed + found).want(200).lacks(sent.ID)
	}
	k.provider.get(listed + "?status=accepted&limit=100").want(200).lacks(sent.ID)
	k.provider.get(listed+"/"+sent.ID).want(200).holds("Renée", "Has no car.", "Job Search Assistance", `"canRespond":true`)
	k.otherProvider.get(listed + "/" + sent.ID).want(404)
	k.otherProvider.get("/v1/referrals/" + sent.ID + "/form.pdf").want(404)
	k.otherProvider.post(listed+"/"+sent.ID+"/response", object{"decision": "accepted"}).want(404)
	as(t, k.s, "program-admin").get("/v1/referrals/" + sent.ID + "/form").want(404)
}

// "Accepts or rejects the referral and provides a rejection reason if the referral cannot be accepted." Afterwards the
// client's details and the PDF are no longer the provider's.
func (k kansas) rejectsWithReason(t *testing.T, sent employmentReferral) {
	t.Helper()
	k.respond(sent.ID, "rejected", "").want(422).holds(`"field":"reason"`)
	k.respond(sent.ID, "pending", "").want(422)
	k.respond(sent.ID, "rejected", "Our workshop is full until March.").want(200).holds(`"status":"rejected"`)
	k.provider.get("/v1/provider/referrals/"+sent.ID).want(200).
		holds(sent.Reference, "Job Search", "Our workshop is full until March.").
		lacks("Renée", "Peña", k.caseNumber, "Has no car", "785-555-0111")
	k.provider.get("/v1/referrals/" + sent.ID + "/form.pdf").want(410)
	k.provider.get("/v1/referrals/" + sent.ID + "/form").want(410)
	k.provider.get("/v1/provider/referrals?q=" + k.caseNumber).want(200).lacks(sent.ID)
	k.provider.get("/v1/provider/referrals?status=rejected&limit=100").want(200).holds(sent.ID)
}

// "Generates a task for the Career Navigator assigned to the consumer's applicable … program block … The rejection
// reason can be viewed in the task details." "Opens task … Completes the task with an outcome."
func (k kansas) opensAndCompletesTask(t *testing.T, sent employmentReferral) {
	t.Helper()
	settle(t, k.s)
	made := k.wantTask(k.navigator, sent.ID, "Provider Referral Rejected")
	if len(k.tasks(k.other, "open", sent.ID)) > 0 {
		t.Error("another navigator has the task")
	}
	k.other.get("/v1/tasks/" + made.ID).want(404)
	opened := read[task](k.navigator.get("/v1/tasks/" + made.ID).want(200))
	if opened.Details.Reason != "Our workshop is full until March." || opened.Details.Customer.ID != k.client ||
		opened.Details.Provider.Name != "Heartland Works" {
		t.Errorf("the task's details are %+v", opened.Details)
	}
	complete := "/v1/tasks/" + made.ID + "/complete"
	k.navigator.post(complete, object{"note": "No outcome."}).want(422).holds("DCF-Complete", "DCF-Pending")
	k.navigator.post(complete, object{"outcome": "Done"}).want(422)
	k.other.post(complete, object{"outcome": "DCF-Complete"}).want(404)
	completed := read[task](k.navigator.post(complete, object{"outcome": "DCF-Complete", "note": "Referred elsewhere."}).want(200))
	if completed.Status != "completed" || completed.Outcome != "DCF-Complete" || completed.Note != "Referred elsewhere." {
		t.Errorf("the task is %+v", completed)
	}
	k.navigator.post(complete, object{"outcome": "dcf-pending"}).want(409)
	settle(t, k.s)
	if len(k.tasks(k.navigator, "open", sent.ID)) != 0 || len(k.tasks(k.navigator, "completed", sent.ID)) != 1 {
		t.Error("the lists do not show the task as completed")
	}
	types := k.view(sent.ID).types()
	if want := []string{"drafted", "drafted", "sent", "delivered", "rejected", "task-created", "task-completed"}; !slices.Equal(types, want) {
		t.Errorf("the timeline tells %v, want %v", types, want)
	}
}

// "All referral forms sent on a case can be viewed in Distributed Documents and have a status of Sent to Provider."
func (k kansas) distributedDocuments(t *testing.T, sent employmentReferral) {
	t.Helper()
	documents := read[list[struct{ Form, Status, ReferralID, SHA256 string }]](k.navigator.get("/v1/cases/" + k.caseNumber + "/documents").want(200)).Items
	if len(documents) != 1 || documents[0].Form != "P301" || documents[0].Status != "Sent to Provider" || documents[0].ReferralID != sent.ID {
		t.Fatalf("the case's documents are %+v", documents)
	}
	sum := sha256.Sum256(k.navigator.get("/v1/referrals/" + sent.ID + "/form.pdf").want(200).body)
	if documents[0].SHA256 != hex.EncodeToString(sum[:]) {
		t.Error("the checksum is not the PDF's")
	}
	as(t, k.s, "program-admin").get("/v1/cases/" + k.caseNumber + "/documents").want(200).lacks(sent.ID)
}

// TestTwoServicesOneReferral: "If a Career Navigator is making a referral for a client to the same provider under the
// same Activity Name for two separate services … note the second referred service in the Notes section of the P301 and
// the Additional Comments section … Career Navigators should not create two separate referrals."
func TestTwoServicesOneReferral(t *testing.T) {
	k := enroll(t, running(t), "twice", "Work Programs")
	first := k.send(k.draft("Job Search", "Job Search Assistance", "provider-heartland"))
	second := k.draft("Job Search", "Resume and Interview Workshop", "provider-heartland")
	refused := read[problem](k.navigator.post("/v1/referrals/"+second+"/send", nil).want(409))
	if refused.DuplicateOf != first.ID || !strings.Contains(refused.Detail, "note the second service") {
		t.Errorf("the second one is refused with %+v", refused)
	}
	k.navigator.post("/v1/referrals/"+second+"/cancel", nil).want(200)

	noted := read[employmentReferral](k.navigator.post("/v1/referrals/"+first.ID+"/services",
		object{"service": "Resume and Interview Workshop", "note": "In the same weeks."}).want(200))
	if noted.Employment.FormVersion != 2 || noted.count("service-noted") != 1 {
		t.Errorf("the referral tells %+v", noted)
	}
	const text = "Second service: Resume and Interview Workshop. In the same weeks."
	k.navigator.get("/v1/referrals/" + first.ID + "/form").want(200).holds(text)
	k.navigator.get("/v1/customers/" + k.client + "/activities").want(200).holds("Needs evening hours.\\n" + text)
	documents := read[list[struct {
		Version int
		SHA256  string
	}]](k.navigator.get("/v1/cases/" + k.caseNumber + "/documents").want(200)).Items
	if len(documents) != 2 || documents[0].Version != 2 || documents[1].Version != 1 {
		t.Fatalf("the case's documents are %+v", documents)
	}
	for i, version := range []string{"?version=2", "?version=1"} {
		sum := sha256.Sum256(k.provider.get("/v1/referrals/" + first.ID + "/form.pdf" + version).want(200).body)
		if documents[i].SHA256 != hex.EncodeToString(sum[:]) {
			t.Errorf("the PDF of %s is not the one that was sent", version)
		}
	}
	k.provider.get("/v1/referrals/" + first.ID + "/form.pdf?version=3").want(404)
	settle(t, k.s)
	var kinds []string
	for _, m := range aboutTo(k.s, first.Contact.Email, first.Reference) {
		kinds = append(kinds, m.Kind)
	}
	if !slices.Equal(kinds, []string{"form-sent", "form-amended"}) {
		t.Errorf("the provider got %v", kinds)
	}

	before := k.draft("Job Readiness", "Workplace Skills", "provider-heartland")
	k.navigator.post("/v1/referrals/"+before+"/services", object{"service": "Computer basics"}).want(200)
	k.navigator.get("/v1/referrals/"+before+"/form").want(200).holds(`"version":1`, "Second service: Computer basics.")
}

// TestEnding: the navigator closes an accepted referral with an outcome; only then may another go to the same provider
// under the same activity.
func TestEnding(t *testing.T) {
	k := enroll(t, running(t), "ending", "FAET")
	first := k.send(k.draft("Job Search", "Job Search Assistance", "provider-heartland"))
	k.respond(first.ID, "accepted", "").want(200)
	k.wantTask(k.navigator, first.ID, "Provider Referral Accepted")
	second := k.draft("Job Search", "Job Search Assistance", "provider-heartland")
	k.navigator.post("/v1/referrals/"+second+"/send", nil).want(409)
	k.navigator.post("/v1/referrals/"+first.ID+"/answers", object{
		"decision": "closed", "name": "Casey Morgan", "channel": "telephone", "outcome": "service-received",
	}).want(200).holds(`"status":"closed"`, "service-received")
	k.send(second)
}

// TestCorrection: within 48 hours the provider may change its answer. The task of the first answer is completed as
// "Superseded" and a new one made.
func TestCorrection(t *testing.T) {
	k := enroll(t, running(t), "correction", "GOALS")
	sent := k.send(k.draft("Job Search", "Job Search Assistance", "provider-heartland"))
	k.respond(sent.ID, "rejected", "No room.").want(200)
	k.respond(sent.ID, "rejected", "No room.").want(200) // the button pressed twice
	k.wantTask(k.navigator, sent.ID, "Provider Referral Rejected")
	k.provider.get("/v1/provider/referrals/" + sent.ID).want(200).holds(`"canRespond":true`)
	k.respond(sent.ID, "accepted", "").want(200).holds("Renée")
	k.wantTask(k.navigator, sent.ID, "Provider Referral Changed")
	if done := k.tasks(k.navigator, "completed", sent.ID); len(done) != 1 || done[0].Outcome != "Superseded" {
		t.Errorf("completed tasks are %+v", done)
	}

	colleague := asClaiming(t, k.s, "provider", object{"sub": "provider-colleague", "name": "Kim Alvarez"})
	response := "/v1/provider/referrals/" + sent.ID + "/response"
	refused := read[problem](colleague.post(response, object{"decision": "rejected", "reason": "Sorry."}).want(409))
	if refused.Current != "accepted" {
		t.Errorf("the colleague hears of %+v", refused)
	}
	seen := colleague.get("/v1/provider/referrals/" + sent.ID).want(200).header.Get("ETag")
	colleague.post(response, object{"decision": "rejected", "reason": "Sorry."}, "If-Match", `"1"`).want(412)
	colleague.post(response, object{"decision": "rejected", "reason": "Sorry."}, "If-Match", seen).want(200)
}

// TestCanceledAndResent: what a cancellation takes from the provider, a resend gives back.
func TestCanceledAndResent(t *testing.T) {
	k := enroll(t, running(t), "canceled", "Work Programs")
	sent := k.send(k.draft("Vocational Training", "Certified Nurse Aide", "provider-heartland"))
	settle(t, k.s)
	k.navigator.post("/v1/referrals/"+sent.ID+"/cancel", object{"reason": "Client moved."}).want(200)
	k.provider.get("/v1/provider/referrals/"+sent.ID).want(200).holds(`"status":"canceled"`).lacks("Renée", k.caseNumber)
	k.provider.get("/v1/referrals/" + sent.ID + "/form.pdf").want(410)
	k.respond(sent.ID, "accepted", "").want(409)
	settle(t, k.s) // else the mail of the cancellation may find the referral sent again, and nothing to say
	k.navigator.post("/v1/referrals/"+sent.ID+"/resend", nil).want(200)
	k.provider.get("/v1/provider/referrals/" + sent.ID).want(200).holds("Renée")
	k.provider.get("/v1/referrals/" + sent.ID + "/form.pdf").want(200)
	settle(t, k.s)
	var kinds []string
	for _, m := range aboutTo(k.s, sent.Contact.Email, sent.Reference) {
		kinds = append(kinds, m.Kind)
	}
	if !slices.Equal(kinds, []string{"form-sent", "form-canceled", "form-sent"}) {
		t.Errorf("the provider got %v", kinds)
	}
}
