package command

import (
	"net/http"

	"github.com/referral-tool/referrals/infra/storm/internal/client"
)

// leavers are how many customers of each grantee and of Kansas, the last ones, may be held and erased.
const leavers = 5

// admins are who may hold and erase them, by customer.
var admins = adminsOf()

func adminsOf() map[string]string {
	admins := map[string]string{}
	for n := customersOfEach - leavers; n < customersOfEach; n++ {
		for _, g := range grantees {
			admins[customerID(g.id, n)] = "program-admin"
		}
		admins[customerID(kansas, n)] = kansasAdmin
	}
	return admins
}

func (g *Generator) leaver() string {
	of := pick(g.random, []string{grantees[0].id, grantees[1].id, kansas})
	return customerID(of, customersOfEach-1-g.random.IntN(leavers))
}

// leftBehind is a referral whose end lets its customer be erased, as far as it goes.
func leftBehind(r *referral) bool { return r.over && admins[r.customer] != "" }

// erase is refused while a hold stands or referrals are open. Again, it changes nothing. Mostly it takes one of whom there
// is something to erase.
func (g *Generator) erase() (client.Call, learn, bool) {
	id := g.leaver()
	if r, found := g.world.one(g.random, leftBehind); found {
		id = r.customer
	} else if g.random.IntN(3) > 0 {
		return client.Call{}, nil, false
	}
	return about(post(admins[id], "/v1/customers/"+id+"/erase", object{}), "erasure", id, ""), nil, true
}

// hold puts a legal hold on a customer; release ends one, if one stands.
func (g *Generator) hold() (client.Call, learn, bool) {
	id, marker := g.leaver(), g.world.marker()
	body := object{"hold": true, "reason": "Suit " + marker}
	return about(post(admins[id], "/v1/customers/"+id+"/hold", body), "hold", id, marker), nil, true
}

func (g *Generator) release() (client.Call, learn, bool) {
	id := g.leaver()
	body := object{"hold": false, "reason": "Suit ended"}
	return about(post(admins[id], "/v1/customers/"+id+"/hold", body), "release", id, ""), nil, true
}

func (g *Generator) export() (client.Call, learn, bool) {
	id := g.leaver()
	call := client.Call{Persona: admins[id], Method: http.MethodGet, Path: "/v1/customers/" + id + "/export"}
	return about(call, "export", "", ""), nil, true
}
