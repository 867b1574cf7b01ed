package referral_test

import (
	"fmt"
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
)

// "Lines without a final answer ask again … the clocks restart; sends are counted."
func TestResend_Open(t *testing.T) {
	d := sent(t, housing, transport, legal, "health-care", "uniforms")
	d.answer(each(housing, "accepted", transport, "rejected", legal, "customer-not-responding", "health-care", "pending"))
	d.clock("2026-11-20 14:00")
	to := parties()
	to.Contact = referral.Contact{ID: "k2", Name: "Bo Ray", Email: "bo@harbor.test"}
	change := d.do(d.state.Resend(d.cmd(), to))
	want := map[string]referral.Status{
		housing: referral.Accepted, transport: referral.Rejected,
		legal: referral.Sent, "health-care": referral.Sent, "uniforms": referral.Sent,
	}
	for service, status := range want {
		if got := d.line(service).Status; got != status {
			t.Errorf("%s is %q, want %q", service, got, status)
		}
	}
	if got := d.line(transport).Reason; got != "no-capacity" {
		t.Errorf("the final answer lost its reason: %q", got)
	}
	s := d.state
	if s.Status != referral.Accepted || s.Sends != 2 || s.SentAt != d.now || s.ResponseDueOn != "2026-12-01" || s.OverdueOn != "2026-12-02" || s.RemindAt == "" {
		t.Errorf("state is %+v", s)
	}
	if s.Contact.ID != "k2" || change.Event().Contact != "Bo Ray, Harbor Housing" || change.Event().Send != 2 {
		t.Errorf("contact is %+v, event %+v", s.Contact, change.Event())
	}
	if mails(change) != "[referral-resent]" || change.Mails()[0].Send != 2 || change.Mails()[0].ContactID != "k2" {
		t.Errorf("mails are %+v", change.Mails())
	}
	if got := fmt.Sprint(change.Guards()); got != "{[] [] false}" {
		t.Errorf("guards are %s; it holds them already", got)
	}
}

// "Those of a canceled referral all", and duplicates are checked again.
func TestResend_Canceled(t *testing.T) {
	d := sent(t, housing, transport)
	d.answer(each(housing, "rejected"))
	d.cancel()
	change := d.resend()
	for _, l := range d.state.Lines {
		if l.Status != referral.Sent || l.Reason != "" || l.AnsweredAt != "" {
			t.Errorf("line is %+v, want one that asks afresh", l)
		}
	}
	if d.state.Status != referral.Sent || d.state.EndedAt != "" || d.state.Sends != 2 {
		t.Errorf("state is %+v", d.state)
	}
	if got := fmt.Sprint(change.Guards()); got != "{[housing-assistance transportation] [] false}" {
		t.Errorf("guards are %s", got)
	}
}

func TestResend_Invalid(t *testing.T) {
	tests := []struct {
		name   string
		change func(p *referral.Parties)
	}{
		{"NoContact", func(p *referral.Parties) { p.Contact = referral.Contact{} }},
		{"DeadAddress", func(p *referral.Parties) { p.Contact.DeadEmail = p.Contact.Email }},
		{"Placeholder", func(p *referral.Parties) { p.Contact.Email = "nobody@example.org" }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := sent(t, housing)
			p := parties()
			tt.change(&p)
			_, err := d.state.Resend(d.cmd(), p)
			wantFields(t, err, "contactId")
		})
	}
	t.Run("CorrectedAddress", func(t *testing.T) {
		d := sent(t, housing)
		p := parties()
		p.Contact.DeadEmail, p.Contact.Email = p.Contact.Email, "ann.lee@harbor.test"
		d.do(d.state.Resend(d.cmd(), p))
	})
}

// The organization may have turned out to be a shelter since: no mail names the customer any more.
func TestResend_SensitiveByNow(t *testing.T) {
	d := sent(t, housing)
	d.do(d.state.RecordConsent(d.cmd(), *consent()))
	shelter := parties()
	shelter.Organization.Sensitive = true
	d.do(d.state.Resend(d.cmd(), shelter))
	if !d.state.Sensitive {
		t.Error("the resent referral is not sensitive")
	}
}

// The partner is to reach the customer: a telephone number that was corrected since is what the page shows from now on.
func TestResend_ShowsTheCustomerAsTheyAreNow(t *testing.T) {
	for name, before := range map[string]func(*desk){
		"Open":     func(*desk) {},
		"Canceled": func(d *desk) { d.cancel() },
	} {
		t.Run(name, func(t *testing.T) {
			d := sent(t, housing)
			before(d)
			p := parties()
			p.Customer.LastName, p.Customer.Phone = "Jones-Smith", "217-303-0000"
			d.do(d.state.Resend(d.cmd(), p))
			if got := d.state.Customer; got.Name() != "John Jones-Smith" || got.Phone != "217-303-0000" {
				t.Errorf("the partner is shown %+v", got)
			}
		})
	}
}

// Who has gone to another grantee is shown as the referring one knew them.
func TestResend_CustomerOfAnotherGranteeByNow(t *testing.T) {
	d := sent(t, housing)
	p := parties()
	p.Customer.Grantee, p.Customer.Phone = "prairie-works", "217-303-0000"
	d.do(d.state.Resend(d.cmd(), p))
	if got := d.state.Customer; got.Phone != "217-303-5859" || got.Grantee != "lincoln-land" {
		t.Errorf("the partner is shown %+v", got)
	}
}

func TestResend_ErrErased(t *testing.T) {
	d := sent(t, housing)
	d.cancel()
	p := parties()
	p.Customer = p.Customer.Anonymous(d.now)
	change, err := d.state.Resend(d.cmd(), p)
	wantKind(t, err, referral.Conflict)
	if !change.Nothing() {
		t.Error("it was sent all the same")
	}
}
