package referral_test

import (
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
)

func TestFollowContact(t *testing.T) {
	d := sent(t, "transportation")
	was := d.state.Contact
	corrected := was
	corrected.Email = "new@partner.referrals.test"
	change := d.do(d.state.FollowContact(d.cmd(), corrected))
	if e := change.Event(); e.Type != referral.ContactChanged || d.state.Contact.Email != corrected.Email ||
		e.Note != "The contact's address was corrected from "+was.Email+" to new@partner.referrals.test." {
		t.Errorf("recorded %s %q, contact %+v", e.Type, e.Note, d.state.Contact)
	}
	again, err := d.state.FollowContact(d.cmd(), corrected)
	if err != nil || !again.Nothing() {
		t.Errorf("the same correction again: %v", err)
	}
	other := corrected
	other.ID = "another"
	if change, err := d.state.FollowContact(d.cmd(), other); err != nil || !change.Nothing() {
		t.Errorf("another contact's correction: %v", err)
	}
	d.cancel()
	if change, err := d.state.FollowContact(d.cmd(), was); err != nil || !change.Nothing() {
		t.Errorf("a correction after the end: %v", err)
	}
}

func TestFollowMerge(t *testing.T) {
	d := sent(t, "transportation")
	from := d.state.Organization.ID
	into := referral.Organization{ID: "shelter", Name: "Second Street Shelter", Sensitive: true}
	change := d.do(d.state.FollowMerge(d.cmd(), from, into))
	if d.state.Organization != into || change.Event().Type != referral.ContactChanged {
		t.Errorf("moved to %+v", d.state.Organization)
	}
	if !d.state.Sensitive {
		t.Error("the link of a referral to a shelter asks for no code")
	}
	if g := change.Guards(); len(g.Take) != 1 || !g.Repeat || len(change.Left()) != 1 {
		t.Errorf("guards %+v, left %v", g, change.Left())
	}
	if again, err := d.state.FollowMerge(d.cmd(), from, into); err != nil || !again.Nothing() {
		t.Errorf("the same merge again: %v", err)
	}
	d.cancel()
	if change := d.do(d.state.FollowMerge(d.cmd(), into.ID, referral.Organization{ID: "o2", Name: "Third"})); len(change.Guards().Take)+len(change.Left()) != 0 {
		t.Error("an ended referral took or left guards")
	}
}

// A referral is not made for, nor sent again to, an entry of the directory that is another by now.
func TestMergedOrganizationTakesNothing(t *testing.T) {
	d := sent(t, "transportation")
	p := parties()
	p.Organization.MergedInto = "o2"
	for name, refused := range map[string]func() (referral.Change, error){
		"Create": func() (referral.Change, error) {
			return referral.Create(d.cmd(), referralID, p, referral.Request{Services: []string{"transportation"}})
		},
		"Resend": func() (referral.Change, error) { return d.state.Resend(d.cmd(), p) },
	} {
		_, err := refused()
		if e, ok := err.(*referral.Error); !ok || e.Kind != referral.Conflict || e.DuplicateOf != "o2" {
			t.Errorf("%s: %v, want a conflict that names o2", name, err)
		}
	}
}
