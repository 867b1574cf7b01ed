package referral_test

import (
	"strings"
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
)

// "Without what is required, sending answers 422": by the program's rule, the services and the day.
func TestConsent_Required(t *testing.T) {
	ended := &referral.Consent{By: "John Jones", Method: "verbal", Date: "2026-01-01", Until: "2026-03-01"}
	lastDay := &referral.Consent{By: "John Jones", Method: "verbal", Date: "2026-01-01", Until: "2026-03-02"}
	future := &referral.Consent{By: "John Jones", Method: "verbal", Date: "2026-03-03", Until: "2027-01-01"}
	tests := []struct {
		name    string
		rule    referral.ConsentRule
		service string
		consent *referral.Consent
		field   string // "" where it can be sent
	}{
		{"SensitiveWithout", referral.ConsentSensitive, mental, nil, "consent"},
		{"SensitiveWith", referral.ConsentSensitive, mental, consent(), ""},
		{"SensitiveOnTheLastDay", referral.ConsentSensitive, mental, lastDay, ""},
		{"SensitiveAfterTheLastDay", referral.ConsentSensitive, mental, ended, "consent.until"},
		{"SensitiveBeforeItIsGiven", referral.ConsentSensitive, mental, future, "consent.date"},
		{"OtherServiceWithout", referral.ConsentSensitive, housing, nil, ""},
		{"OtherServiceAfterTheLastDay", referral.ConsentSensitive, housing, ended, ""},
		{"RequiredWithout", referral.ConsentRequired, housing, nil, "consent"},
		{"RequiredWith", referral.ConsentRequired, housing, consent(), ""},
		{"RequiredAfterTheLastDay", referral.ConsentRequired, housing, ended, "consent.until"},
		{"RecordedOnlyWithout", referral.ConsentRecorded, mental, nil, ""},
		{"RecordedOnlyAfterTheLastDay", referral.ConsentRecorded, mental, ended, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := open(t)
			d.rules.Consent = tt.rule
			req := request(tt.service)
			req.Consent = tt.consent
			change, err := referral.Create(d.cmd(), referralID, parties(), req)
			if tt.field != "" {
				wantFields(t, err, tt.field)
				return
			}
			if got := d.do(change, err).Next().Consent; got != tt.consent {
				t.Errorf("the consent kept is %+v", got)
			}
		})
	}
}

func TestConsent_RequiredByASensitiveOrganization(t *testing.T) {
	d := open(t)
	shelter := parties()
	shelter.Organization.Sensitive = true
	_, err := referral.Create(d.cmd(), referralID, shelter, request(housing))
	wantFields(t, err, "consent")
}

func TestConsent_DraftNeedsNone(t *testing.T) {
	d := open(t)
	d.do(referral.CreateDraft(d.cmd(), referralID, parties(), request(mental)))
	_, err := d.state.Submit(d.cmd(), parties())
	wantFields(t, err, "consent")
	d.do(d.state.RecordConsent(d.cmd(), *consent()))
	d.do(d.state.Submit(d.cmd(), parties()))
}

func TestConsent_Fields(t *testing.T) {
	tests := []struct {
		name   string
		change func(c *referral.Consent)
		fields []string
	}{
		{"Nobody", func(c *referral.Consent) { c.By = " " }, []string{"by"}},
		{"NameTooLong", func(c *referral.Consent) { c.By = strings.Repeat("n", 201) }, []string{"by"}},
		{"Method", func(c *referral.Consent) { c.Method = "telepathic" }, []string{"method"}},
		{"Date", func(c *referral.Consent) { c.Date = "03/02/2026" }, []string{"date"}},
		{"Until", func(c *referral.Consent) { c.Until = "2026-02-30" }, []string{"until"}},
		{"EndsBeforeItBegins", func(c *referral.Consent) { c.Date, c.Until = "2026-03-02", "2026-03-01" }, []string{"until"}},
		{"HasEnded", func(c *referral.Consent) { c.Until = "2026-03-01" }, []string{"until"}},
		{"NotYetGiven", func(c *referral.Consent) { c.Date = "2026-03-03" }, []string{"date"}},
		{"AllAtOnce", func(c *referral.Consent) { *c = referral.Consent{} }, []string{"by", "method", "date", "until"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := sent(t, housing)
			c := *consent()
			tt.change(&c)
			change, err := d.state.RecordConsent(d.cmd(), c)
			wantFields(t, err, tt.fields...)
			if !change.Nothing() {
				t.Error("a wrong consent was kept")
			}
		})
	}
	for _, method := range referral.ConsentMethods() {
		d := sent(t, housing)
		c := *consent()
		c.Method = method
		d.do(d.state.RecordConsent(d.cmd(), c))
	}
}

func TestRecordConsent(t *testing.T) {
	d := sent(t, housing)
	change := d.do(d.state.RecordConsent(d.cmd(), *consent()))
	if got := change.Event(); got.Type != referral.ConsentGiven || got.Note != "Written consent by John Jones, until Friday, December 31, 2027." {
		t.Errorf("event is %+v", got)
	}
	if mails(change) != "[]" || d.state.Consent == nil || *d.state.Consent != *consent() || d.state.Status != referral.Sent {
		t.Errorf("mails are %s, consent %+v", mails(change), d.state.Consent)
	}
	t.Run("TheSameAgain", func(t *testing.T) {
		if again, err := d.state.RecordConsent(d.cmd(), *consent()); err != nil || !again.Nothing() {
			t.Errorf("it is %q, %v", again.Event().Type, err)
		}
	})
	t.Run("ErrAnsweredForGood", func(t *testing.T) {
		for _, ended := range []referral.Status{referral.Rejected, referral.Closed} {
			d := reach(t, ended)
			change, err := d.state.RecordConsent(d.cmd(), *consent())
			wantRefused(t, d.state, change, err)
		}
	})
}

// "When it is withdrawn, open referrals that rest on it are canceled with that reason, their links die, reminders stop."
func TestWithdrawConsent(t *testing.T) {
	d := reach(t, referral.Pending)
	d.wait(60e9)
	change := d.do(d.state.WithdrawConsent(d.cmd(), " John Jones ", " Moved away. "))
	s := d.state
	if s.Status != referral.Canceled || s.NextDue() != s.RetainUntil || s.OverdueOn != "" || s.WithdrawnAt != d.now {
		t.Errorf("state is %+v", s)
	}
	if got := s.Link(1, d.now, d.rules); got != referral.LinkWithdrawn {
		t.Errorf("its link is %s", got)
	}
	if got := change.Event(); got.Type != referral.ConsentWithdrawn || got.Note != "Consent withdrawn by John Jones. Moved away." || got.BusType() != "ReferralCanceled" {
		t.Errorf("event is %+v, on the bus %q", got, got.BusType())
	}
	if mails(change) != "[referral-canceled]" || len(change.Guards().Release) != 1 {
		t.Errorf("mails are %s, guards %+v", mails(change), change.Guards())
	}
}

func TestWithdrawConsent_ResendNeedsANewOne(t *testing.T) {
	for _, rule := range []referral.ConsentRule{referral.ConsentRequired, referral.ConsentSensitive, referral.ConsentRecorded} {
		t.Run(string(rule), func(t *testing.T) {
			d := reach(t, referral.Sent)
			d.rules.Consent = rule
			d.do(d.state.WithdrawConsent(d.cmd(), "John Jones", ""))
			_, err := d.state.Resend(d.cmd(), parties())
			wantFields(t, err, "consent")
			d.do(d.state.RecordConsent(d.cmd(), *consent())) // the same words, said again
			d.resend()
			wantStatus(t, d.state, referral.Sent)
			if d.state.WithdrawnAt != "" {
				t.Error("it still counts as withdrawn")
			}
		})
	}
}

func TestWithdrawConsent_Invalid(t *testing.T) {
	d := reach(t, referral.Sent)
	_, err := d.state.WithdrawConsent(d.cmd(), " ", strings.Repeat("n", 4001))
	wantFields(t, err, "by", "note")
}

func TestWithdrawConsent_ErrWithout(t *testing.T) {
	d := sent(t, housing)
	change, err := d.state.WithdrawConsent(d.cmd(), "John Jones", "")
	wantRefused(t, d.state, change, err)
}

// "When … its date passes": the day after the last one, by the program's clocks.
func TestEndConsent(t *testing.T) {
	make := func(t *testing.T, service string) *desk {
		d := open(t)
		req := request(service)
		req.Consent = &referral.Consent{By: "John Jones", Method: "written", Date: "2026-03-01", Until: "2026-03-07"}
		d.do(referral.Create(d.cmd(), referralID, parties(), req))
		return d
	}
	t.Run("NotOnTheLastDay", func(t *testing.T) {
		d := make(t, mental)
		d.clock("2026-03-07 23:59")
		if change, err := d.state.EndConsent(d.cmd()); err != nil || !change.Nothing() {
			t.Errorf("it is %q, %v", change.Event().Type, err)
		}
	})
	t.Run("OnTheDayAfter", func(t *testing.T) {
		d := make(t, mental)
		d.clock("2026-03-08 00:00")
		change := d.do(d.state.EndConsent(d.cmd()))
		wantStatus(t, d.state, referral.Canceled)
		if got := change.Event(); got.Type != referral.ConsentWithdrawn || got.Note != "The consent held until Saturday, March 7, 2026." {
			t.Errorf("event is %+v", got)
		}
		if mails(change) != "[referral-canceled]" {
			t.Errorf("mails are %s", mails(change))
		}
		if again, err := d.state.EndConsent(d.cmd()); err != nil || !again.Nothing() {
			t.Errorf("a second sweep makes %q, %v", again.Event().Type, err)
		}
		_, err := d.state.Resend(d.cmd(), parties())
		wantFields(t, err, "consent.until")
	})
	t.Run("NotWhereNothingRestsOnIt", func(t *testing.T) {
		d := make(t, housing)
		d.clock("2026-03-08 00:00")
		if change, err := d.state.EndConsent(d.cmd()); err != nil || !change.Nothing() {
			t.Errorf("it is %q, %v", change.Event().Type, err)
		}
	})
	t.Run("NotWhatHasEnded", func(t *testing.T) {
		d := make(t, mental)
		d.answer(all(referral.Closed))
		d.clock("2026-03-08 00:00")
		if change, err := d.state.EndConsent(d.cmd()); err != nil || !change.Nothing() {
			t.Errorf("it is %q, %v", change.Event().Type, err)
		}
	})
}
