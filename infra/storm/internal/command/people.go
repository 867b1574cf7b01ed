package command

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"

	"github.com/referral-tool/referrals/infra/storm/internal/client"
)

// grantees of the Illinois program, and who works there.
var grantees = []struct{ id, persona string }{
	{"lincoln-land", "case-manager"},
	{"prairie-works", "case-manager-2"},
}

// kansas stands in the ids of the Kansas program's clients.
const kansas = "kansas"

// kansasAdmin is the Kansas program's administrator, whom the demonstration has not.
const kansasAdmin = "program-admin-ks"

// Claims are what the token of a persona says: a persona of the demonstration, and what is different.
func Claims(persona string) (known string, different map[string]any) {
	if persona == kansasAdmin {
		return "program-admin", map[string]any{"sub": kansasAdmin, "program": "ks-dcf", "organization": "dcf"}
	}
	return persona, nil
}

// providers of the Kansas program, and who answers for them.
var providers = []struct{ id, persona string }{
	{"provider-heartland", "provider"},
	{"provider-flinthills", "provider-2"},
}

var navigators = []string{"navigator", "navigator-2"}

var blocks = []string{"Work Programs", "FAET", "GOALS"}

// Settle gives the calls that bring in customers, partners and their contacts, before any storm.
func Settle() []client.Call {
	var calls []client.Call
	for o := range organizations {
		calls = append(calls, put("integration", "/v1/organizations/"+organizationID(o), object{
			"name": fmt.Sprintf("Partner %02d", o), "receivesOnly": o == 0,
		}))
		for c := range contactsOfEach {
			calls = append(calls, put("integration", contactPath(organizationID(o), contactID(c)), contactOf(organizationID(o), contactID(c), "first")))
		}
	}
	for n := range customersOfEach {
		for _, g := range grantees {
			calls = append(calls, put("integration", "/v1/customers/"+customerID(g.id, n), customerOf(customerID(g.id, n), g.id, "1 Main St")))
		}
		calls = append(calls, put("integration-ks", "/v1/customers/"+customerID(kansas, n), clientOf(n, "1 Main St", navigators[n%2])))
	}
	for _, p := range providers {
		calls = append(calls,
			put("integration-ks", "/v1/organizations/"+p.id, object{"name": "Provider " + p.id}),
			put("integration-ks", contactPath(p.id, "intake"), contactOf(p.id, "intake", "first")))
	}
	return calls
}

func contactPath(organization, contact string) string {
	return "/v1/organizations/" + organization + "/contacts/" + contact
}

// contactOf has an address of its own for each correction.
func contactOf(organization, contact, correction string) object {
	return object{
		"name":  "Contact " + contact + " of " + organization,
		"email": contact + "." + correction + "@" + organization + ".referrals.test",
	}
}

// Words are what tells who a customer is, by id: last name and case number. No two customers share one.
func Words() map[string][]string {
	words := map[string][]string{}
	for n := range customersOfEach {
		for _, g := range grantees {
			words[customerID(g.id, n)] = []string{lastName(customerID(g.id, n))}
		}
		words[customerID(kansas, n)] = []string{lastName(customerID(kansas, n)), caseNumber(n)}
	}
	return words
}

func caseNumber(n int) string { return fmt.Sprintf("KSCASE%02d", n) }

func lastName(id string) string { return "Storm" + strings.ReplaceAll(id, "-", "") }

func customerOf(id, grantee, address string) object {
	return object{
		"firstName": "Testa", "lastName": lastName(id), "address": address, "phone": "217-555-0100",
		"email": "customer@referrals.test", "group": "CEJA/FEJA Programs", "grantee": grantee,
	}
}

func clientOf(n int, address, navigator string) object {
	return object{
		"firstName": "Renée", "lastName": "Peña " + lastName(customerID(kansas, n)), "address": address, "phone": "785-555-0111",
		"email": "client@referrals.test", "grantee": "dcf", "caseNumber": caseNumber(n),
		"programBlocks": []any{object{"block": blocks[n%len(blocks)], "navigator": navigator}},
	}
}

// loadCustomer changes a customer of either program; of a Kansas client also the navigator, of others now and then the
// grantee.
func (g *Generator) loadCustomer() (client.Call, learn, bool) {
	n, marker := g.random.IntN(customersOfEach), g.world.marker()
	if g.random.IntN(2) == 0 {
		call := put("integration-ks", "/v1/customers/"+customerID(kansas, n), clientOf(n, marker+" St", pick(g.random, navigators)))
		return about(call, "customer load", customerID(kansas, n), marker), nil, true
	}
	id := customerID(pick(g.random, grantees).id, n)
	grantee, _, _ := strings.Cut(id, fmt.Sprintf("-%02d", n))
	if g.random.IntN(4) == 0 {
		grantee = pick(g.random, grantees).id
	}
	return about(put("integration", "/v1/customers/"+id, customerOf(id, grantee, marker+" St")), "customer load", id, marker), nil, true
}

var options = []string{
	"referral-for-transportation-assistance", "referral-for-housing-assistance", "referral-for-legal-aid",
	"referral-for-technology-assistance", "referral-for-other-phone", "referral-for-health-care-services-counseling",
}

func (g *Generator) assess() (client.Call, learn, bool) {
	grantee := pick(g.random, grantees)
	id := customerID(grantee.id, g.random.IntN(customersOfEach))
	date := fmt.Sprintf("2026-%02d-%02d", 1+g.random.IntN(10), 1+g.random.IntN(28))
	call := post(grantee.persona, "/v1/customers/"+id+"/assessments", object{"date": date, "options": some(g.random, options, 3)})
	return g.keyed(about(call, "assessment", id, "")), nil, true
}

// correctContact gives a contact another address, which revives one that bounced.
func (g *Generator) correctContact() (client.Call, learn, bool) {
	organization, contact, marker := organizationID(g.random.IntN(organizations-merges)), contactID(g.random.IntN(contactsOfEach)), g.world.marker()
	persona := "integration"
	if g.random.IntN(4) == 0 {
		organization, contact, persona = pick(g.random, providers).id, "intake", "integration-ks"
	}
	return about(put(persona, contactPath(organization, contact), contactOf(organization, contact, marker)),
		"contact correction", organization, marker), nil, true
}

func (g *Generator) merge() (client.Call, learn, bool) {
	from, left := g.world.nextMerge()
	if !left {
		return client.Call{}, nil, false
	}
	into := organizationID(1 + g.random.IntN(organizations-merges-1))
	return about(post("program-admin", "/v1/organizations/"+from+"/merge", object{"into": into}), "merge", from, into), nil, true
}

func pick[T any](random *rand.Rand, from []T) T { return from[random.IntN(len(from))] }

// some picks up to most of them, each once.
func some(random *rand.Rand, from []string, most int) []string {
	var picked []string
	for _, at := range random.Perm(len(from))[:random.IntN(most)+1] {
		picked = append(picked, from[at])
	}
	return picked
}

func put(persona, path string, body object) client.Call {
	return jsonCall(http.MethodPut, persona, path, body)
}

func post(persona, path string, body object) client.Call {
	return jsonCall(http.MethodPost, persona, path, body)
}
