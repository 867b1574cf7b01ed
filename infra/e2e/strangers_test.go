package e2e

import (
	"crypto/rand"
	"crypto/rsa"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/referral-tool/referrals/infra/local/system"
)

// matrix is what everybody may do with one thing.
type matrix struct {
	rows      map[string]row // by route
	strangers []stranger
	mark      string // stands in lists that show the thing
}

// TestStrangers makes each call of the template as everybody, with good tokens and with bad ones. A route without a row
// fails: whoever adds one says who may call it.
func TestStrangers(t *testing.T) {
	s := running(t)
	g := setStage(t, s, "strangers")
	view(t, s, g.sent.ID) // which stands in the access records
	e := setEmploymentStage(t, s, "newcomer", "Newcomer")
	matrices := map[string]matrix{
		"Open":       {rows: merged(portalRows(), g.partnerRows())},
		"Support":    {rows: g.supportRows(), strangers: supportStrangers(), mark: g.customer},
		"Employment": {rows: e.employmentRows(), strangers: employmentStrangers(), mark: e.client},
	}
	wantRows(t, s, matrices)
	wantRolesOfContract(t, matrices)
	// Strangers send what would be right if they were somebody else: nothing of it is stored or sent.
	wantUnchanged(t, s, func() {
		for name, m := range matrices {
			t.Run(name, func(t *testing.T) { m.refusals(t, s) })
		}
	})
	for name, m := range matrices {
		t.Run(name+"Admitted", func(t *testing.T) { m.admissions(t, s) })
	}
}

// TestForeignDashboard: without a name the figures are the caller's own; another grantee's are not to be asked for.
func TestForeignDashboard(t *testing.T) {
	s := running(t)
	for _, path := range []string{"/v1/dashboard?grantee=", "/v1/dashboard/customers?row=answered&grantee="} {
		refuses(t, as(t, s, "case-manager-2").get(path+"lincoln-land"), http.StatusNotFound)
		as(t, s, "program-admin").get(path + "lincoln-land").want(http.StatusOK)
		refuses(t, asClaiming(t, s, "navigator", object{"role": "program-admin"}).get(path+"lincoln-land"), http.StatusNotFound)
	}
}

func merged(all ...map[string]row) map[string]row {
	rows := map[string]row{}
	for _, some := range all {
		for route, r := range some {
			rows[route] = r
		}
	}
	return rows
}

// wantRows fails the test unless each route of the template has a row, and each row a route.
func wantRows(t *testing.T, s *system.System, matrices map[string]matrix) {
	t.Helper()
	routes := map[string]bool{}
	for _, route := range s.Template.API.Routes {
		key := route.Method + " " + route.Path
		if route.Path == "$default" {
			key = route.Path
		}
		routes[key] = false
	}
	for _, m := range matrices {
		for route, r := range m.rows {
			if _, exists := routes[route]; !exists {
				t.Errorf("there is a row for %s, which is no route", route)
			}
			routes[route] = true
			if r.open == 0 && !r.file && r.roles == "" {
				t.Errorf("the row for %s does not say who may make the call", route)
			}
		}
	}
	for route, has := range routes {
		if !has {
			t.Errorf("route %s has no row: say who may make the call, and whose the thing is", route)
		}
	}
}

// wantRolesOfContract fails the test unless the contract promises each call to those whom its row admits.
func wantRolesOfContract(t *testing.T, matrices map[string]matrix) {
	t.Helper()
	for _, call := range readContract(t).calls() {
		for _, m := range matrices {
			r, exists := m.rows[call.method+" "+call.path]
			if !exists {
				continue
			}
			promised := slices.Sorted(slices.Values(call.roles))
			if !call.open && len(promised) == 0 {
				promised = strings.Fields(everyRole)
			}
			if admitted := slices.Sorted(strings.FieldsSeq(r.roles)); !slices.Equal(promised, admitted) {
				t.Errorf("%s is for %v by the contract, and for %v by its row", call.id, promised, admitted)
			}
		}
	}
}

// refusals makes the calls that are refused.
func (m matrix) refusals(t *testing.T, s *system.System) {
	forged := forger(t, s)
	for route, r := range m.rows {
		if r.file {
			continue
		}
		t.Run(named(route), func(t *testing.T) {
			role, _, _ := strings.Cut(r.roles, " ")
			for name, token := range forged(role) {
				status := http.StatusUnauthorized
				if r.open != 0 {
					status = r.open // a link is the proof, whatever comes with it
				}
				t.Run(name, func(t *testing.T) {
					answer := holding(t, s, token).call(route, r.path, r.body).want(status)
					if r.open == 0 {
						answer.holds(`{"message":"Unauthorized"}`)
					}
				})
			}
			for _, who := range m.strangers {
				t.Run(who.name, func(t *testing.T) { m.refuse(t, s, route, r, who) })
			}
		})
	}
}

// marked is what a list holds when it shows the row's thing.
func (m matrix) marked(r row) string {
	if r.mark != "" {
		return r.mark
	}
	return m.mark
}

func (m matrix) refuse(t *testing.T, s *system.System, route string, r row, who stranger) {
	answer := func() *reply { return who.signedIn(t, s).call(route, r.path, r.body) }
	switch r.verdict(who) {
	case forbidden:
		refuses(t, answer(), http.StatusForbidden)
	case unknown:
		refuses(t, answer(), http.StatusNotFound)
	case unlisted:
		answer().want(http.StatusOK).lacks(m.marked(r))
	}
}

// admissions makes the calls of those who may: reading them answers, and writing them gets as far as to their body, in
// which a field is wrong.
func (m matrix) admissions(t *testing.T, s *system.System) {
	for route, r := range m.rows {
		for _, who := range m.strangers {
			if r.verdict(who) != admitted {
				continue
			}
			t.Run(named(route)+"/"+who.name, func(t *testing.T) {
				if !strings.HasPrefix(route, "GET ") {
					who.signedIn(t, s).call(route, r.path, object{"strange": true}).want(http.StatusUnprocessableEntity)
					return
				}
				shown := who.signedIn(t, s).call(route, r.path, nil).want(http.StatusOK)
				if r.list {
					shown.holds(m.marked(r))
				}
			})
		}
	}
}

// named is a route as a name of a test: a slash would begin a subtest.
func named(route string) string { return strings.ReplaceAll(route, "/", ".") }

// call makes the call of a route. The contract is held against the answers elsewhere: here it would take most of the
// time.
func (c *client) call(route, path string, body object) *reply {
	c.t.Helper()
	c.http.Transport = connections
	method, _, found := strings.Cut(route, " ")
	if !found {
		method = http.MethodGet // $default
	}
	if body == nil {
		return c.do(method, path, nil, asJSON...)
	}
	return c.sendJSON(method, path, body, asJSON...)
}

func (w stranger) signedIn(t *testing.T, s *system.System) *client {
	t.Helper()
	sub := w.sub
	if sub == "" {
		sub = w.name
	}
	return asClaiming(t, s, "case-manager", object{"sub": sub, "role": w.role, "program": w.program, "organization": w.organization})
}

func holding(t *testing.T, s *system.System, token string) *client {
	t.Helper()
	c := anybody(t, s)
	c.token = token
	return c
}

// forger makes the tokens that open nothing, by what is wrong with them, of somebody who could make a call in a role.
func forger(t *testing.T, s *system.System) func(role string) map[string]string {
	t.Helper()
	foreign, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	made := map[string]map[string]string{}
	return func(role string) map[string]string {
		if made[role] == nil {
			made[role] = forgeries(t, s, role, foreign)
		}
		return made[role]
	}
}

func forgeries(t *testing.T, s *system.System, role string, foreign *rsa.PrivateKey) map[string]string {
	t.Helper()
	issued := func(name string, value any) string {
		token, err := s.Token("case-manager", object{"role": role, name: value})
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	signed := func(method jwt.SigningMethod, key any) string {
		good, _, err := jwt.NewParser().ParseUnverified(issued("role", role), jwt.MapClaims{})
		if err != nil {
			t.Fatal(err)
		}
		forged := jwt.NewWithClaims(method, good.Claims)
		forged.Header["kid"] = good.Header["kid"]
		token, err := forged.SignedString(key)
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	return map[string]string{
		"NoToken":         "",
		"Nonsense":        "nonsense",
		"Expired":         issued("exp", time.Now().Add(-time.Hour).Unix()),
		"NotYet":          issued("nbf", time.Now().Add(time.Hour).Unix()),
		"OtherIssuer":     issued("iss", "https://elsewhere.test"),
		"OtherAudience":   issued("aud", "another"),
		"Unsigned":        signed(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType),
		"SignedByAnother": signed(jwt.SigningMethodRS256, foreign),
		"SignedBySecret":  signed(jwt.SigningMethodHS256, []byte("secret")),
	}
}
