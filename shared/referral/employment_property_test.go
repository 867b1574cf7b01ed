package referral_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/referral"
)

// TestFormHistories sends many random commands at many forms, whether they fit or not, and asks after each for what must
// always hold.
func TestFormHistories(t *testing.T) {
	start := *seed
	if start == 0 {
		start = rand.Uint64()
	}
	for i := range uint64(200) {
		h := formHistory{formDesk: generated(t), random: rand.New(rand.NewPCG(start, i))}
		h.rules.OverdueDays = pick(h.random, 0, 10)
		h.rules.ResponseDays = pick(h.random, 0, 5)
		for range 30 {
			h.step()
			if t.Failed() {
				t.Fatalf("go test -run TestFormHistories -seed %d: history %d:%s", start, i, h.told)
			}
		}
	}
}

// formHistory is one form under random commands.
type formHistory struct {
	*formDesk
	random *rand.Rand
	held   bool
	told   string
}

func (h *formHistory) step() {
	h.wait(pick(h.random, 0, time.Hour, 20*time.Hour, 3*24*time.Hour, 11*24*time.Hour))
	name := pick(h.random, "accepted", "rejected", "pending", "customer-not-responding", "closed", "accepted", "rejected",
		"cancel", "resend", "resend", "send", "send", "edit", "note", "sweep", "complete", "follow")
	before := frozen(h.t, h.state)
	change, err := h.command(name)
	h.told += fmt.Sprintf("\n%s %s: %s (%v)", h.now, name, change.Event().Type, err)
	if frozen(h.t, h.state) != before {
		h.t.Errorf("the command changed its receiver from %s to %s", before, frozen(h.t, h.state))
	}
	if err != nil || change.Nothing() {
		if !change.Nothing() {
			h.t.Error("a refused command changed something")
		}
		return
	}
	h.checkChange(change)
	h.do(change, nil)
	h.checkState()
	h.state = stored(h.t, h.state)
}

func (h *formHistory) command(name string) (referral.Change, error) {
	switch name {
	case "complete":
		if open := h.openTasks(); len(open) > 0 {
			return h.state.CompleteTask(h.cmd(), pick(h.random, open...), "dcf-complete", "")
		}
		return referral.Change{}, nil
	case "follow":
		return h.state.FollowNavigator(h.cmd(), pick(h.random, "sub-n1", "sub-n2", "sub-n3"), h.openTasks())
	}
	return h.run(name)
}

func (h *formHistory) openTasks() []referral.Task {
	var open []referral.Task
	for _, task := range h.tasks {
		if task.Status == referral.TaskOpen {
			open = append(open, task)
		}
	}
	slices.SortFunc(open, func(a, b referral.Task) int { return a.Number - b.Number })
	return open
}

// checkChange asks for what every change of a form owes.
func (h *formHistory) checkChange(change referral.Change) {
	t, next, event := h.t, change.Next(), change.Event()
	if next.Version != h.state.Version+1 || event.Version != next.Version || event.Kind != referral.Employment {
		t.Errorf("version %d follows %d by %+v", next.Version, h.state.Version, event)
	}
	for _, m := range change.Mails() {
		if !m.Kind.Form() && m.Kind != referral.MailFormCanceled {
			t.Errorf("it causes a %s", m.Kind)
		}
	}
	for _, b := range change.Beside() {
		if !b.Beside || b.Version != event.Version || b.ID != event.ID || b.TaskID == "" || b.BusType() == "" {
			t.Errorf("beside it stands %+v", b)
		}
	}
	form, touched := change.Form()
	if touched && form.Frozen() != (next.Sends > 0) {
		t.Errorf("a %s referral's form is sent at %q", next.Status, form.SentAt)
	}
	if touched && next.Sends > 0 && form.Revision != next.Employment.Revision {
		t.Errorf("version %d of the form is sent, the referral tells %d", form.Revision, next.Employment.Revision)
	}
	guards := change.Guards()
	if h.held && len(guards.Take) > 0 || !h.held && len(guards.Release) > 0 {
		t.Errorf("it holds its activity: %t, and takes %v, releases %v", h.held, guards.Take, guards.Release)
	}
	h.held = h.held && len(guards.Release) == 0 || len(guards.Take) > 0
	if h.held != next.Open() {
		t.Errorf("a %s referral holds its activity: %t", next.Status, h.held)
	}
}

// checkState asks for what holds of every state and its tasks.
func (h *formHistory) checkState() {
	t, s := h.t, h.state
	if want := statusByLines(s); s.Status != want {
		t.Errorf("status is %q, by the line %q", s.Status, want)
	}
	answers := 0
	for _, task := range h.openTasks() {
		if task.Navigator != s.Employment.Navigator {
			t.Errorf("%+v is open, the navigator is %s", task, s.Employment.Navigator)
		}
		if task.Name != referral.TaskOverdue {
			answers++
			if task.Number != s.Employment.AnswerTask {
				t.Errorf("%+v is open, the last answer's is %d", task, s.Employment.AnswerTask)
			}
		}
	}
	if answers > 1 || answers == 0 && s.Employment.AnswerTask != 0 {
		t.Errorf("%d tasks of answers are open, the last answer's is %d", answers, s.Employment.AnswerTask)
	}
	if s.Withheld() != (s.Status == referral.Rejected || s.Status == referral.Canceled) {
		t.Errorf("a %s referral is withheld: %t", s.Status, s.Withheld())
	}
	var back referral.State
	if err := json.Unmarshal([]byte(frozen(t, s)), &back); err != nil || !reflect.DeepEqual(back, s) {
		t.Errorf("the state comes back as %+v (%v)", back, err)
	}
}
