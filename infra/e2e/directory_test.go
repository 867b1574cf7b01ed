package e2e

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// patch corrects some fields.
func (c *client) patch(path string, body any) *reply {
	c.t.Helper()
	return c.sendJSON("PATCH", path, body)
}

// A bounced address is corrected: the open referrals that go to it tell so, and the next mail goes to the new one.
func TestCorrectedContact(t *testing.T) {
	s := running(t)
	p := settleIn(t, s, "correct-contact", nil)
	staff := as(t, s, "case-manager")
	open, ended := p.refer(t, s, "transportation"), p.refer(t, s, "legal-aid")
	staff.post("/v1/referrals/"+ended.ID+"/cancel", nil).want(200)
	settle(t, s)

	path := "/v1/organizations/" + p.organization + "/contacts/" + p.contact
	staff.patch(path, object{"email": "no address"}).want(422).holds(`"email"`)
	staff.patch(path, object{"mail": "a@b.test"}).want(422).holds(`"mail"`)
	staff.patch("/v1/organizations/"+p.organization+"/contacts/nobody", object{"name": "X"}).want(404)
	as(t, s, "integration").patch(path, object{"name": "X"}).want(403)
	staff.patch(path, object{"email": "new@partner.referrals.test"}).want(200).holds("new@partner.referrals.test", "Contact of correct-contact")
	settle(t, s)

	if got := view(t, s, open.ID); got.count("contact-changed") != 1 {
		t.Errorf("the open referral's timeline is %v", got.types())
	}
	if got := view(t, s, ended.ID); got.count("contact-changed") != 0 {
		t.Errorf("the ended referral's timeline is %v", got.types())
	}
	staff.post("/v1/referrals/"+open.ID+"/resend", nil).want(200)
	settle(t, s)
	wantKinds(t, s, "new@partner.referrals.test", "referral-resent")
}

func TestCorrectedOrganization(t *testing.T) {
	s := running(t)
	p := settleIn(t, s, "correct-organization", nil)
	admin, staff := as(t, s, "program-admin"), as(t, s, "case-manager")
	path := "/v1/organizations/" + p.organization
	staff.patch(path, object{"name": "Mine"}).want(403)
	admin.patch("/v1/organizations/nowhere", object{"name": "X"}).want(404)
	admin.patch(path, object{"name": ""}).want(422).holds(`"name"`)
	staff.post("/v1/organizations", object{"name": "Ribbon House"}).want(201)
	admin.patch(path, object{"name": "RIBBON-house"}).want(409).holds("duplicateOf")
	admin.patch(path, object{"name": "Corrected Partner", "phone": "217-555-0199"}).want(200).holds("Corrected Partner", "217-555-0199")
	found := read[list[struct{ ID string }]](staff.get("/v1/organizations?q=corrected").want(200))
	if len(found.Items) != 1 || found.Items[0].ID != p.organization {
		t.Errorf("a search for the new name finds %+v", found.Items)
	}
	if found := read[list[struct{ ID string }]](staff.get("/v1/organizations?q=partner+of+correct-organization").want(200)); len(found.Items) != 0 {
		t.Errorf("a search for the old name finds %+v", found.Items)
	}
}

// Two entries of one partner are merged: contacts and referrals follow, open ones guard against duplicates there, and
// nothing new goes to the entry that is gone.
func TestMergedOrganizations(t *testing.T) {
	s := running(t)
	gone, remains := settleIn(t, s, "merge-gone", nil), settleIn(t, s, "merge-remains", nil)
	admin, staff := as(t, s, "program-admin"), as(t, s, "case-manager")
	open := gone.refer(t, s, "transportation")
	canceled := gone.refer(t, s, "legal-aid")
	staff.post("/v1/referrals/"+canceled.ID+"/cancel", nil).want(200)

	merge := "/v1/organizations/" + gone.organization + "/merge"
	staff.post(merge, object{"into": remains.organization}).want(403)
	admin.post(merge, object{}).want(422).holds(`"into"`)
	admin.post(merge, object{"into": gone.organization}).want(422)
	admin.post(merge, object{"into": "nowhere"}).want(404)
	admin.post(merge, object{"into": remains.organization}).want(200).holds("Partner of merge-remains")
	admin.post(merge, object{"into": remains.organization}).want(409)
	settle(t, s)

	for _, id := range []string{open.ID, canceled.ID} {
		got := view(t, s, id)
		staff.get("/v1/referrals/" + id).want(200).holds("Partner of merge-remains")
		if got.count("contact-changed") != 1 {
			t.Errorf("the timeline is %v", got.types())
		}
	}
	request := gone.request("transportation")
	if p := read[problem](staff.post("/v1/referrals", request).want(409)); p.DuplicateOf != remains.organization {
		t.Errorf("a referral to the entry that is gone is led to %q", p.DuplicateOf)
	}
	request["organizationId"] = remains.organization // under the contact that has followed
	if p := read[problem](staff.post("/v1/referrals", request).want(409)); p.DuplicateOf != open.ID {
		t.Errorf("a duplicate at the one that remains names %q, want %q", p.DuplicateOf, open.ID)
	}
	staff.get("/v1/organizations?q=merge-gone").want(200).lacks(`"id":"merge-gone"`)
	if p := read[problem](staff.post("/v1/organizations", object{"name": "partner of MERGE GONE"}).want(409)); p.DuplicateOf == "" {
		t.Error("the old name is free again")
	}
	// The link that is already out still works, and its answer ends at the right place.
	anybody(t, s).post(gone.linkOf(t, s), answered("rejected"), asJSON...).want(200)
	request["contactId"] = gone.contact
	staff.post("/v1/referrals", request).want(201)
}

// Referrals that were being made while the merge ran are at the organization that remains in the end: one truth.
func TestMergeAgainstCreate(t *testing.T) {
	s := running(t)
	gone, remains := settleIn(t, s, "merge-race-gone", nil), settleIn(t, s, "merge-race-remains", nil)
	admin, staff := as(t, s, "program-admin"), as(t, s, "case-manager")
	reporting := as(t, s, "integration")
	const clients = 64
	for i := range clients {
		reporting.put(fmt.Sprintf("/v1/customers/merge-race-%d", i), customerOf("lincoln-land", "Racer", fmt.Sprint("Number", i))).want(201)
	}
	var some sync.WaitGroup // of the creates: the merge comes among them, not before them all
	some.Add(clients / 4)
	var answered atomic.Int32
	replies := atOnce(clients, func(i int) *reply {
		if i == clients/2 {
			some.Wait()
			return admin.post("/v1/organizations/"+gone.organization+"/merge", object{"into": remains.organization})
		}
		request := gone.request("transportation")
		request["customerId"] = fmt.Sprintf("merge-race-%d", i)
		r := staff.post("/v1/referrals", request)
		if answered.Add(1) <= clients/4 {
			some.Done()
		}
		return r
	})
	settle(t, s)
	sweep(t, s, time.Now().Add(3*time.Minute)) // looks through them once more
	made := 0
	for i, r := range replies {
		switch {
		case i == clients/2:
			r.want(200)
		case r.status == 201:
			made++
			id := read[referral](r).ID
			staff.get("/v1/referrals/" + id).want(200).holds("Partner of merge-race-remains")
			request := remains.request("transportation")
			request["customerId"] = fmt.Sprintf("merge-race-%d", i)
			if p := read[problem](staff.post("/v1/referrals", request).want(409)); p.DuplicateOf != id {
				t.Errorf("the guard names %q, want %q", p.DuplicateOf, id)
			}
		default:
			r.want(409)
		}
	}
	t.Logf("%d of %d referrals were made before the merge", made, clients-1)
}
