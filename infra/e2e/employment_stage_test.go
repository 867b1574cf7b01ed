package e2e

import (
	"testing"

	"github.com/referral-tool/referrals/infra/local/system"
)

// employmentStage is a client of the Kansas program with three referrals to provider-heartland: one that is a draft, one
// that was sent, and one that was answered, whose task the navigator has.
type employmentStage struct {
	client, caseNumber    string
	activity              string // of the draft
	draft, sent, answered string // referrals
	task                  string
}

func setEmploymentStage(t testing.TB, s *system.System, name, lastName string) employmentStage {
	t.Helper()
	const provider = "/v1/organizations/provider-heartland"
	loading, navigator := as(t, s, "integration-ks"), as(t, s, "navigator")
	e := employmentStage{client: name, caseNumber: "C-" + name}
	loading.put("/v1/customers/"+e.client, object{
		"firstName": "Testa", "lastName": lastName, "grantee": "dcf", "caseNumber": e.caseNumber, "phone": "785-555-0100",
		"programBlocks": []any{object{"block": "Work Programs", "navigator": "navigator"}},
	}).want(201)
	if status := loading.put(provider, object{"name": "Heartland Works"}).status; status != 200 && status != 201 {
		t.Fatalf("the provider was not loaded: %d", status)
	}
	loading.put(provider+"/contacts/"+name, object{"name": "Casey Morgan", "email": name + "@heartland.referrals.test"}).want(201)
	e.activity, e.draft = e.generate(t, navigator, "Work Experience", "On-the-Job Training")
	_, e.sent = e.generate(t, navigator, "Job Search", "Job Search Assistance")
	_, e.answered = e.generate(t, navigator, "Job Readiness", "Workplace Skills")
	for _, id := range []string{e.sent, e.answered} {
		navigator.post("/v1/referrals/"+id+"/send", nil).want(200)
	}
	as(t, s, "provider").post("/v1/provider/referrals/"+e.answered+"/response", object{"decision": "accepted"}).want(200)
	settle(t, s)
	for _, task := range read[list[struct {
		ID      string
		Details struct{ ReferralID string }
	}]](navigator.get("/v1/tasks?status=open&limit=100").want(200)).Items {
		if task.Details.ReferralID == e.answered {
			e.task = task.ID
		}
	}
	if e.task == "" {
		t.Fatal("the answer has left no task")
	}
	return e
}

// entry is a Customer Activity as its detail page is filled in.
func entry(activity, session string) object {
	return object{
		"programBlock": "Work Programs", "activityName": activity, "sessionDescription": session,
		"providerId": "provider-heartland", "startDate": "2026-12-01", "endDate": "2027-02-26", "hoursPerWeek": 20,
	}
}

// generate adds an activity and presses Generate Form.
func (e employmentStage) generate(t testing.TB, navigator *client, activity, session string) (id, referral string) {
	t.Helper()
	activities := "/v1/customers/" + e.client + "/activities"
	id = read[struct{ ID string }](navigator.post(activities, entry(activity, session)).want(201)).ID
	return id, read[struct{ ReferralID string }](navigator.post(activities+"/"+id+"/form", nil).want(201)).ReferralID
}
