package referral_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/referral"
)

var seed = flag.Uint64("seed", 0, "of the random histories; 0 for another one each time")

// TestHistories sends many random commands at many referrals, whether they fit or not, and asks after each for what must
// always hold.
func TestHistories(t *testing.T) {
	start := *seed
	if start == 0 {
		start = rand.Uint64()
	}
	for i := range uint64(200) {
		h := newHistory(t, rand.New(rand.NewPCG(start, i)))
		for range 30 {
			h.step()
			if t.Failed() {
				t.Fatalf("go test -run TestHistories -seed %d: history %d:%s", start, i, h.told)
			}
		}
	}
}

// history is one referral under random commands.
type history struct {
	*desk
	random *rand.Rand
	held   map[string]bool // duplicate guards, as the changes took and released them
	told   string
}

func newHistory(t *testing.T, random *rand.Rand) *history {
	h := &history{desk: open(t), random: random, held: map[string]bool{}}
	h.rules.Consent = pick(random, referral.ConsentRequired, referral.ConsentSensitive, referral.ConsentRecorded)
	h.rules.OverdueDays = pick(random, 0, 1, 10, 10)
	h.rules.ResponseDays = pick(random, 0, 5, 5)
	h.rules.Reminder = random.IntN(4) > 0
	h.rules.CorrectionWindow = pick(random, 0, 48*time.Hour)
	req := request(pick(random, []string{housing}, []string{housing, transport}, []string{housing, mental, legal})...)
	req.Consent = consent()
	req.Consent.Until = pick[referral.Date](random, "2026-03-20", "2030-01-01")
	create := pick(random, referral.Create, referral.CreateDraft)
	first := h.parties()
	first.Contact = parties().Contact // with a dead address there would be no referral
	h.check(referral.State{}, "create", func(cmd referral.Command) (referral.Change, error) {
		return create(cmd, referralID, first, req)
	})
	return h
}

func (h *history) parties() referral.Parties {
	p := parties()
	p.Organization.ReceivesOnly = h.random.IntN(8) == 0
	p.Organization.Sensitive = h.random.IntN(8) == 0
	if h.random.IntN(8) == 0 {
		p.Contact.DeadEmail = p.Contact.Email
	}
	return p
}

func (h *history) step() {
	h.wait(pick(h.random, 0, time.Millisecond, time.Hour, 20*time.Hour, 3*24*time.Hour, 11*24*time.Hour))
	h.by = pick(h.random, staff, other)
	s, parties := h.state, h.parties()
	switch h.random.IntN(12) {
	case 0, 1, 2, 3, 4:
		a := h.randomAnswer()
		asked := frozen(h.t, a)
		h.check(s, fmt.Sprintf("answer %+v", a), func(cmd referral.Command) (referral.Change, error) { return s.Answer(cmd, a) })
		if h.state.Version > s.Version {
			wantNothing(h.t, h.desk, a)
		}
		if frozen(h.t, a) != asked {
			h.t.Errorf("the answer itself was changed from %s", asked)
		}
	case 5:
		h.check(s, "cancel", func(cmd referral.Command) (referral.Change, error) { return s.Cancel(cmd, "") })
	case 6, 7:
		h.check(s, "resend", func(cmd referral.Command) (referral.Change, error) { return s.Resend(cmd, parties) })
	case 8:
		h.check(s, "submit", func(cmd referral.Command) (referral.Change, error) { return s.Submit(cmd, parties) })
	case 9:
		c := *consent()
		h.check(s, "consent", func(cmd referral.Command) (referral.Change, error) { return s.RecordConsent(cmd, c) })
	case 10:
		h.check(s, "withdraw", func(cmd referral.Command) (referral.Change, error) { return s.WithdrawConsent(cmd, "J", "") })
	case 11:
		h.sweep()
	}
}

// sweep does what is due until nothing is; a sweep that left something due would find it for ever.
func (h *history) sweep() {
	for range 4 {
		s, version := h.state, h.state.Version
		h.check(s, "sweep", func(cmd referral.Command) (referral.Change, error) { return s.Sweep(cmd) })
		if h.state.Version == version {
			break
		}
	}
	if due := h.state.NextDue(); due != "" && due <= h.now {
		h.t.Errorf("after the sweep it is due at %s, now is %s", due, h.now)
	}
}

func (h *history) randomAnswer() referral.Answer {
	a := referral.Answer{
		Name: pick(h.random, "Ann Lee", "Bea Young"), Channel: pick(h.random, referral.ByLink, referral.ByTelephone),
		Reason: "no-capacity", Outcome: "enrolled",
	}
	decision := func() referral.Status { return pick(h.random, referral.Decisions()...) }
	if h.random.IntN(2) == 0 {
		a.Decision = decision()
	}
	for _, l := range h.state.Lines {
		if h.random.IntN(2) == 0 {
			a.Lines = append(a.Lines, referral.LineAnswer{Service: l.Service, Decision: decision()})
		}
	}
	return a
}

// check gives one command to a state, as it comes back from the table, and looks at everything that it leads to.
func (h *history) check(before referral.State, name string, run func(referral.Command) (referral.Change, error)) {
	t := h.t
	cmd := h.cmd()
	frozenBefore := frozen(t, before)
	change, err := run(cmd)
	h.told += fmt.Sprintf("\n%s %s: %s (%v)", h.now, name, change.Event().Type, err)
	if frozen(t, before) != frozenBefore {
		t.Errorf("the command changed its receiver from %s to %s", frozenBefore, frozen(t, before))
	}
	switch {
	case err != nil:
		h.checkRefused(before, change, err)
		return
	case change.Nothing():
		return
	}
	if prev, existed := change.Prev(); existed && !reflect.DeepEqual(prev, before) {
		t.Errorf("what was before is told as %+v", prev)
	}
	h.checkStep(before, change, cmd)
	h.checkState(change.Next())
	h.checkGuards(change)
	h.state = stored(t, change.Next())
	if !reflect.DeepEqual(h.state, change.Next()) {
		t.Errorf("the state comes back from the table as %+v, was %+v", h.state, change.Next())
	}
}

func (h *history) checkRefused(s referral.State, change referral.Change, err error) {
	e, ours := err.(*referral.Error)
	switch {
	case !ours || e.Kind != referral.Conflict && e.Kind != referral.Invalid:
		h.t.Errorf("error is %v", err)
	case e.Kind == referral.Conflict && e.Current != s.Status:
		h.t.Errorf("the conflict tells %q of a %q referral", e.Current, s.Status)
	case e.Kind == referral.Invalid && len(e.Fields) == 0:
		h.t.Errorf("no field is wrong: %v", err)
	}
	if !change.Nothing() {
		h.t.Error("a refused command changed something")
	}
}

// checkStep asks for what every change owes to the state before it.
func (h *history) checkStep(before referral.State, change referral.Change, cmd referral.Command) {
	t, next, event := h.t, change.Next(), change.Event()
	if next.Version != before.Version+1 {
		t.Errorf("version %d follows %d", next.Version, before.Version)
	}
	sends := event.Type == referral.WasSent || event.Type == referral.Resent
	if sends != (next.Sends == before.Sends+1) || !sends && (next.Sends != before.Sends || next.SentAt != before.SentAt) {
		t.Errorf("%s: send %d at %s follows %d at %s", event.Type, next.Sends, next.SentAt, before.Sends, before.SentAt)
	}
	if before.Version > 0 && (next.ID != before.ID || next.Reference != before.Reference || next.Program != before.Program ||
		next.Grantee != before.Grantee || next.CreatedAt != before.CreatedAt || next.Customer.ID != before.Customer.ID) {
		t.Errorf("%+v is another referral than %+v", next, before)
	}
	if event.ID != cmd.ID || event.At != cmd.At || event.By != cmd.By || event.Version != next.Version ||
		event.Status != next.Status || event.Send != next.Sends || event.ReferralID != next.ID || event.Reference != next.Reference ||
		event.Program != next.Program || event.Grantee != next.Grantee || event.CustomerID != next.Customer.ID {
		t.Errorf("event %+v of command %+v leads to %+v", event, cmd, next)
	}
	for _, d := range event.Lines {
		if !slices.ContainsFunc(next.Lines, func(l referral.Line) bool {
			return l.Service == d.Service && l.Status == d.Status && l.Reason == d.Reason && l.Outcome == d.Outcome
		}) {
			t.Errorf("the event decides %+v, the lines are %+v", d, next.Lines)
		}
	}
	for _, m := range change.Mails() {
		if m.Version != next.Version || m.Send != next.Sends || m.State != referral.MailQueued || m.ReferralID != next.ID || m.At != cmd.At {
			t.Errorf("mail is %+v", m)
		}
		if m.Send == 0 {
			t.Errorf("%s tells of what was never sent", m.Kind)
		}
	}
}

// checkState asks for what holds of every state by itself.
func (h *history) checkState(s referral.State) {
	t := h.t
	if want := statusByLines(s); s.Status != want {
		t.Errorf("status is %q, by the lines %q: %+v", s.Status, want, s.Lines)
	}
	if s.Status.Ended() != (s.EndedAt != "") || (s.Sends > 0) != (s.SentAt != "") {
		t.Errorf("%s ended at %q, send %d at %q", s.Status, s.EndedAt, s.Sends, s.SentAt)
	}
	if (s.OverdueOn != "") != (s.OverdueAt != "") || s.OverdueOn != "" && (!s.Awaiting() || s.OverdueOn <= s.ResponseDueOn) {
		t.Errorf("%s, due on %q, overdue on %q at %q", s.Status, s.ResponseDueOn, s.OverdueOn, s.OverdueAt)
	}
	if s.MarkedOverdue && (s.OverdueAt == "" || s.OverdueAt > h.now) {
		t.Errorf("marked overdue before %q", s.OverdueAt)
	}
	unanswered := slices.ContainsFunc(s.Lines, func(l referral.Line) bool { return l.Status == referral.Sent })
	if s.RemindAt != "" && (!s.Open() || !unanswered || s.Organization.ReceivesOnly || !h.rules.Reminder) {
		t.Errorf("%s is reminded at %s", s.Status, s.RemindAt)
	}
	if s.NextDue() != s.RetainUntil && !s.Open() || s.Open() && s.RetainUntil != "" {
		t.Errorf("%s is due at %s", s.Status, s.NextDue())
	}
	for _, l := range s.Lines {
		if (l.Status == referral.Rejected) != (l.Reason != "") && s.Status != referral.Canceled || (l.Status == referral.Closed) != (l.Outcome != "") && s.Status != referral.Canceled {
			t.Errorf("line is %+v", l)
		}
	}
	needs := s.MarkedOverdue || slices.ContainsFunc(s.Lines, func(l referral.Line) bool {
		return l.Status == referral.Rejected || l.Status == referral.CustomerNotResponding
	})
	if calm := s.Status == referral.Draft || s.Status == referral.Canceled || !needs; calm != (s.AttentionSince == "") {
		t.Errorf("attention since %q of %+v", s.AttentionSince, s)
	}
	for send := range s.Sends {
		if got := s.Link(send, h.now, h.rules); got != referral.LinkDead {
			t.Errorf("link of send %d of %d is %s", send, s.Sends, got)
		}
	}
}

// checkGuards keeps the books: an open referral holds one guard for each open line, and takes none twice.
func (h *history) checkGuards(change referral.Change) {
	guards := change.Guards()
	for _, service := range guards.Release {
		if !h.held[service] {
			h.t.Errorf("%s is released, but not held", service)
		}
		delete(h.held, service)
	}
	for _, service := range guards.Take {
		if h.held[service] {
			h.t.Errorf("%s is taken twice", service)
		}
		h.held[service] = true
	}
	open := map[string]bool{}
	for _, l := range change.Next().Lines {
		if l.Status.Open() && change.Next().Open() {
			open[l.Service] = true
		}
	}
	if !reflect.DeepEqual(h.held, open) {
		h.t.Errorf("it holds %v, open are %v", h.held, open)
	}
}

// statusByLines is the rule for the status, told another way than the domain does.
func statusByLines(s referral.State) referral.Status {
	if s.Status == referral.Canceled || s.Status == referral.Draft {
		return s.Status
	}
	rank := []referral.Status{
		referral.Rejected, referral.Closed, referral.Sent, referral.Pending, referral.CustomerNotResponding, referral.Accepted,
	}
	furthest := 0
	for _, l := range s.Lines {
		furthest = max(furthest, slices.Index(rank, l.Status))
		if !slices.Contains(rank, l.Status) {
			return "no status of a line: " + l.Status
		}
	}
	return rank[furthest]
}

func stored(t testing.TB, s referral.State) referral.State {
	t.Helper()
	var back referral.State
	if err := json.Unmarshal([]byte(frozen(t, s)), &back); err != nil {
		t.Fatal(err)
	}
	return back
}

func pick[T any](random *rand.Rand, from ...T) T { return from[random.IntN(len(from))] }
