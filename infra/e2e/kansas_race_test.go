package e2e

import (
	"slices"
	"testing"
	"time"
)

// Two navigators who send for the same client, provider and activity at once: exactly one is sent.
func TestTwoNavigatorsSendOne(t *testing.T) {
	k := enroll(t, running(t), "race-send", "Work Programs")
	for range 5 {
		drafts := []string{
			k.draft("Job Search", "Job Search Assistance", "provider-heartland"),
			k.draft("Job Search", "Resume and Interview Workshop", "provider-heartland"),
		}
		who := []*client{k.navigator, k.other}
		replies := atOnce(2, func(i int) *reply { return who[i].post("/v1/referrals/"+drafts[i]+"/send", nil) })
		if got := statuses(replies); got[200] != 1 || got[409] != 1 {
			t.Fatalf("they were answered %v", got)
		}
		for i, r := range replies {
			if r.status == 409 && read[problem](r).DuplicateOf != drafts[1-i] {
				t.Errorf("the refusal names %s", r.body)
			}
			k.navigator.post("/v1/referrals/"+drafts[i]+"/cancel", nil).want(200)
		}
	}
}

// Navigators who press Generate Form at once get one draft.
func TestGenerateAtOnceMakesOneDraft(t *testing.T) {
	k := enroll(t, running(t), "race-generate", "Work Programs")
	activities := "/v1/customers/" + k.client + "/activities"
	id := read[struct{ ID string }](k.navigator.post(activities, k.activity("Job Search", "Job Search Assistance", "provider-heartland")).want(201)).ID
	replies := atOnce(16, func(int) *reply { return k.navigator.post(activities+"/"+id+"/form", nil) })
	if got := statuses(replies); got[201] != 1 || got[200] != 15 {
		t.Fatalf("they were answered %v", got)
	}
	first := read[struct{ ReferralID string }](replies[0]).ReferralID
	for _, r := range replies {
		if read[struct{ ReferralID string }](r).ReferralID != first {
			t.Errorf("there is another draft: %s", r.body)
		}
	}
}

// Two users of one provider who answer at once: one answer, one task.
func TestTwoUsersOfAProviderAnswerOnce(t *testing.T) {
	k := enroll(t, running(t), "race-answer", "FAET")
	colleague := asClaiming(t, k.s, "provider", object{"sub": "provider-colleague", "name": "Kim Alvarez"})
	for _, session := range []string{"Certified Nurse Aide", "Commercial Driver's License"} {
		sent := k.send(k.draft("Vocational Training", session, "provider-heartland"))
		response := "/v1/provider/referrals/" + sent.ID + "/response"
		answers := []func() *reply{
			func() *reply { return k.provider.post(response, object{"decision": "accepted"}) },
			func() *reply { return colleague.post(response, object{"decision": "rejected", "reason": "Full."}) },
		}
		replies := atOnce(2, func(i int) *reply { return answers[i]() })
		if got := statuses(replies); got[200] != 1 || got[409] != 1 {
			t.Fatalf("they were answered %v", got)
		}
		settle(t, k.s)
		stands := k.view(sent.ID)
		if stands.count("accepted", "rejected", "corrected") != 1 || stands.count("task-created") != 1 {
			t.Errorf("the timeline tells %v", stands.types())
		}
		if all := append(k.tasks(k.navigator, "open", sent.ID), k.tasks(k.navigator, "completed", sent.ID)...); len(all) != 1 {
			t.Errorf("tasks are %+v", all)
		}
		if stands.Status != "rejected" {
			k.navigator.post("/v1/referrals/"+sent.ID+"/cancel", nil).want(200)
		}
	}
}

// When a block's navigator changes, its open tasks follow; an answer that races the change makes no task for the old
// one.
func TestTasksFollowTheNavigator(t *testing.T) {
	k := enroll(t, running(t), "follow", "GOALS")
	answered := k.send(k.draft("Job Search", "Job Search Assistance", "provider-heartland"))
	k.respond(answered.ID, "accepted", "").want(200)
	k.loadWith("navigator-2")
	settle(t, k.s)
	k.wantTask(k.other, answered.ID, "Provider Referral Accepted")
	if old := k.tasks(k.navigator, "open", answered.ID); len(old) > 0 {
		t.Errorf("the old navigator has %+v", old)
	}
	if got := k.view(answered.ID); got.Employment.Navigator != "navigator-2" || got.count("navigator-changed") != 1 {
		t.Errorf("the referral tells %+v", got.Timeline)
	}

	owners := []string{"navigator", "navigator-2"}
	for round := range 6 {
		sent := k.send(k.draft("Job Readiness", "Workplace Skills", "provider-heartland"))
		next := owners[round%2]
		atOnce(2, func(i int) *reply {
			if i == 0 {
				k.loadWith(next)
				return nil
			}
			return k.respond(sent.ID, "rejected", "Full.")
		})
		settle(t, k.s)
		of, old := k.navigator, k.other
		if next == "navigator-2" {
			of, old = k.other, k.navigator
		}
		k.wantTask(of, sent.ID, "Provider Referral Rejected")
		if left := k.tasks(old, "open", sent.ID); len(left) > 0 {
			t.Errorf("the old navigator has %+v", left)
		}
	}
}

// The deadlines are those of the program: a reminder on the due day, a task once it is overdue.
func TestReminderAndOverdueTask(t *testing.T) {
	k := enroll(t, running(t), "overdue", "Work Programs")
	sent := k.send(k.draft("Job Search", "Job Search Assistance", "provider-heartland"))
	settle(t, k.s)
	due, err := time.Parse(time.DateOnly, sent.ResponseDueOn)
	if err != nil {
		t.Fatal(err)
	}
	sweep(t, k.s, due.Add(20*time.Hour)) // in the afternoon, in Kansas
	sweep(t, k.s, due.AddDate(0, 0, 20))
	sweep(t, k.s, due.AddDate(0, 0, 20))
	var kinds []string
	for _, m := range aboutTo(k.s, sent.Contact.Email, sent.Reference) {
		kinds = append(kinds, m.Kind)
	}
	if !slices.Equal(kinds, []string{"form-sent", "form-reminder"}) {
		t.Errorf("the provider got %v", kinds)
	}
	overdue := k.wantTask(k.navigator, sent.ID, "Provider Referral Overdue")
	if overdue.Details.Customer.Name == "" || overdue.Details.Provider.Name != "Heartland Works" {
		t.Errorf("the task is %+v", overdue)
	}
	k.navigator.get("/v1/referrals?overdue=true&limit=100").want(200).holds(sent.ID)
	k.respond(sent.ID, "accepted", "").want(200)
}

// A mail that comes back makes a task, once, whatever else is reported of it.
func TestUndeliverableTask(t *testing.T) {
	k := enroll(t, running(t), "undeliverable", "FAET")
	const contact = "/v1/organizations/provider-flinthills/contacts/intake"
	address := "dead@provider-flinthills.referrals.test"
	k.eligibilitySystem.put(contact, object{"name": "Intake", "email": address}).want(200)
	sent := k.send(k.draft("Job Search", "Job Search Assistance", "provider-flinthills"))
	settle(t, k.s)
	mails := aboutTo(k.s, sent.Contact.Email, sent.Reference)
	if len(mails) != 1 || sent.Contact.Email != address {
		t.Fatalf("the provider got %+v", mails)
	}
	for range 2 {
		anybody(t, k.s).post("/_local/mail/"+mails[0].ID+"/bounce", nil)
		settle(t, k.s)
	}
	if got := k.view(sent.ID); !got.Undeliverable {
		t.Errorf("the referral's mail is %s", got.Delivery)
	}
	k.wantTask(k.navigator, sent.ID, "Provider Referral Undeliverable")
	k.navigator.post("/v1/referrals/"+sent.ID+"/resend", nil).want(422)
	k.eligibilitySystem.put(contact, object{"name": "Intake", "email": "alive@provider-flinthills.referrals.test"}).want(200)
	k.navigator.post("/v1/referrals/"+sent.ID+"/resend", nil).want(200)
}

// TestKansasBudgets counts what each call asks of DynamoDB.
func TestKansasBudgets(t *testing.T) {
	k := enroll(t, running(t), "budget-ks", "Work Programs")
	activities := "/v1/customers/" + k.client + "/activities"
	var activity, id, taskID string
	post := func(path string, body any) func() *reply {
		return func() *reply { return k.navigator.post(path, body) }
	}
	// What shows details takes one request more than it reads with: the access record.
	for _, o := range []struct {
		name, function string
		most           int
		call           func() *reply
	}{
		{"AddActivity", "activities", 2, func() *reply {
			r := k.navigator.post(activities, k.activity("Job Search", "Job Search Assistance", "provider-heartland")).want(201)
			activity = read[struct{ ID string }](r).ID
			return r
		}},
		{"ActivityList", "activities", 1, func() *reply { return k.navigator.get(activities).want(200) }},
		{"ActivityDetail", "activities", 2, func() *reply { return k.navigator.get(activities + "/" + activity).want(200) }},
		{"ChangeActivity", "activities", 2, func() *reply {
			return k.navigator.put(activities+"/"+activity, k.activity("Job Search", "Resume and Interview Workshop", "provider-heartland")).want(200)
		}},
		{"GenerateForm", "referral-form", 3, func() *reply {
			r := k.navigator.post(activities+"/"+activity+"/form", nil).want(201)
			id = read[struct{ ReferralID string }](r).ReferralID
			return r
		}},
		{"GenerateAgain", "referral-form", 3, func() *reply { return k.navigator.post(activities+"/"+activity+"/form", nil).want(200) }},
		{"Form", "referral-form", 2, func() *reply { return k.navigator.get("/v1/referrals/" + id + "/form").want(200) }},
		{"ChangeForm", "referral-form", 2, func() *reply {
			return k.navigator.put("/v1/referrals/"+id+"/form", object{"fields": []any{object{"key": "notes", "value": "x"}}}).want(200)
		}},
		{"SendToProvider", "referral-create", 2, func() *reply { return k.navigator.post("/v1/referrals/"+id+"/send", nil).want(200) }},
		{"PDF", "referral-form", 2, func() *reply { return k.provider.get("/v1/referrals/" + id + "/form.pdf").want(200) }},
		{"NoteService", "referral-form", 2, func() *reply {
			return post("/v1/referrals/"+id+"/services", object{"service": "Computer basics"})().want(200)
		}},
		{"ProviderList", "provider-referrals", 1, func() *reply { return k.provider.get("/v1/provider/referrals?q=" + k.caseNumber).want(200) }},
		{"ProviderListOfAStatus", "provider-referrals", 1, func() *reply { return k.provider.get("/v1/provider/referrals?status=sent").want(200) }},
		{"ProviderView", "provider-referrals", 2, func() *reply { return k.provider.get("/v1/provider/referrals/" + id).want(200) }},
		{"Respond", "provider-referrals", 2, func() *reply { return k.respond(id, "rejected", "Full.").want(200) }},
		{"RespondAgain", "provider-referrals", 2, func() *reply { return k.respond(id, "rejected", "Full.").want(200) }},
		{"Tasks", "tasks", 1, func() *reply {
			r := k.navigator.get("/v1/tasks?status=open&limit=100").want(200)
			for _, made := range read[list[task]](r).Items {
				if made.Details.ReferralID == id {
					taskID = made.ID
				}
			}
			return r
		}},
		{"Task", "tasks", 2, func() *reply { return k.navigator.get("/v1/tasks/" + taskID).want(200) }},
		{"CompleteTask", "tasks", 2, func() *reply {
			return post("/v1/tasks/"+taskID+"/complete", object{"outcome": "DCF-Complete"})().want(200)
		}},
		{"Documents", "documents", 1, func() *reply { return k.navigator.get("/v1/cases/" + k.caseNumber + "/documents").want(200) }},
	} {
		settle(t, k.s)
		k.s.Proxy.Reset()
		o.call()
		if counts := k.s.Proxy.Reset(); counts.Of(o.function).Requests > o.most {
			t.Errorf("%s took %d requests, at most %d are allowed: %v", o.name, counts.Of(o.function).Requests, o.most, counts)
		}
	}
}
