package e2e

import (
	"testing"
	"time"

	"github.com/referral-tool/referrals/infra/local/system"
)

// TestRetention: years after the end, the sweep erases what no hold keeps, and a second one writes nothing.
func TestRetention(t *testing.T) {
	s := start(t, system.Options{}) // the others' customers would be erased too
	office, staff := as(t, s, "program-admin"), as(t, s, "case-manager")
	places := map[string]place{}
	for _, name := range []string{"ended", "held", "open"} {
		p := settleIn(t, s, name, nil)
		places[name] = p
		as(t, s, "integration").put("/v1/customers/"+p.customer, customerOf("lincoln-land", "Zebulon"+name, "Quimby"+name)).want(200)
		sent := p.refer(t, s, "transportation")
		settle(t, s)
		if name != "open" {
			staff.post("/v1/referrals/"+sent.ID+"/cancel", object{"reason": "Quimby" + name + " moved."}).want(200)
		}
	}
	office.post("/v1/customers/held/hold", object{"hold": true, "reason": "Litigation."}).want(200)
	settle(t, s)
	later := time.Now().AddDate(6, 0, 0)
	for range 2 { // the first finds the referrals, whose customers wait for them
		sweep(t, s, later)
		later = later.AddDate(0, 1, 1)
	}
	settle(t, s)
	wantNowhere(t, s, "zebulonended", "quimbyended")
	for name, first := range map[string]string{"ended": "Erased", "held": "Zebulonheld", "open": "Zebulonopen"} {
		staff.get("/v1/customers/" + places[name].customer).want(200).holds(first)
		staff.get("/v1/customers/" + places[name].customer + "/referrals").want(200).holds(first)
	}
	wantUnchanged(t, s, func() { sweep(t, s, later.AddDate(0, -1, -1)) })
}
