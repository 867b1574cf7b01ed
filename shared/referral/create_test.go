package referral_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
)

func TestCreate(t *testing.T) {
	d := open(t)
	change := d.do(referral.Create(d.cmd(), referralID, parties(), request(housing, transport)))
	s := d.state
	if s.ID != referralID || s.Reference != referral.ReferenceOf(referralID) || s.Program != "ceja" || s.Kind != referral.Support ||
		s.Grantee != "lincoln-land" || s.Status != referral.Sent || s.Version != 1 || s.Sends != 1 {
		t.Errorf("state is %+v", s)
	}
	if s.Customer.Name() != "John Jones" || s.Organization.Name != "Harbor Housing" || s.Contact.Name != "Ann Lee" ||
		s.GranteeName != "Lincoln Land Energy Training" || s.Note != "Needs it by the 1st." || s.Referrer != staff {
		t.Errorf("the snapshot is %+v", s)
	}
	if s.CreatedAt != d.now || s.SentAt != d.now {
		t.Errorf("created at %s, sent at %s", s.CreatedAt, s.SentAt)
	}
	if len(s.Lines) != 2 || s.Lines[0] != (referral.Line{Service: housing, Label: "Housing Assistance", Status: referral.Sent, ClockFrom: "2026-03-02"}) {
		t.Errorf("lines are %+v", s.Lines)
	}
	if mails(change) != "[referral-sent]" || change.Event().Type != referral.WasSent {
		t.Errorf("mails are %s, event %+v", mails(change), change.Event())
	}
	if got := fmt.Sprint(change.Guards()); got != "{[housing-assistance transportation] [] false}" {
		t.Errorf("guards are %s", got)
	}
	if _, existed := change.Prev(); existed {
		t.Error("there was something before")
	}
}

func TestCreate_Repeat(t *testing.T) {
	d := open(t)
	req := request(housing)
	req.AllowRepeat = " Second child. "
	change := d.do(referral.Create(d.cmd(), referralID, parties(), req))
	if !change.Guards().Repeat || d.state.AllowRepeat != "Second child." {
		t.Errorf("guards are %+v, reason %q", change.Guards(), d.state.AllowRepeat)
	}
	req.AllowRepeat = "  "
	if change := d.do(referral.Create(d.cmd(), referralID, parties(), req)); change.Guards().Repeat {
		t.Error("blanks are no reason")
	}
}

func TestCreate_Invalid(t *testing.T) {
	type both struct {
		parties referral.Parties
		request referral.Request
	}
	tests := []struct {
		name   string
		change func(b *both)
		fields []string
	}{
		{"Nothing", func(b *both) { *b = both{} }, []string{"organizationId", "services", "contactId"}},
		{"NoService", func(b *both) { b.request.Services = nil }, []string{"services"}},
		{"UnknownService", func(b *both) { b.request.Services = []string{"pony"} }, []string{"services"}},
		{"ServiceTwice", func(b *both) { b.request.Services = []string{housing, housing} }, []string{"services"}},
		{"NoContact", func(b *both) { b.parties.Contact = referral.Contact{} }, []string{"contactId"}},
		{"ContactWithoutEmail", func(b *both) { b.parties.Contact.Email = "" }, []string{"contactId"}},
		{"ContactWithPlaceholder", func(b *both) { b.parties.Contact.Email = "ann@noemail.com" }, []string{"contactId"}},
		{"ContactWithDeadAddress", func(b *both) { b.parties.Contact.DeadEmail = "ANN@harbor.test" }, []string{"contactId"}},
		{"NoteTooLong", func(b *both) { b.request.Note = strings.Repeat("n", 4001) }, []string{"note"}},
		{"RepeatTooLong", func(b *both) { b.request.AllowRepeat = strings.Repeat("n", 1001) }, []string{"allowRepeat"}},
		{"AllAtOnce", func(b *both) {
			b.parties.Organization, b.parties.Contact = referral.Organization{}, referral.Contact{}
			b.request = referral.Request{Note: strings.Repeat("n", 4001)}
		}, []string{"note", "organizationId", "services", "contactId"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := open(t)
			b := both{parties(), request(housing)}
			tt.change(&b)
			change, err := referral.Create(d.cmd(), referralID, b.parties, b.request)
			wantFields(t, err, tt.fields...)
			if !change.Nothing() {
				t.Error("a wrong request made something")
			}
		})
	}
}

func TestCreate_NoteOfFullLength(t *testing.T) {
	d := open(t)
	req := request(housing)
	req.Note = strings.Repeat("ä", 4000)
	d.do(referral.Create(d.cmd(), referralID, parties(), req))
}

func TestSensitive(t *testing.T) {
	d := open(t)
	d.send(housing)
	if d.state.Sensitive {
		t.Error("housing is sensitive")
	}
	shelter := parties()
	shelter.Organization.Sensitive = true
	req := request(housing)
	req.Consent = consent()
	if s := d.do(referral.Create(d.cmd(), referralID, shelter, req)).Next(); !s.Sensitive {
		t.Error("a shelter is not sensitive")
	}
	req.Services = []string{housing, mental}
	if s := d.do(referral.Create(d.cmd(), referralID, parties(), req)).Next(); !s.Sensitive {
		t.Error("mental health is not sensitive")
	}
}

// "Only its own staff see it; it has no deadline and counts nowhere": nobody is told, nothing is guarded.
func TestDraft(t *testing.T) {
	d := open(t)
	change := d.do(referral.CreateDraft(d.cmd(), referralID, referral.Parties{Customer: parties().Customer}, referral.Request{}))
	if d.state.Status != referral.Draft || d.state.Sends != 0 || d.state.SentAt != "" || d.state.Version != 1 {
		t.Errorf("state is %+v", d.state)
	}
	if mails(change) != "[]" || change.Event().Type != referral.Drafted || change.Event().BusType() != "" {
		t.Errorf("mails are %s, event %+v", mails(change), change.Event())
	}
	if got := change.Guards(); len(got.Take)+len(got.Release) != 0 {
		t.Errorf("a draft guards %+v", got)
	}
}

func TestDraft_Invalid(t *testing.T) {
	d := open(t)
	req := referral.Request{Services: []string{"pony"}, Note: strings.Repeat("n", 4001), Consent: &referral.Consent{}}
	_, err := referral.CreateDraft(d.cmd(), referralID, parties(), req)
	wantFields(t, err, "services", "note", "consent.by", "consent.method", "consent.date", "consent.until")
}

func TestEdit(t *testing.T) {
	d := reach(t, referral.Draft)
	change := d.do(d.state.Edit(d.cmd(), parties(), request(legal, transport)))
	if d.state.Version != 2 || len(d.state.Lines) != 2 || d.state.Lines[0].Service != legal || d.state.Consent != nil {
		t.Errorf("state is %+v", d.state)
	}
	if mails(change) != "[]" {
		t.Errorf("mails are %s", mails(change))
	}
	_, err := d.state.Edit(d.cmd(), parties(), request("pony"))
	wantFields(t, err, "services")
}

func TestSubmit(t *testing.T) {
	d := reach(t, referral.Draft)
	d.clock("2026-03-04 10:00")
	d.by = other
	moved := parties()
	moved.Customer.Phone = "217-303-0000"
	change := d.do(d.state.Submit(d.cmd(), moved))
	if d.state.Status != referral.Sent || d.state.Sends != 1 || d.state.SentAt != d.now || d.state.CreatedAt == d.now {
		t.Errorf("state is %+v", d.state)
	}
	if d.state.Customer.Phone != "217-303-0000" {
		t.Error("the partner is shown the customer as they were when the draft was saved")
	}
	if d.state.Referrer != other {
		t.Errorf("staff mails go to %s, want who sent it", d.state.Referrer.Name)
	}
	if d.state.Consent == nil || d.state.Note == "" {
		t.Error("the draft's consent or note was lost")
	}
	if mails(change) != "[referral-sent]" || change.Event().Type != referral.WasSent || len(change.Guards().Take) != 1 {
		t.Errorf("mails are %s, event %+v, guards %+v", mails(change), change.Event(), change.Guards())
	}
}

func TestSubmit_Invalid(t *testing.T) {
	d := open(t)
	d.do(referral.CreateDraft(d.cmd(), referralID, referral.Parties{Customer: parties().Customer}, referral.Request{}))
	before := frozen(t, d.state)
	_, err := d.state.Submit(d.cmd(), referral.Parties{Customer: parties().Customer})
	wantFields(t, err, "organizationId", "services", "contactId")
	if frozen(t, d.state) != before {
		t.Error("the draft was changed")
	}
}
