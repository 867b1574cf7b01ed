package command

import (
	"net/http"

	"github.com/referral-tool/referrals/infra/storm/internal/client"
)

// leavers are how many customers of each grantee, the last ones, may be held and erased.
const leavers = 5

func (g *Generator) leaver() string {
	return customerID(pick(g.random, grantees).id, customersOfEach-1-g.random.IntN(leavers))
}

// erase is refused while a hold stands or referrals are open. Again, it changes nothing.
func (g *Generator) erase() (client.Call, learn, bool) {
	id := g.leaver()
	return about(post("program-admin", "/v1/customers/"+id+"/erase", object{}), "erasure", id, ""), nil, true
}

// hold puts a legal hold on a customer; release ends one, if one stands.
func (g *Generator) hold() (client.Call, learn, bool) {
	id, marker := g.leaver(), g.world.marker()
	body := object{"hold": true, "reason": "Suit " + marker}
	return about(post("program-admin", "/v1/customers/"+id+"/hold", body), "hold", id, marker), nil, true
}

func (g *Generator) release() (client.Call, learn, bool) {
	id := g.leaver()
	body := object{"hold": false, "reason": "Suit ended"}
	return about(post("program-admin", "/v1/customers/"+id+"/hold", body), "release", id, ""), nil, true
}

func (g *Generator) export() (client.Call, learn, bool) {
	call := client.Call{Persona: "program-admin", Method: http.MethodGet, Path: "/v1/customers/" + g.leaver() + "/export"}
	return about(call, "export", "", ""), nil, true
}
