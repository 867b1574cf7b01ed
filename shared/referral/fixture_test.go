package referral_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
)

const (
	referralID = "01938f3c-7a1b-7c2d-8e3f-4a5b6c7d8e9f"
	housing    = "housing-assistance"
	transport  = "transportation"
	legal      = "legal-aid"
	mental     = "mental-health" // sensitive
)

var programs = sync.OnceValues(program.Load)

// illinois are the rules of the support-services program, free to be changed by the test.
func illinois(t testing.TB) *referral.Rules {
	t.Helper()
	all, err := programs()
	if err != nil {
		t.Fatal(err)
	}
	ceja, _ := all.Get("ceja")
	rules := *ceja.Rules()
	return &rules
}

var (
	staff = referral.Actor{Sub: "sub-1", Name: "Casey Moore", Email: "casey@lincoln-land.test", Role: referral.CaseManager}
	other = referral.Actor{Sub: "sub-2", Name: "Dana Fox", Email: "dana@lincoln-land.test", Role: referral.CaseManager}
)

func parties() referral.Parties {
	return referral.Parties{
		Customer: referral.Customer{
			ID: "c1", FirstName: "John", LastName: "Jones", Address: "306 E Adams, Springfield, IL, 62704",
			Phone: "217-303-5859", Email: "john.jones@noemail.com", Group: "CEJA/FEJA Programs", Grantee: "lincoln-land",
		},
		Organization: referral.Organization{ID: "o1", Name: "Harbor Housing"},
		Contact:      referral.Contact{ID: "k1", Name: "Ann Lee", Email: "ann@harbor.test"},
		GranteeName:  "Lincoln Land Energy Training",
	}
}

func request(services ...string) referral.Request {
	return referral.Request{Services: services, Note: "Needs it by the 1st."}
}

func consent() *referral.Consent {
	return &referral.Consent{By: "John Jones", Method: "written", Date: "2026-01-01", Until: "2027-12-31"}
}

// desk is one referral under commands, by clocks that the test sets.
type desk struct {
	t     testing.TB
	rules *referral.Rules
	now   referral.Instant
	by    referral.Actor
	state referral.State
	count int
}

// open is a desk in Illinois on Monday, March 2, 2026, 10:00, without a referral yet.
func open(t testing.TB) *desk {
	d := &desk{t: t, rules: illinois(t), by: staff}
	d.clock("2026-03-02 10:00")
	return d
}

// sent is a desk with a referral for the given services, sent just now.
func sent(t testing.TB, services ...string) *desk {
	t.Helper()
	d := open(t)
	d.send(services...)
	return d
}

func (d *desk) send(services ...string) {
	d.t.Helper()
	d.do(referral.Create(d.cmd(), referralID, parties(), request(services...)))
}

// clock sets the program's clocks, "2006-01-02 15:04".
func (d *desk) clock(text string) {
	d.t.Helper()
	d.now = local(d.t, d.rules, text)
}

func (d *desk) wait(by time.Duration) { d.now = d.now.Add(by) }

func (d *desk) cmd() referral.Command {
	d.count++
	return referral.Command{ID: fmt.Sprintf("command-%d", d.count), At: d.now, By: d.by, Rules: d.rules}
}

// do takes a command that must change something, and moves the referral on.
func (d *desk) do(change referral.Change, err error) referral.Change {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
	if change.Nothing() {
		d.t.Fatal("the command changed nothing")
	}
	d.state = change.Next()
	return change
}

func (d *desk) answer(a referral.Answer) referral.Change {
	d.t.Helper()
	return d.do(d.state.Answer(d.cmd(), a))
}

func (d *desk) cancel() referral.Change {
	d.t.Helper()
	return d.do(d.state.Cancel(d.cmd(), "Found another way."))
}

func (d *desk) resend() referral.Change {
	d.t.Helper()
	return d.do(d.state.Resend(d.cmd(), parties()))
}

func (d *desk) line(service string) referral.Line {
	d.t.Helper()
	for _, l := range d.state.Lines {
		if l.Service == service {
			return l
		}
	}
	d.t.Fatalf("no line for %s", service)
	return referral.Line{}
}

func local(t testing.TB, rules *referral.Rules, text string) referral.Instant {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, rules.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return referral.At(at)
}

// all is one decision for all lines, with what the decision needs.
func all(decision referral.Status) referral.Answer {
	a := referral.Answer{Decision: decision, Name: "Ann Lee", Channel: referral.ByLink}
	switch decision {
	case referral.Rejected:
		a.Reason = "no-capacity"
	case referral.Closed:
		a.Outcome = "service-received"
	}
	return a
}

// each is one decision for each named line, in turn service and decision.
func each(pairs ...string) referral.Answer {
	a := referral.Answer{Name: "Ann Lee", Channel: referral.ByLink}
	for i := 0; i < len(pairs); i += 2 {
		general := all(referral.Status(pairs[i+1]))
		a.Lines = append(a.Lines, referral.LineAnswer{
			Service: pairs[i], Decision: general.Decision, Reason: general.Reason, Outcome: general.Outcome,
		})
	}
	return a
}

// wantRefused asks for a conflict that tells the state as it is, and for a change that changes nothing.
func wantRefused(t testing.TB, s referral.State, change referral.Change, err error) {
	t.Helper()
	wantKind(t, err, referral.Conflict)
	var e *referral.Error
	if errors.As(err, &e) && e.Current != s.Status {
		t.Errorf("the conflict tells %q, want %q", e.Current, s.Status)
	}
	if !change.Nothing() {
		t.Error("a refused command changed something")
	}
}

func wantKind(t testing.TB, err error, kind referral.ErrorKind) {
	t.Helper()
	var e *referral.Error
	if !errors.As(err, &e) || e.Kind != kind {
		t.Fatalf("error is %v, want %s", err, kind)
	}
	if e.Message == "" {
		t.Error("the error has no words for a person")
	}
}

// wantFields asks for an Invalid that names exactly these fields.
func wantFields(t testing.TB, err error, fields ...string) {
	t.Helper()
	wantKind(t, err, referral.Invalid)
	var e *referral.Error
	errors.As(err, &e)
	var got []string
	for _, f := range e.Fields {
		if f.Message == "" {
			t.Errorf("%s has no words for a person", f.Field)
		}
		got = append(got, f.Field)
	}
	if fmt.Sprint(got) != fmt.Sprint(fields) {
		t.Errorf("wrong fields are %q, want %q", got, fields)
	}
}

func wantStatus(t testing.TB, s referral.State, want referral.Status) {
	t.Helper()
	if s.Status != want {
		t.Errorf("status is %q, want %q", s.Status, want)
	}
}

// mails are the kinds of a change's mails.
func mails(c referral.Change) string {
	var kinds []referral.MailKind
	for _, m := range c.Mails() {
		kinds = append(kinds, m.Kind)
	}
	return fmt.Sprint(kinds)
}

// frozen is a value as text, to see later whether it was changed.
func frozen(t testing.TB, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
