package e2e

import "strings"

const employing = "navigator program-admin"

// employmentRows are about a client of the Kansas program, activities, forms and what follows from them.
func (e employmentStage) employmentRows() map[string]row {
	activities, sent := "/v1/customers/"+e.client+"/activities", "/v1/referrals/"+e.sent
	activity, provider, task := activities+"/"+e.activity, "/v1/provider/referrals/"+e.sent, "/v1/tasks/"+e.task
	return map[string]row{
		"GET /v1/activities": {roles: everyRole, scope: callers, path: "/v1/activities"},

		"GET /v1/customers/{id}/activities":                    {roles: employing, scope: programs, path: activities},
		"POST /v1/customers/{id}/activities":                   {roles: employing, scope: programs, path: activities, body: entry("Adult Education", "English as a Second Language")},
		"GET /v1/customers/{id}/activities/{activityId}":       {roles: employing, scope: programs, path: activity},
		"PUT /v1/customers/{id}/activities/{activityId}":       {roles: employing, scope: programs, path: activity, body: entry("Work Experience", "On-the-Job Training")},
		"POST /v1/customers/{id}/activities/{activityId}/form": {roles: employing, scope: programs, path: activity + "/form", body: object{}},

		"GET /v1/referrals/{id}/form":      {roles: employing + " provider", scope: providers, path: sent + "/form"},
		"PUT /v1/referrals/{id}/form":      {roles: employing, scope: programs, path: "/v1/referrals/" + e.draft + "/form", body: object{"fields": []any{object{"key": "notes", "value": "x"}}}},
		"GET /v1/referrals/{id}/form.pdf":  {roles: employing + " provider", scope: providers, path: sent + "/form.pdf"},
		"POST /v1/referrals/{id}/services": {roles: employing, scope: programs, path: sent + "/services", body: object{"service": "Resume and Interview Workshop", "note": "x"}},

		"GET /v1/cases/{caseNumber}/documents": {roles: employing, scope: programs, list: true, path: "/v1/cases/" + e.caseNumber + "/documents", mark: e.sent},

		"GET /v1/provider/referrals":                {roles: "provider", scope: providers, list: true, path: "/v1/provider/referrals?q=" + e.client, mark: e.sent},
		"GET /v1/provider/referrals/{id}":           {roles: "provider", scope: providers, path: provider},
		"POST /v1/provider/referrals/{id}/response": {roles: "provider", scope: providers, path: provider + "/response", body: object{"decision": "accepted"}},

		"GET /v1/tasks":                {roles: "navigator", scope: people, list: true, path: "/v1/tasks?limit=100", mark: e.task},
		"GET /v1/tasks/{id}":           {roles: "navigator", scope: people, path: task},
		"POST /v1/tasks/{id}/complete": {roles: "navigator", scope: people, path: task + "/complete", body: object{"outcome": "DCF-Complete"}},
	}
}

// employmentStrangers are all roles: the navigator and the provider that the things are about, others of the program,
// and namesakes of both in another program.
func employmentStrangers() []stranger {
	var all []stranger
	for role := range strings.FieldsSeq(everyRole) {
		all = append(all,
			stranger{name: role, role: role, sub: "navigator", program: "ks-dcf", organization: "provider-heartland"},
			stranger{name: role + "OfAnotherProvider", role: role, program: "ks-dcf", organization: "provider-flinthills", otherProvider: true, otherPerson: true},
			stranger{name: role + "OfAnotherProgram", role: role, program: "ceja", organization: "lincoln-land", otherProgram: true, otherPerson: true},
			stranger{name: role + "OfANamesake", role: role, sub: "navigator", program: "ceja", organization: "provider-heartland", otherProgram: true},
		)
	}
	return all
}
