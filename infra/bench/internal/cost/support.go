package cost

// support are the operations of support services, in an order in which one can follow the other.
func support() []operation {
	const staff, office, loader, partner = "case-manager", "program-admin", "integration", ""
	const address = `"email":"{name}@partner.referrals.test"`
	refer := func(more string) string {
		return `{"customerId":"{name}","organizationId":"{organization}","contactId":"{contact}",` + more + `}`
	}
	consent := func(method string) string {
		return `{"by":"Testa {name}","method":"` + method + `","date":"2026-01-05","until":"2099-12-31"}`
	}
	return []operation{
		{name: "load a customer", function: "customers", persona: loader, method: "PUT", path: "/v1/customers/{name}",
			body: `{"firstName":"Testa","lastName":"{name}","address":"1 Main St, Springfield, IL 62701","phone":"217-555-0100",` +
				`"email":"testa@noemail.com","group":"CEJA/FEJA Programs","grantee":"lincoln-land"}`},
		{name: "record an assessment", function: "customers", persona: staff, method: "POST", path: "/v1/customers/{name}/assessments",
			body: `{"date":"2026-01-05","options":["referral-for-transportation-assistance","referral-for-legal-aid"]}`},
		{name: "add an organization", function: "directory", persona: staff, method: "POST", path: "/v1/organizations",
			body: `{"name":"Partner of {name}"}`, keep: "organization", from: []any{"id"}},
		{name: "add a contact", function: "directory", persona: staff, method: "POST", path: "/v1/organizations/{organization}/contacts",
			body: `{"name":"Maria Lopez",` + address + `}`, keep: "contact", from: []any{"id"}},
		{name: "search customers", function: "customers", persona: staff, method: "GET", path: "/v1/customers?q={name}"},
		{name: "search organizations", function: "directory", persona: staff, method: "GET", path: "/v1/organizations?q={name}"},
		{name: "save a draft", function: "referral-create", persona: staff, method: "POST", path: "/v1/referrals",
			body: refer(`"services":["dependent-care"],"draft":true`), keep: "draft", from: []any{"id"}},
		{name: "send a draft", function: "referral-create", persona: staff, method: "POST", path: "/v1/referrals/{draft}/send"},
		{name: refers, function: "referral-create", persona: staff, method: "POST", path: "/v1/referrals",
			body: refer(`"services":["transportation","legal-aid"],"note":"Needs a ride to class."`), keep: "referral", from: []any{"id"}},
		{name: opens, function: "partner-response", persona: partner, method: "GET", path: "{link}"},
		{name: answers, function: "partner-response", persona: partner, method: "POST", path: "{link}",
			body: `{"decision":"accepted","name":"Maria Lopez"}`},
		{name: "record an answer by telephone", function: "partner-response", persona: staff, method: "POST",
			path: "/v1/referrals/{referral}/answers", body: `{"decision":"pending","name":"Maria Lopez","channel":"telephone"}`},
		{name: "resend a referral", function: "referral-resend", persona: staff, method: "POST", path: "/v1/referrals/{referral}/resend"},
		{name: "view a referral", function: "referral-get", persona: staff, method: "GET", path: "/v1/referrals/{referral}"},
		{name: "cancel a referral", function: "referral-cancel", persona: staff, method: "POST", path: "/v1/referrals/{referral}/cancel"},
		{name: "a customer's referrals", function: "referral-get", persona: staff, method: "GET", path: "/v1/customers/{name}/referrals"},
		{name: "a customer's progress", function: "progress", persona: staff, method: "GET", path: "/v1/customers/{name}/progress"},
		{name: "list of referrals", function: "referral-list", persona: staff, method: "GET", path: "/v1/referrals?limit=10"},
		{name: "what needs attention", function: "referral-list", persona: staff, method: "GET", path: "/v1/referrals?attention=true&limit=10"},
		{name: "dashboard", function: "dashboard", persona: staff, method: "GET", path: "/v1/dashboard"},
		{name: "list behind a figure", function: "dashboard", persona: staff, method: "GET", path: "/v1/dashboard/customers?row=unclassified&limit=10"},
		{name: "correct a contact", function: "directory", persona: office, method: "PATCH",
			path: "/v1/organizations/{organization}/contacts/{contact}", body: `{"phone":"217-555-0177"}`},
		{name: "record a rejection by telephone", function: "partner-response", persona: staff, method: "POST",
			path: "/v1/referrals/{draft}/answers", body: `{"decision":"rejected","reason":"no-capacity","name":"Maria Lopez","channel":"telephone"}`},
		{name: "refer for a sensitive service", function: "referral-create", persona: staff, method: "POST", path: "/v1/referrals",
			body: refer(`"services":["domestic-violence"],"consent":` + consent("verbal")), keep: "sensitive", from: []any{"id"}},
		{name: "mail a code", function: "partner-response", persona: partner, method: "POST", path: "{link}/code"},
		{name: "unlock a sensitive referral", function: "partner-response", persona: partner, method: "POST", path: "{link}/unlock",
			body: `{"code":"{code}"}`},
		{name: "record a consent", function: "referral-cancel", persona: staff, method: "POST", path: "/v1/referrals/{sensitive}/consent",
			body: consent("written")},
		{name: "withdraw a consent", function: "referral-cancel", persona: staff, method: "POST",
			path: "/v1/referrals/{sensitive}/consent/withdraw", body: `{"by":"Testa {name}","note":"Called on Monday."}`},
		{name: "who saw a customer", function: "customers", persona: office, method: "GET", path: "/v1/customers/{name}/access"},
		{name: "load an organization", function: "directory", persona: loader, method: "PUT", path: "/v1/organizations/into-{name}",
			body: `{"name":"Successor of {name}"}`},
		{name: "merge organizations, with three referrals", function: "directory", persona: office, method: "POST", path: "/v1/organizations/{organization}/merge",
			body: `{"into":"into-{name}"}`},
		{name: "hold a customer", function: "customer-data", persona: office, method: "POST", path: "/v1/customers/{name}/hold",
			body: `{"hold":true,"reason":"Litigation."}`},
		{name: "release a customer", function: "customer-data", persona: office, method: "POST", path: "/v1/customers/{name}/hold",
			body: `{"hold":false,"reason":"Settled."}`},
		{name: "export a customer of three referrals", function: "customer-data", persona: office, method: "GET", path: "/v1/customers/{name}/export"},
		{name: "erase a customer of three referrals", function: "customer-data", persona: office, method: "POST", path: "/v1/customers/{name}/erase"},
	}
}

// The operations that together are a referral from the request to the answer.
const (
	refers  = "refer a customer"
	opens   = "open the partner's page"
	answers = "answer through the link"
)
