package e2e

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// personaOf is somebody of each role in the program ceja.
var personaOf = map[string]object{
	"case-manager":  {},
	"program-admin": {"role": "program-admin"},
	"integration":   {"role": "integration"},
	"navigator":     {"role": "navigator"},
	"provider":      {"role": "provider"},
}

// concrete is an operation's path with ids in the place of its parameters.
func (g stage) concrete(path string) string {
	id := g.sent.ID
	switch {
	case strings.HasPrefix(path, "/v1/customers/"):
		id = g.customer
	case strings.HasPrefix(path, "/v1/organizations/"):
		id = g.organization
	}
	return strings.NewReplacer("{id}", id, "{contactId}", g.contact, "/r/{token}", g.link).Replace(path)
}

// TestRoles makes each call as everybody who may never make it: 403, whatever the body says, and 401 without a token.
func TestRoles(t *testing.T) {
	s := running(t)
	g := setStage(t, s, "roles")
	examples := g.examples()
	wantUnchanged(t, s, func() {
		for _, operation := range readContract(t).calls() {
			if operation.open {
				continue
			}
			path, body := g.concrete(operation.path), examples[operation.id].body
			t.Run(operation.id+"/nobody", func(t *testing.T) {
				anybody(t, s).do(operation.method, path, nil).want(401).holds(`{"message":"Unauthorized"}`)
			})
			for _, role := range slices.Sorted(maps.Keys(personaOf)) {
				if len(operation.roles) == 0 || slices.Contains(operation.roles, role) {
					continue
				}
				t.Run(operation.id+"/"+role, func(t *testing.T) {
					refuses(t, asClaiming(t, s, "case-manager", personaOf[role]).sendJSON(operation.method, path, raw(t, body)), 403)
				})
			}
		}
	})
}

// TestForeignThings: what belongs to another grantee or another program answers as if it did not exist.
func TestForeignThings(t *testing.T) {
	s := running(t)
	g := setStage(t, s, "foreign")
	examples := allExamples(t, s, g)
	foreigners := []struct {
		persona, role string
		sees          string // what is shared with them
	}{
		{"case-manager-2", "case-manager", "/v1/organizations"},
		{"navigator", "navigator", ""},
		{"navigator", "program-admin", ""},
	}
	wantUnchanged(t, s, func() {
		for _, operation := range readContract(t).calls() {
			for _, foreigner := range foreigners {
				shared := foreigner.sees != "" && strings.HasPrefix(operation.path, foreigner.sees)
				if !strings.Contains(operation.path, "{id}") || !slices.Contains(operation.roles, foreigner.role) || shared {
					continue
				}
				t.Run(operation.id+"/"+foreigner.persona+"/"+foreigner.role, func(t *testing.T) {
					other := asClaiming(t, s, foreigner.persona, object{"role": foreigner.role})
					var body any
					if example, ok := examples[operation.id]; ok {
						body = example.body
					}
					refuses(t, other.sendJSON(operation.method, g.concrete(operation.path), body), 404)
				})
			}
		}
	})
}

// TestForeignIDsInBodies: ids of others do not open what the path does not.
func TestForeignIDsInBodies(t *testing.T) {
	s := running(t)
	mine, other := settleIn(t, s, "ids-mine", nil), settleIn(t, s, "ids-other", nil)
	as(t, s, "integration").put("/v1/customers/ids-foreign", customerOf("prairie-works", "Testa", "Foreign")).want(201)
	as(t, s, "integration-ks").put("/v1/organizations/ids-kansas", object{"name": "Kansas Provider"}).want(201)
	as(t, s, "integration-ks").put("/v1/organizations/ids-kansas/contacts/ids-mine", object{"name": "X", "email": "x@y.test"}).want(201)
	sent := mine.refer(t, s, "transportation")
	wantUnchanged(t, s, func() {
		right := mine.request("legal-aid")
		for name, w := range map[string]struct {
			body   object
			status int
		}{
			"ForeignCustomer":       {with(right, "customerId", "ids-foreign"), 404},
			"UnknownCustomer":       {with(right, "customerId", "nobody"), 404},
			"UnknownOrganization":   {with(right, "organizationId", "nobody"), 404},
			"ForeignProgramsOne":    {with(right, "organizationId", "ids-kansas"), 404},
			"ContactOfAnother":      {with(right, "contactId", other.contact), 404},
			"OrganizationOfAnother": {with(right, "organizationId", other.organization), 404},
		} {
			t.Run(name, func(t *testing.T) {
				refuses(t, as(t, s, "case-manager").post("/v1/referrals", w.body), w.status)
			})
		}
		t.Run("ResendToAnothersContact", func(t *testing.T) {
			refuses(t, as(t, s, "case-manager").post("/v1/referrals/"+sent.ID+"/resend", object{"contactId": other.contact}), 404)
		})
	})
}

// TestForeignLists: searches and lists hold what is one's own.
func TestForeignLists(t *testing.T) {
	s := running(t)
	g := setStage(t, s, "lists")
	for _, persona := range []string{"case-manager-2", "navigator"} {
		other := as(t, s, persona)
		other.get("/v1/customers?q=lists").want(200).lacks("lists")
		other.get("/v1/referrals").want(200).lacks(g.sent.ID)
		other.get("/v1/referrals?q=" + g.sent.Reference).want(200).lacks(g.sent.ID)
		other.get("/v1/referrals", asCSV...).want(200).lacks(g.sent.Reference)
	}
	as(t, s, "navigator").get("/v1/organizations?q=lists").want(200).lacks("lists")
	as(t, s, "program-admin").get("/v1/referrals?q=" + g.sent.Reference).want(200).holds(g.sent.ID)

	// A cursor is its owner's, of its list and filter.
	first := read[list[any]](as(t, s, "case-manager").get("/v1/organizations?limit=1").want(200))
	if first.NextCursor == "" {
		t.Fatal("there is no second page")
	}
	for path, persona := range map[string]string{
		"/v1/organizations?limit=1&cursor=":         "navigator",
		"/v1/organizations?limit=1&q=lists&cursor=": "case-manager",
		"/v1/customers?limit=1&cursor=":             "case-manager",
		"/v1/referrals?limit=1&cursor=x":            "case-manager",
	} {
		refuses(t, as(t, s, persona).get(path+first.NextCursor), 400)
	}
	as(t, s, "case-manager").get("/v1/organizations?limit=1&cursor=" + first.NextCursor).want(200)
}

func TestTokens(t *testing.T) {
	s := running(t)
	for name, claims := range map[string]object{
		"Expired": {"exp": time.Now().Add(-time.Hour).Unix()}, "OfAnotherClient": {"aud": "another"},
		"OfAnotherIssuer": {"iss": "https://elsewhere.test"}, "NotYet": {"nbf": time.Now().Add(time.Hour).Unix()},
	} {
		t.Run(name, func(t *testing.T) { asClaiming(t, s, "case-manager", claims).get("/v1/me").want(401) })
	}
	for name, claims := range map[string]object{
		"NoRole": {"role": nil}, "UnknownRole": {"role": "king"}, "UnknownProgram": {"program": "elsewhere"},
		"NoOrganization": {"organization": nil}, "OrganizationWithSeparator": {"organization": "a#b"},
		"RolesInAList": {"role": []string{"case-manager", "program-admin"}},
	} {
		t.Run(name, func(t *testing.T) { refuses(t, asClaiming(t, s, "case-manager", claims).get("/v1/customers"), 403) })
	}
	t.Run("Tampered", func(t *testing.T) {
		c := as(t, s, "case-manager")
		c.token = flipped(c.token)
		c.get("/v1/me").want(401)
	})
	t.Run("NoToken", func(t *testing.T) {
		anybody(t, s).get("/v1/me", "Authorization", "Bearer nonsense").want(401)
		anybody(t, s).get("/v1/me", "Authorization", "Basic dXNlcjpwYXNz").want(401)
	})
}
