package e2e

import (
	"testing"

	"github.com/referral-tool/referrals/infra/local/system"
)

// kansas is a client of the Kansas program in one program block, and the people around them.
type kansas struct {
	t                                testing.TB
	s                                *system.System
	client, caseNumber, block        string
	navigator, other, provider       *client
	otherProvider, eligibilitySystem *client
}

// enroll loads a client named after name into a block of persona navigator's, and both providers with a contact.
func enroll(t testing.TB, s *system.System, name, block string) kansas {
	t.Helper()
	k := kansas{
		t: t, s: s, client: name, caseNumber: "KS-" + name, block: block,
		navigator: as(t, s, "navigator"), other: as(t, s, "navigator-2"),
		provider: as(t, s, "provider"), otherProvider: as(t, s, "provider-2"), eligibilitySystem: as(t, s, "integration-ks"),
	}
	for provider, label := range map[string]string{"provider-heartland": "Heartland Works", "provider-flinthills": "Flint Hills Job Center"} {
		k.eligibilitySystem.put("/v1/organizations/"+provider, object{"name": label})
		k.eligibilitySystem.put("/v1/organizations/"+provider+"/contacts/intake",
			object{"name": "Intake of " + label, "email": "intake@" + provider + ".referrals.test"})
	}
	k.loadWith("navigator")
	return k
}

// loadWith loads the client with a navigator of the block.
func (k kansas) loadWith(navigator string) {
	k.t.Helper()
	k.eligibilitySystem.put("/v1/customers/"+k.client, object{
		"firstName": "Renée", "lastName": "Peña-" + k.client, "address": "1200 SW 10th Ave, Topeka, KS 66604",
		"phone": "785-555-0111", "email": "renee@noemail.com", "grantee": "dcf", "caseNumber": k.caseNumber,
		"programBlocks": []any{object{"block": k.block, "navigator": navigator}},
	})
}

// activity is a Customer Activity Detail page, filled in.
func (k kansas) activity(name, session, provider string) object {
	return object{
		"programBlock": k.block, "activityName": name, "sessionDescription": session, "providerId": provider,
		"startDate": "2026-12-01", "endDate": "2027-02-26", "hoursPerWeek": 20, "additionalComments": "Needs evening hours.",
	}
}

// employmentReferral is a referral for employment services as the API shows it to the navigator.
type employmentReferral struct {
	referral
	Contact    struct{ Email string }
	Employment struct {
		Navigator   string
		FormVersion int
	}
}

// p301 is a form.
type p301 struct {
	Version int
	Title   string
	Fields  []struct {
		Key, Label, Kind, Value string
		Editable                bool
	}
}

func (f p301) value(key string) string {
	for _, field := range f.Fields {
		if field.Key == key {
			return field.Value
		}
	}
	return ""
}

type task struct {
	ID, Name, Status, Outcome, Note string
	Details                         struct {
		ReferralID, Reason string
		Customer, Provider struct{ ID, Name string }
	}
}

// draft enters an activity and generates its form: the referral's id.
func (k kansas) draft(name, session, provider string) string {
	k.t.Helper()
	activities := "/v1/customers/" + k.client + "/activities"
	id := read[struct{ ID string }](k.navigator.post(activities, k.activity(name, session, provider)).want(201)).ID
	return read[struct{ ReferralID string }](k.navigator.post(activities+"/"+id+"/form", nil).want(201)).ReferralID
}

// send presses Send to Provider on a draft.
func (k kansas) send(id string) employmentReferral {
	k.t.Helper()
	return read[employmentReferral](k.navigator.post("/v1/referrals/"+id+"/send", nil).want(200))
}

func (k kansas) view(id string) employmentReferral {
	k.t.Helper()
	return read[employmentReferral](k.navigator.get("/v1/referrals/" + id).want(200))
}

// respond is the provider's answer.
func (k kansas) respond(id, decision, reason string) *reply {
	k.t.Helper()
	body := object{"decision": decision}
	if reason != "" {
		body["reason"] = reason
	}
	return k.provider.post("/v1/provider/referrals/"+id+"/response", body)
}

// tasks are a navigator's tasks of a status about a referral.
func (k kansas) tasks(of *client, status, id string) []task {
	k.t.Helper()
	var found []task
	for _, t := range read[list[task]](of.get("/v1/tasks?limit=100&status=" + status).want(200)).Items {
		if t.Details.ReferralID == id {
			found = append(found, t)
		}
	}
	return found
}

// wantTask ends the test unless the navigator has this one open task about a referral, and no other.
func (k kansas) wantTask(of *client, id, name string) task {
	k.t.Helper()
	open := k.tasks(of, "open", id)
	if len(open) != 1 || open[0].Name != name {
		k.t.Fatalf("open tasks are %+v, want one %q", open, name)
	}
	return open[0]
}
