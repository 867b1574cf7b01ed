package verify

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/shared/referral"
)

// cards: what lists, progress and tally see is the referral.
func (j *judgement) cards() {
	j.each(func(id string, f *file) {
		if f.card == nil {
			j.broken("%s has no card", id)
			return
		}
		row := inner(f.card, "row")
		delivery, undeliverable := deliveryOf(f)
		if number(f.card, "version") != f.Version || text(row, "status") != string(f.Status) {
			j.broken("%s has version %d, %s; its card %d, %s", id, f.Version, f.Status, number(f.card, "version"), text(row, "status"))
		}
		if text(row, "delivery") != delivery || boolean(row, "undeliverable") != undeliverable {
			j.broken("%s: the newest mail is %q, the card says %q, undeliverable %v", id, delivery, text(row, "delivery"), boolean(row, "undeliverable"))
		}
		if want := text(f.card, "GSI1PK") + "#" + string(f.Status); text(f.card, "GSI2PK") != want {
			j.broken("%s is %s and listed under %s", id, f.Status, text(f.card, "GSI2PK"))
		}
		if needs := needsAttention(f, undeliverable); needs != strings.HasPrefix(text(f.card, "GSI3SK"), "0#") {
			j.broken("%s needs attention: %v; it is listed under %q", id, needs, text(f.card, "GSI3SK"))
		}
	})
}

// deliveryOf is the state of the newest mail that asks for an answer and was not superseded.
func deliveryOf(f *file) (delivery string, undeliverable bool) {
	newest := -1
	for _, m := range f.mails {
		if m.Kind.Asks() && m.State != referral.MailSuperseded && m.Version > newest {
			newest, delivery = m.Version, string(m.State)
		}
	}
	switch delivery {
	case "sending", "waiting":
		return "queued", false
	case "bounced", "complained", "suppressed":
		return delivery, true
	}
	return delivery, false
}

// needsAttention: "rejected, undeliverable, customer not responding, overdue".
func needsAttention(f *file, undeliverable bool) bool {
	if f.Status == referral.Draft || f.Status == referral.Canceled {
		return false
	}
	if f.MarkedOverdue || undeliverable && f.Open() {
		return true
	}
	return slices.ContainsFunc(f.Lines, func(l referral.Line) bool {
		return l.Status == referral.Rejected || l.Status == referral.CustomerNotResponding
	})
}

// guards: an open referral holds one for each open line, or for its activity; and no other holds any.
func (j *judgement) guards() {
	want, got := map[string]bool{}, map[string]bool{}
	for id, f := range j.files {
		if !f.Open() {
			continue
		}
		owner := f.Program + "#CUST#" + f.Customer.ID + " OPEN#" + f.Organization.ID
		if f.Employment != nil {
			want[owner+" a:"+strings.ReplaceAll(strings.ToLower(f.Employment.ActivityName), " ", "-")+" "+id] = true
			continue
		}
		for _, l := range f.Lines {
			if l.Status.Open() {
				want[owner+" s:"+l.Service+" "+id] = true
			}
		}
	}
	for _, it := range j.Table.Items {
		if !strings.HasPrefix(text(it, "SK"), "OPEN#") {
			continue
		}
		for name, value := range it {
			if holders, is := value.(*types.AttributeValueMemberSS); is {
				for _, id := range holders.Value {
					got[text(it, "PK")+" "+text(it, "SK")+" "+name+" "+id] = true
				}
			}
		}
	}
	j.sameSets("guard", want, got)
}

func (j *judgement) sameSets(what string, want, got map[string]bool) {
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if !got[key] {
			j.broken("the %s %s is missing", what, key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(got)) {
		if !want[key] {
			j.broken("the %s %s is one too many", what, key)
		}
	}
}

// tasks: each was told when it was made, and is open until its end was told; open ones are the navigator's.
func (j *judgement) tasks() {
	j.each(func(id string, f *file) {
		made, ended := map[string]bool{}, map[string]bool{}
		for _, e := range slices.Concat(f.events, f.beside) {
			switch e.Type {
			case referral.TaskCreated:
				made[e.TaskID] = true
			case referral.TaskCompleted:
				ended[e.TaskID] = true
			}
		}
		stand := map[string]bool{}
		for _, t := range f.tasks {
			stand[t.ID()] = true
			if (t.Status == referral.TaskDone) != ended[t.ID()] {
				j.broken("task %s is %s; its end was told: %v", t.ID(), t.Status, ended[t.ID()])
			}
			if t.Status == referral.TaskOpen && t.Navigator != f.Employment.Navigator {
				j.broken("task %s is %s's, the referral %s's", t.ID(), t.Navigator, f.Employment.Navigator)
			}
		}
		j.sameSets("task", made, stand)
		j.answerTasks(id, f)
	})
}

// answerTasks: each answer that the guide gives a task made one.
func (j *judgement) answerTasks(id string, f *file) {
	if f.Employment == nil {
		return
	}
	for _, e := range f.events {
		switch e.Type {
		case referral.AnsweredAccepted, referral.AnsweredRejected, referral.Corrected, referral.BecameOverdue:
			made := slices.ContainsFunc(f.beside, func(b referral.Event) bool { return b.Type == referral.TaskCreated && b.Version == e.Version })
			if !made {
				j.broken("%s: event %d, %s, made no task", id, e.Version, e.Type)
			}
		}
	}
}

// forms: each revision of a form that was sent stands with its PDF and its line in Distributed Documents, unless its client
// was erased: then none does.
func (j *judgement) forms() {
	want, got := map[string]bool{}, map[string]bool{}
	for id, f := range j.files {
		if f.Employment == nil || f.Customer.Erased() {
			continue
		}
		for n := range f.Employment.Revision {
			want[fmt.Sprintf("PDF %s %04d", id, n+1)] = true
			want[fmt.Sprintf("document %s %04d", id, n+1)] = true
		}
	}
	for _, it := range j.Table.Items {
		pk, sk := text(it, "PK"), text(it, "SK")
		if _, id, is := strings.Cut(pk, "#PDF#"); is {
			got["PDF "+id+" "+sk] = true
		}
		if parts := strings.Split(sk, "#"); parts[0] == "DOC" && len(parts) == 4 {
			got["document "+parts[2]+" "+parts[3]] = true
		}
	}
	j.sameSets("form's", want, got)
}
