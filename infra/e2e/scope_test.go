package e2e

import "testing"

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

// TestForeignExports: what the whole list of others holds is not in one's own.
func TestForeignExports(t *testing.T) {
	s := running(t)
	g := setStage(t, s, "exports")
	for _, persona := range []string{"case-manager-2", "navigator"} {
		as(t, s, persona).get("/v1/referrals", asCSV...).want(200).lacks(g.sent.Reference)
	}
	as(t, s, "program-admin").get("/v1/referrals", asCSV...).want(200).holds(g.sent.Reference)
}

// TestForeignCursors: a cursor is its owner's, of its list and filter.
func TestForeignCursors(t *testing.T) {
	s := running(t)
	setStage(t, s, "cursors")
	first := read[list[any]](as(t, s, "case-manager").get("/v1/organizations?limit=1").want(200))
	if first.NextCursor == "" {
		t.Fatal("there is no second page")
	}
	for path, persona := range map[string]string{
		"/v1/organizations?limit=1&cursor=":           "navigator",
		"/v1/organizations?limit=1&q=cursors&cursor=": "case-manager",
		"/v1/customers?limit=1&cursor=":               "case-manager",
		"/v1/referrals?limit=1&cursor=x":              "case-manager",
	} {
		refuses(t, as(t, s, persona).get(path+first.NextCursor), 400)
	}
	as(t, s, "case-manager").get("/v1/organizations?limit=1&cursor=" + first.NextCursor).want(200)
}

// TestClaims: a token of ours whose claims make nobody whole opens nothing.
func TestClaims(t *testing.T) {
	s := running(t)
	for name, claims := range map[string]object{
		"NoRole": {"role": nil}, "UnknownRole": {"role": "king"}, "UnknownProgram": {"program": "elsewhere"},
		"NoOrganization": {"organization": nil}, "OrganizationWithSeparator": {"organization": "a#b"},
		"RolesInAList": {"role": []string{"case-manager", "program-admin"}},
	} {
		t.Run(name, func(t *testing.T) { refuses(t, asClaiming(t, s, "case-manager", claims).get("/v1/customers"), 403) })
	}
	t.Run("OtherScheme", func(t *testing.T) {
		anybody(t, s).get("/v1/me", "Authorization", "Basic dXNlcjpwYXNz").want(401)
	})
}
