package referral_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
)

// marks are what tells who the customer of the fixtures is, and what was written freely about them.
var marks = []string{"John", "Jones", "306 E Adams", "217-303-5859", "noemail.com", "Needs it by the 1st", "Works nights", "Second family"}

func erasable(t *testing.T) *desk {
	t.Helper()
	d := open(t)
	req := request(housing, transport)
	req.Consent, req.AllowRepeat = consent(), "Second family"
	d.do(referral.Create(d.cmd(), referralID, parties(), req))
	a := each(housing, "rejected", transport, "closed")
	a.Note = "Works nights"
	d.answer(a)
	return d
}

// Nothing of the state names the customer any more; what was asked for and answered stays.
func TestErase(t *testing.T) {
	d := erasable(t)
	before := d.state
	change := d.do(d.state.Erase(d.cmd(), nil))
	text, err := json.Marshal([]any{d.state, change.Event(), change.Mails()})
	if err != nil {
		t.Fatal(err)
	}
	for _, mark := range marks {
		if strings.Contains(string(text), mark) {
			t.Errorf("%q stands in %s", mark, text)
		}
	}
	s := d.state
	if s.Status != before.Status || len(s.Lines) != 2 || s.Lines[0] != before.Lines[0] || s.Customer.ID != "c1" || s.Customer.Grantee != "lincoln-land" {
		t.Errorf("state is %+v", s)
	}
	if event := change.Event(); event.Type != referral.WasErased || event.By != staff || s.Version != before.Version+1 {
		t.Errorf("event is %+v", event)
	}
	if s.NextDue() != "" {
		t.Errorf("it is due at %s", s.NextDue())
	}
	if again, err := s.Erase(d.cmd(), nil); err != nil || !again.Nothing() {
		t.Errorf("a second erasure makes %q, %v", again.Event().Type, err)
	}
}

// What has not ended is withdrawn: the contact of a referral that was sent is told, and its link is dead.
func TestErase_Open(t *testing.T) {
	for status, mail := range map[referral.Status]string{referral.Draft: "[]", referral.Sent: "[referral-canceled]", referral.Accepted: "[referral-canceled]"} {
		t.Run(string(status), func(t *testing.T) {
			d := reach(t, status)
			change := d.do(d.state.Erase(d.cmd(), nil))
			if d.state.Status != referral.Canceled || mails(change) != mail {
				t.Errorf("%s, mails %s, want %s", d.state.Status, mails(change), mail)
			}
			if got := d.state.Link(d.state.Sends, d.now, d.rules); got != referral.LinkDead {
				t.Errorf("the link is %s", got)
			}
			for _, m := range change.Mails() {
				if plan := d.state.PlanMail(m, d.state.Contact, d.now, d.rules); plan.State != referral.MailSending {
					t.Errorf("the mail is %s", plan.State)
				}
			}
		})
	}
}

// Nothing brings the details back.
func TestErase_Final(t *testing.T) {
	d := erasable(t)
	d.do(d.state.Erase(d.cmd(), nil))
	s := d.state
	gone := parties()
	gone.Customer = s.Customer
	for name, err := range map[string]error{
		"Answer":  second(s.Answer(d.cmd(), all(referral.Accepted))),
		"Cancel":  second(s.Cancel(d.cmd(), "")),
		"Consent": second(s.RecordConsent(d.cmd(), *consent())),
		"Resend":  second(s.Resend(d.cmd(), parties())),
		"Create":  second(referral.Create(d.cmd(), referralID, gone, request(housing))),
		"Draft":   second(referral.CreateDraft(d.cmd(), referralID, gone, request(housing))),
	} {
		var refused *referral.Error
		if !errors.As(err, &refused) || refused.Kind != referral.Conflict {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func second(_ referral.Change, err error) error { return err }

// An open task of an erased client is completed: nothing is left to act on, and it names nobody.
func TestErase_Tasks(t *testing.T) {
	f := generated(t)
	f.do(f.state.SendForm(f.cmd(), f.form, f.state.Contact))
	change := f.do(f.state.Answer(f.cmd(), referral.Answer{Decision: referral.Rejected, Reason: "other", Note: "Works nights", Name: "Prue", Channel: referral.ByPortal}))
	change = f.do(f.state.Erase(f.cmd(), change.Tasks()))
	if len(change.Tasks()) != 1 || len(change.Beside()) != 1 {
		t.Fatalf("tasks %+v, events %+v", change.Tasks(), change.Beside())
	}
	task := change.Tasks()[0]
	if task.Status != referral.TaskDone || task.Outcome != "Erased" || task.Customer != "Erased customer" || task.Reason != "" {
		t.Errorf("task is %+v", task)
	}
	if event := change.Beside()[0]; event.Type != referral.TaskCompleted || strings.Contains(event.Note, "nights") {
		t.Errorf("event is %+v", event)
	}
	if !f.state.Withheld() || f.state.Employment.AnswerTask != 0 {
		t.Errorf("state is %+v", f.state)
	}
}

// Kept for the program's days after the end, of a draft after its last change; what is open is never due.
func TestRetention(t *testing.T) {
	d := reach(t, referral.Draft)
	d.rules.RetentionDays = 30
	d.clock("2026-03-03 10:00")
	d.do(d.state.Edit(d.cmd(), parties(), request(housing, transport)))
	if d.state.RetainUntil != "2026-04-03T05:00:00.000Z" {
		t.Errorf("a draft is kept until %s", d.state.RetainUntil)
	}
	d.do(d.state.Submit(d.cmd(), parties()))
	if d.state.RetainUntil != "" {
		t.Errorf("an open one is kept until %s", d.state.RetainUntil)
	}
	d.clock("2026-03-10 23:59")
	d.cancel()
	if d.state.Retired("2026-04-10T04:59:59.999Z") || !d.state.Retired("2026-04-10T05:00:00.000Z") {
		t.Errorf("a canceled one is kept until %s", d.state.RetainUntil)
	}
	d.do(d.state.Resend(d.cmd(), parties()))
	if d.state.RetainUntil != "" || d.state.Retired("2036-01-01T00:00:00.000Z") {
		t.Errorf("a reopened one is kept until %s", d.state.RetainUntil)
	}
	d.rules.RetentionDays = 0
	d.cancel()
	if d.state.RetainUntil != "" {
		t.Errorf("without a setting it is kept until %s", d.state.RetainUntil)
	}
}
