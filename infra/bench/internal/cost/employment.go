package cost

// employment are the operations of employment services, in an order in which one can follow the other.
func employment() []operation {
	const navigator, provider, loader = "navigator", "provider", "integration-ks"
	const office = "/v1/organizations/provider-heartland"
	return []operation{
		{name: "load a client", function: "customers", persona: loader, method: "PUT", path: "/v1/customers/{name}",
			body: `{"firstName":"Testa","lastName":"{name}","address":"1200 SW 10th Ave, Topeka, KS 66604","phone":"785-555-0111",` +
				`"grantee":"dcf","caseNumber":"KS-{name}","programBlocks":[{"block":"Work Programs","navigator":"navigator"}]}`},
		{name: "load a provider", function: "directory", persona: loader, method: "PUT", path: office, body: `{"name":"Heartland Works {name}"}`},
		{name: "load a provider's contact", function: "directory", persona: loader, method: "PUT", path: office + "/contacts/intake",
			body: `{"name":"Intake of {name}","email":"intake@heartland.referrals.test"}`},
		{name: "enter an activity", function: "activities", persona: navigator, method: "POST", path: "/v1/customers/{name}/activities",
			body: `{"programBlock":"Work Programs","activityName":"Job Readiness","sessionDescription":"Workplace Skills",` +
				`"providerId":"provider-heartland","startDate":"2026-12-01","endDate":"2027-02-26","hoursPerWeek":20}`,
			keep: "activity", from: []any{"id"}},
		{name: "generate a P301", function: "referral-form", persona: navigator, method: "POST",
			path: "/v1/customers/{name}/activities/{activity}/form", keep: "referral", from: []any{"referralId"}},
		{name: "change a P301", function: "referral-form", persona: navigator, method: "PUT", path: "/v1/referrals/{referral}/form",
			body: `{"fields":[{"key":"notes","value":"Needs evening hours."}]}`},
		{name: "view a P301", function: "referral-form", persona: navigator, method: "GET", path: "/v1/referrals/{referral}/form"},
		{name: "send a P301 to its provider", function: "referral-create", persona: navigator, method: "POST", path: "/v1/referrals/{referral}/send"},
		{name: "a provider's list of referrals", function: "provider-referrals", persona: provider, method: "GET", path: "/v1/provider/referrals?limit=10"},
		{name: "view a referral as a provider", function: "provider-referrals", persona: provider, method: "GET", path: "/v1/provider/referrals/{referral}"},
		{name: "open a P301's PDF", function: "referral-form", persona: provider, method: "GET", path: "/v1/referrals/{referral}/form.pdf"},
		{name: "note a service on a P301", function: "referral-form", persona: navigator, method: "POST", path: "/v1/referrals/{referral}/services",
			body: `{"service":"Resume and Interview Workshop","note":"In the same weeks."}`},
		{name: "reject as a provider", function: "provider-referrals", persona: provider, method: "POST",
			path: "/v1/provider/referrals/{referral}/response", body: `{"decision":"rejected","reason":"The class is full until March."}`},
		{name: "a navigator's tasks", function: "tasks", persona: navigator, method: "GET", path: "/v1/tasks?status=open&limit=10",
			keep: "task", from: []any{"items", 0, "id"}},
		{name: "complete a task", function: "tasks", persona: navigator, method: "POST", path: "/v1/tasks/{task}/complete",
			body: `{"outcome":"DCF-Complete"}`},
		{name: "forms sent on a case", function: "documents", persona: navigator, method: "GET", path: "/v1/cases/KS-{name}/documents"},
	}
}
