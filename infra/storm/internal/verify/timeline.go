package verify

import (
	"slices"

	"github.com/referral-tool/referrals/shared/referral"
)

// told is a referral as its timeline tells it.
type told struct {
	status referral.Status
	lines  map[string]referral.Status
	sends  int
	marked bool // overdue
	unsure bool // of the mark: an answer leaves it where a line is still overdue
}

// timelines: from the first event on, each is of the next version, and says of the referral what it then was; in the end
// the state is what the last one says.
func (j *judgement) timelines() {
	j.each(func(id string, f *file) {
		if f.ID == "" {
			j.broken("%s has events or a card and is no referral", id)
			return
		}
		if len(f.events) != f.Version {
			j.broken("%s has version %d and %d events", id, f.Version, len(f.events))
			return
		}
		now := told{status: referral.Draft, lines: map[string]referral.Status{}}
		for _, l := range f.Lines {
			now.lines[l.Service] = referral.Draft
		}
		for i, e := range f.events {
			now.hear(e)
			if e.Version != i+1 || e.Status != now.status || e.Send != now.sends {
				j.broken("%s: event %d, %s, says version %d, %s, send %d; told so far is %s, send %d",
					id, i+1, e.Type, e.Version, e.Status, e.Send, now.status, now.sends)
				return
			}
		}
		j.compare(id, f, now)
	})
}

func (j *judgement) compare(id string, f *file, now told) {
	if f.Status != now.status || f.Sends != now.sends {
		j.broken("%s is %s, send %d; its timeline tells %s, send %d", id, f.Status, f.Sends, now.status, now.sends)
	}
	for _, l := range f.Lines {
		if l.Status != now.lines[l.Service] {
			j.broken("%s: %s is %s; the timeline tells %s", id, l.Service, l.Status, now.lines[l.Service])
		}
	}
	if f.MarkedOverdue != now.marked && !now.unsure {
		j.broken("%s: marked overdue is %v; the timeline tells %v", id, f.MarkedOverdue, now.marked)
	}
	if f.Status.Ended() != (f.EndedAt != "") {
		j.broken("%s is %s, and ended at %q", id, f.Status, f.EndedAt)
	}
}

// hear takes in one event.
func (t *told) hear(e referral.Event) {
	switch e.Type {
	case referral.WasSent, referral.Resent:
		t.sent()
	case referral.WasCanceled, referral.ConsentWithdrawn:
		t.withdrawn()
	case referral.WasErased:
		if !t.status.Ended() {
			t.withdrawn()
		}
	case referral.BecameOverdue:
		t.marked, t.unsure = true, false
	case referral.AnsweredPending, referral.AnsweredAccepted, referral.AnsweredRejected, referral.AnsweredNoReply,
		referral.AnsweredClosed, referral.Corrected:
		for _, d := range e.Lines {
			t.lines[d.Service] = d.Status
		}
		t.status = furthest(t.lines)
		t.unsure = t.unsure || t.marked
		if !t.awaits() {
			t.marked, t.unsure = false, false
		}
	}
}

// sent: "lines without a final answer ask again, those of a canceled referral all".
func (t *told) sent() {
	final := []referral.Status{referral.Accepted, referral.Rejected, referral.Closed}
	for service, status := range t.lines {
		if t.status == referral.Canceled || !slices.Contains(final, status) {
			t.lines[service] = referral.Sent
		}
	}
	t.sends++
	t.marked, t.unsure = false, false
	t.status = furthest(t.lines)
}

func (t *told) withdrawn() {
	for service, status := range t.lines {
		if status != referral.Rejected && status != referral.Closed {
			t.lines[service] = referral.Canceled
		}
	}
	t.status, t.marked, t.unsure = referral.Canceled, false, false
}

func (t *told) awaits() bool {
	for _, status := range t.lines {
		if status == referral.Sent || status == referral.Pending {
			return true
		}
	}
	return false
}

// furthest: "all lines rejected: rejected; all ended, at least one closed: closed; else the furthest of accepted,
// customer-not-responding, pending, sent that any line has reached".
func furthest(lines map[string]referral.Status) referral.Status {
	order := []referral.Status{
		referral.Accepted, referral.CustomerNotResponding, referral.Pending, referral.Sent, referral.Closed, referral.Rejected,
	}
	best := len(order) - 1
	for _, status := range lines {
		if at := slices.Index(order, status); at >= 0 {
			best = min(best, at)
		}
	}
	return order[best]
}
