package e2e

import (
	"maps"
	"testing"

	"github.com/referral-tool/referrals/infra/local/system"
)

// example is a call that is right: the API would take it, so whatever is wrong with a copy of it is the reason why that
// one is refused.
type example struct {
	persona string // "" for a partner
	path    string
	body    object // every field that the contract knows, where that can be
}

// stage is what the examples are about.
type stage struct {
	place
	sent, draft referral
	link        string
}

func setStage(t *testing.T, s *system.System, name string) stage {
	t.Helper()
	p := settleIn(t, s, name, nil)
	other := "/v1/organizations/" + name + "-into"
	as(t, s, "integration").put(other, object{"name": "Another of " + name}).want(201)
	staff := as(t, s, "case-manager")
	draft := read[referral](staff.post("/v1/referrals", with(p.request("legal-aid"), "draft", true)).want(201))
	sent := read[referral](staff.post("/v1/referrals", with(p.request("transportation", "health-care"), "consent", consented())).want(201))
	link := p.linkOf(t, s)
	return stage{place: p, sent: sent, draft: draft, link: link}
}

// examples are right calls for the operations of the contract that take a body.
func (g stage) examples() map[string]example {
	const staff, office, loader, partner = "case-manager", "program-admin", "integration", ""
	organization := "/v1/organizations/" + g.organization
	sent, draft := "/v1/referrals/"+g.sent.ID, "/v1/referrals/"+g.draft.ID
	consent := with(consented(), "by", "Somebody else")
	directory := object{
		"name": "Partner of examples", "phone": "217-555-0100", "address": "1 Main St", "email": "office@partner.test",
		"receivesOnly": false, "sensitive": false,
	}
	contact := object{
		"name": "Maria Lopez", "title": "Intake", "email": "maria@partner.test", "phone": "217-555-0100", "language": "es",
	}
	request := object{
		"customerId": g.customer, "organizationId": g.organization, "contactId": g.contact, "services": []any{"housing-assistance"},
		"note": "A note.", "consent": consent, "allowRepeat": "A reason.",
	}
	answer := object{
		"decision": "accepted", "name": "Maria Lopez", "note": "A note.", "reason": "other", "outcome": "other",
		"services": []any{object{"key": "transportation", "decision": "rejected", "reason": "other", "outcome": "other"}},
	}
	return map[string]example{
		"putCustomer": {loader, "/v1/customers/" + g.customer, with(with(customerOf("lincoln-land", "Testa", "Examples"),
			"designatedOrganization", "Somebody"), "caseNumber", "C-1")},
		"addAssessment": {staff, "/v1/customers/" + g.customer + "/assessments", object{
			"date": "2020-01-02", "options": []any{"referral-for-housing-assistance"},
		}},
		"eraseCustomer":       {office, "/v1/customers/" + g.customer + "/erase", object{}},
		"holdCustomer":        {office, "/v1/customers/" + g.customer + "/hold", object{"hold": true, "reason": "A reason."}},
		"addOrganization":     {staff, "/v1/organizations", with(directory, "confirmDistinct", true)},
		"putOrganization":     {loader, organization, directory},
		"correctOrganization": {office, organization, with(directory, "confirmDistinct", true)},
		"mergeOrganization":   {office, organization + "/merge", object{"into": g.organization + "-into"}},
		"addContact":          {staff, organization + "/contacts", contact},
		"putContact":          {loader, organization + "/contacts/" + g.contact, contact},
		"correctContact":      {staff, organization + "/contacts/" + g.contact, contact},
		"createReferral":      {staff, "/v1/referrals", with(request, "draft", false)},
		"changeDraft":         {staff, draft, with(request, "draft", true)},
		"sendReferral":        {staff, draft + "/send", object{}},
		"cancelReferral":      {staff, sent + "/cancel", object{"reason": "A reason."}},
		"resendReferral":      {staff, sent + "/resend", object{"contactId": g.contact}},
		"recordAnswer":        {staff, sent + "/answers", with(answer, "channel", "telephone")},
		"recordConsent":       {staff, sent + "/consent", consent},
		"withdrawConsent":     {staff, sent + "/consent/withdraw", object{"by": "Testa", "note": "A note."}},
		"answerReferral":      {partner, g.link, with(answer, "seen", g.sent.Version)},
	}
}

// examples are right calls for the operations of employment services that take a body.
func (e employmentStage) examples() map[string]example {
	const navigator, provider = "navigator", "provider"
	activities, draft := "/v1/customers/"+e.client+"/activities", "/v1/referrals/"+e.draft
	activity := with(entry("Job Search", "Job Search Assistance"), "additionalComments", "A comment.")
	field := object{"key": "notes", "value": "A note.", "label": "Notes", "kind": "long", "editable": true}
	return map[string]example{
		"addActivity":       {navigator, activities, activity},
		"changeActivity":    {navigator, activities + "/" + e.activity, activity},
		"generateForm":      {navigator, activities + "/" + e.activity + "/form", object{}},
		"changeForm":        {navigator, draft + "/form", object{"fields": []any{field}}},
		"noteService":       {navigator, draft + "/services", object{"service": "Another one", "note": "A note."}},
		"respondToReferral": {provider, "/v1/provider/referrals/" + e.sent + "/response", object{"decision": "rejected", "reason": "Full.", "reasonKey": "other"}},
		"completeTask":      {navigator, "/v1/tasks/" + e.task + "/complete", object{"outcome": "DCF-Complete", "note": "A note."}},
	}
}

// allExamples are right calls for all operations that take a body.
func allExamples(t *testing.T, s *system.System, g stage) map[string]example {
	t.Helper()
	all := g.examples()
	maps.Copy(all, setEmploymentStage(t, s, g.customer+"-ks", g.customer).examples())
	return all
}

// consented is a consent that holds.
func consented() object {
	return object{"by": "Testa", "method": "written", "date": "2026-01-02", "until": "2099-01-02"}
}
