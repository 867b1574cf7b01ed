package verify

import (
	"fmt"
	"maps"
	"slices"

	"github.com/referral-tool/referrals/infra/local/system"
	"github.com/referral-tool/referrals/infra/storm/internal/client"
	"github.com/referral-tool/referrals/infra/storm/internal/fault"
	"github.com/referral-tool/referrals/shared/store"
)

// Evidence is all that a round left behind.
type Evidence struct {
	Table     Table
	Calls     []client.Result
	Mails     []system.Mail // that SES accepted
	Sendings  map[fault.MailKey]fault.Sending
	Published map[string]int // events that the bus took: "id type"
	Recounts  map[string]store.Recounted
	Words     map[string][]string // that tell who a customer is, by id
	Log       []string            // lines, each with who printed it
	Dead      int                 // deliveries that are given up still
}

// Violation is one promise that was broken.
type Violation struct {
	Promise string
	What    string
}

func (v Violation) String() string { return v.Promise + ": " + v.What }

// Promises whose breach is a loss.
const (
	commandsAreThere = "every acknowledged command is there, once"
	eventsAreThere   = "no event is lost"
	mailsHaveGone    = "each mail has gone, or says why not"
)

// Loss reports whether something that was acknowledged, an event or a mail is lost.
func (v Violation) Loss() bool {
	return v.Promise == commandsAreThere || v.Promise == eventsAreThere || v.Promise == mailsHaveGone
}

// Promises, each with what holds it against the evidence.
var promises = []struct {
	name  string
	check func(*judgement)
}{
	{commandsAreThere, (*judgement).acknowledged},
	{"a text reads as a change that was let left it", (*judgement).rewritten},
	{"nobody is answered what the contract does not know", (*judgement).answers},
	{"the timeline explains the state", (*judgement).timelines},
	{"the card shows the referral", (*judgement).cards},
	{"guards are those of the open referrals", (*judgement).guards},
	{"tasks are those of the answers", (*judgement).tasks},
	{"forms and their PDFs are those that were sent", (*judgement).forms},
	{eventsAreThere, (*judgement).published},
	{mailsHaveGone, (*judgement).mails},
	{"nobody is mailed twice", (*judgement).doubles},
	{"open referrals follow the directory", (*judgement).directory},
	{"figures equal their lists and a recount", (*judgement).figures},
	{"who was erased is named nowhere", (*judgement).erasures},
	{"no log tells of anybody", (*judgement).logged},
	{"nothing is given up", (*judgement).dead},
}

// judgement is the evidence in the order in which it is looked at.
type judgement struct {
	Evidence
	files map[string]*file

	promise    string
	violations []Violation
}

// Check gives all promises that the evidence shows broken. An error tells of evidence that cannot be read.
func Check(e Evidence) ([]Violation, error) {
	files, err := e.Table.files()
	if err != nil {
		return nil, err
	}
	j := &judgement{Evidence: e, files: files}
	for _, p := range promises {
		j.promise = p.name
		p.check(j)
	}
	return j.violations, nil
}

func (j *judgement) broken(format string, args ...any) {
	j.violations = append(j.violations, Violation{j.promise, fmt.Sprintf(format, args...)})
}

// each visits all referrals in the order of their ids.
func (j *judgement) each(visit func(id string, f *file)) {
	for _, id := range slices.Sorted(maps.Keys(j.files)) {
		visit(id, j.files[id])
	}
}

func (j *judgement) dead() {
	if j.Dead > 0 {
		j.broken("%d deliveries wait for an operator after they were delivered again", j.Dead)
	}
}

// answers: 4xx are refusals that the commands may meet; what a careful client never gets is a fault of the system.
func (j *judgement) answers() {
	for _, c := range j.Calls {
		switch c.Status {
		case 400, 401, 403, 405, 413, 415, 429:
			j.broken("%s was answered %d: %.300s", c.Kind, c.Status, c.Answer)
		}
	}
}
