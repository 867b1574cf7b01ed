package e2e

import (
	"net/http"
	"slices"
	"strings"
)

// scope is whose the thing of a route is, and so what those hear whose role may make the call, but not about it.
type scope int

const (
	callers   scope = iota // the caller's own, or made in the caller's own program: nobody is refused
	grantees               // case managers of other grantees, and other programs, get 404
	programs               // other programs get 404
	providers              // other providers, and other programs, get 404
	people                 // other people get 404
)

// row says who may make a call, and about what.
type row struct {
	roles string // that may ever make it
	scope scope
	list  bool   // others get the list without the thing instead of 404
	path  string // about the matrix's thing
	body  object // that would be right, for calls that take one
	mark  string // stands in a list that shows the thing; "" for the matrix's

	open int  // without a token: what is answered; 0 for routes that want one
	file bool // a file of the portal, the same for everybody, and not there before its pages are built
}

const (
	everyRole = "case-manager integration navigator program-admin provider"
	staff     = "case-manager navigator program-admin"
	referring = "case-manager program-admin"
	office    = "program-admin"
	loader    = "integration"
)

// stranger is somebody with a good token.
type stranger struct {
	name, role                  string
	sub, program, organization  string
	otherGrantee, otherProvider bool
	otherPerson, otherProgram   bool
}

// verdict is what a stranger hears.
type verdict int

const (
	admitted  verdict = iota // the call is made
	forbidden                // 403: never by this role, whatever it is about
	unknown                  // 404: as if the thing did not exist
	unlisted                 // 200: as if the thing did not exist
)

func (r row) verdict(s stranger) verdict {
	if !slices.Contains(strings.Fields(r.roles), s.role) {
		return forbidden
	}
	foreign := s.otherProgram
	switch r.scope {
	case callers:
		foreign = false
	case grantees:
		foreign = foreign || s.otherGrantee && s.role == "case-manager"
	case providers:
		foreign = foreign || s.otherProvider && s.role == "provider"
	case people:
		foreign = foreign || s.otherPerson
	}
	switch {
	case !foreign:
		return admitted
	case r.list:
		return unlisted
	}
	return unknown
}

// portalRows are the portal's files and what nobody serves.
func portalRows() map[string]row {
	return map[string]row{
		"GET /": {file: true}, "GET /app/{proxy+}": {file: true}, "GET /assets/{proxy+}": {file: true},
		"GET /config.json":  {file: true},
		"GET /openapi.yaml": {open: http.StatusOK, path: "/openapi.yaml"},
		"OPTIONS /{proxy+}": {open: http.StatusNoContent, path: "/v1/referrals"},
		"OPTIONS /":         {open: http.StatusNoContent, path: "/"},
		"$default":          {open: http.StatusNotFound, path: "/v1/nothing/here"},
	}
}

// partnerRows are the partner's page behind a link that nobody signed: to strangers there is no other.
func (g stage) partnerRows() map[string]row {
	link := "/r/" + flipped(g.link[len("/r/"):])
	return map[string]row{
		"GET /r/{token}":         {open: http.StatusNotFound, path: link},
		"POST /r/{token}":        {open: http.StatusNotFound, path: link, body: answered("accepted")},
		"POST /r/{token}/code":   {open: http.StatusNotFound, path: link + "/code"},
		"POST /r/{token}/unlock": {open: http.StatusNotFound, path: link + "/unlock", body: object{"code": "123456"}},
		"GET /fonts/{name}":      {open: http.StatusNotFound, path: "/fonts/comic-sans.woff2"},
	}
}

// supportRows are about a customer of lincoln-land, a partner and referrals of support services.
func (g stage) supportRows() map[string]row {
	customer, organization := "/v1/customers/"+g.customer, "/v1/organizations/"+g.organization
	contact, sent, draft := organization+"/contacts/"+g.contact, "/v1/referrals/"+g.sent.ID, "/v1/referrals/"+g.draft.ID
	right := func(operation string) object { return g.examples()[operation].body }
	assessment := object{"date": "2026-01-02", "options": []any{}}
	return map[string]row{
		"GET /v1/me":       {roles: everyRole, path: "/v1/me"},
		"GET /v1/services": {roles: everyRole, path: "/v1/services"},

		"GET /v1/customers":                   {roles: staff, scope: grantees, list: true, path: "/v1/customers?q=" + g.customer},
		"GET /v1/customers/{id}":              {roles: staff, scope: grantees, path: customer},
		"PUT /v1/customers/{id}":              {roles: loader, scope: callers, path: customer, body: right("putCustomer")},
		"GET /v1/customers/{id}/access":       {roles: office, scope: programs, path: customer + "/access"},
		"GET /v1/customers/{id}/export":       {roles: office, scope: programs, path: customer + "/export"},
		"POST /v1/customers/{id}/erase":       {roles: office, scope: programs, path: customer + "/erase", body: right("eraseCustomer")},
		"POST /v1/customers/{id}/hold":        {roles: office, scope: programs, path: customer + "/hold", body: right("holdCustomer")},
		"GET /v1/customers/{id}/referrals":    {roles: staff, scope: grantees, path: customer + "/referrals"},
		"GET /v1/customers/{id}/progress":     {roles: staff, scope: grantees, path: customer + "/progress"},
		"GET /v1/customers/{id}/assessments":  {roles: staff + " " + loader, scope: grantees, path: customer + "/assessments"},
		"POST /v1/customers/{id}/assessments": {roles: "case-manager " + loader, scope: grantees, path: customer + "/assessments", body: assessment},

		"GET /v1/organizations":                             {roles: staff, scope: programs, list: true, path: "/v1/organizations?q=" + g.organization},
		"POST /v1/organizations":                            {roles: staff, scope: callers, path: "/v1/organizations", body: right("addOrganization")},
		"GET /v1/organizations/{id}":                        {roles: staff, scope: programs, path: organization},
		"PUT /v1/organizations/{id}":                        {roles: loader, scope: callers, path: organization, body: right("putOrganization")},
		"PATCH /v1/organizations/{id}":                      {roles: office, scope: programs, path: organization, body: right("correctOrganization")},
		"POST /v1/organizations/{id}/merge":                 {roles: office, scope: programs, path: organization + "/merge", body: right("mergeOrganization")},
		"GET /v1/organizations/{id}/contacts":               {roles: staff, scope: programs, path: organization + "/contacts"},
		"POST /v1/organizations/{id}/contacts":              {roles: staff, scope: programs, path: organization + "/contacts", body: right("addContact")},
		"GET /v1/organizations/{id}/contacts/{contactId}":   {roles: staff, scope: programs, path: contact},
		"PUT /v1/organizations/{id}/contacts/{contactId}":   {roles: loader, scope: programs, path: contact, body: right("putContact")},
		"PATCH /v1/organizations/{id}/contacts/{contactId}": {roles: staff, scope: programs, path: contact, body: right("correctContact")},

		"GET /v1/referrals":                        {roles: staff, scope: grantees, list: true, path: "/v1/referrals?q=" + g.sent.Reference},
		"POST /v1/referrals":                       {roles: referring, scope: grantees, path: "/v1/referrals", body: right("createReferral")},
		"GET /v1/referrals/{id}":                   {roles: staff, scope: grantees, path: sent},
		"PUT /v1/referrals/{id}":                   {roles: referring, scope: grantees, path: draft, body: right("changeDraft")},
		"POST /v1/referrals/{id}/send":             {roles: staff, scope: grantees, path: draft + "/send", body: right("sendReferral")},
		"POST /v1/referrals/{id}/cancel":           {roles: staff, scope: grantees, path: sent + "/cancel", body: right("cancelReferral")},
		"POST /v1/referrals/{id}/resend":           {roles: staff, scope: grantees, path: sent + "/resend", body: right("resendReferral")},
		"POST /v1/referrals/{id}/answers":          {roles: staff, scope: grantees, path: sent + "/answers", body: right("recordAnswer")},
		"POST /v1/referrals/{id}/consent":          {roles: staff, scope: grantees, path: sent + "/consent", body: right("recordConsent")},
		"POST /v1/referrals/{id}/consent/withdraw": {roles: staff, scope: grantees, path: sent + "/consent/withdraw", body: right("withdrawConsent")},

		"GET /v1/grantees":            {roles: office, scope: callers, path: "/v1/grantees"},
		"GET /v1/dashboard":           {roles: referring, scope: callers, path: "/v1/dashboard"},
		"GET /v1/dashboard/customers": {roles: referring, scope: grantees, list: true, path: "/v1/dashboard/customers?row=awaiting-response"},
	}
}

// supportStrangers are all roles in the thing's grantee, in another one, and in another program.
func supportStrangers() []stranger {
	var all []stranger
	for role := range strings.FieldsSeq(everyRole) {
		all = append(all,
			stranger{name: role, role: role, program: "ceja", organization: "lincoln-land"},
			stranger{name: role + "OfAnotherGrantee", role: role, program: "ceja", organization: "prairie-works", otherGrantee: true},
			stranger{name: role + "OfAnotherProgram", role: role, program: "ks-dcf", organization: "dcf", otherProgram: true},
			// A namesake of the grantee in another program opens nothing.
			stranger{name: role + "OfANamesake", role: role, program: "ks-dcf", organization: "lincoln-land", otherProgram: true},
		)
	}
	return all
}
