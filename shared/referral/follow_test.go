package referral_test

import (
	"testing"
	"time"

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

// What is marked in the directory counts for the referrals that are open there: their link asks for a code, their mails name
// nobody.
func TestFollowOrganization(t *testing.T) {
	d := sent(t, "transportation")
	shelter := d.state.Organization
	shelter.Sensitive, shelter.Phone = true, "217-555-0100"
	change := d.do(d.state.FollowOrganization(d.cmd(), shelter))
	if !d.state.Sensitive || d.state.Organization != shelter || change.Event().Type != referral.ContactChanged {
		t.Errorf("%s, sensitive %v, at %+v", change.Event().Type, d.state.Sensitive, d.state.Organization)
	}
	if again, err := d.state.FollowOrganization(d.cmd(), shelter); err != nil || !again.Nothing() {
		t.Errorf("the same correction again: %v", err)
	}
	elsewhere := shelter
	elsewhere.ID, elsewhere.Sensitive = "o2", false
	if change, err := d.state.FollowOrganization(d.cmd(), elsewhere); err != nil || !change.Nothing() {
		t.Errorf("another organization's correction: %v", err)
	}
	d.cancel()
	shelter.Sensitive = false
	if change, err := d.state.FollowOrganization(d.cmd(), shelter); err != nil || !change.Nothing() {
		t.Errorf("a correction after the end: %v", err)
	}
}

// "No reminder goes, it is never overdue": also where the organization turns out to be one that only receives, by a
// correction or a merge; and the other way round the deadlines begin on that day.
func TestFollowToOneThatOnlyReceives(t *testing.T) {
	for name, follow := range map[string]func(*desk, bool) (referral.Change, error){
		"Correction": func(d *desk, receives bool) (referral.Change, error) {
			o := d.state.Organization
			o.ReceivesOnly = receives
			return d.state.FollowOrganization(d.cmd(), o)
		},
		"Merge": func(d *desk, receives bool) (referral.Change, error) {
			return d.state.FollowMerge(d.cmd(), d.state.Organization.ID, referral.Organization{ID: "o2", Name: "Haven", ReceivesOnly: receives})
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := sent(t, housing)
			d.wait(30 * 24 * time.Hour)
			d.do(d.state.MarkOverdue(d.cmd()))
			d.do(follow(d, true))
			s := d.state
			if s.RemindAt != "" || s.ResponseDueOn != "" || s.OverdueOn != "" || s.MarkedOverdue || s.AttentionSince != "" || s.Awaiting() {
				t.Errorf("it awaits an answer still: %+v", s)
			}
			d.do(follow(d, false))
			today := referral.DateIn(d.now.Time(), d.cmd().Rules.Zone)
			if s := d.state; s.RemindAt == "" || s.ResponseDueOn <= today || s.OverdueOn <= s.ResponseDueOn || s.Lines[0].ClockFrom != today {
				t.Errorf("it awaits no answer: %+v", s)
			}
		})
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
