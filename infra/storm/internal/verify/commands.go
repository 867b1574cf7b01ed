package verify

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"

	"github.com/referral-tool/referrals/infra/storm/internal/client"
	"github.com/referral-tool/referrals/shared/referral"
)

// traces is what commands leave: by the word that only one of them says, how often it stands in events, and whether it
// stands anywhere at all.
type traces struct {
	events string // of referrals that count a version, as one text
	states string // of referrals
	others string // everything else that a command may leave
}

func (j *judgement) traces() traces {
	var events, states, others strings.Builder
	for _, f := range j.files {
		for _, e := range f.events {
			writeJSON(&events, e)
		}
		writeJSON(&states, f.State)
	}
	for _, it := range j.Table.Items {
		// What is kept to answer a repetition shows what was answered, not what is there.
		if pk := text(it, "PK"); !strings.Contains(pk, "#IDEM#") && !strings.Contains(pk, "#REF#") {
			writeItem(&others, it)
		}
	}
	return traces{events.String(), states.String(), others.String()}
}

func writeJSON(b *strings.Builder, v any) {
	encoded, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("encoding %T: %v", v, err))
	}
	b.Write(encoded)
	b.WriteByte('\n')
}

func writeItem(b *strings.Builder, it Item) {
	var plain map[string]any
	if attributevalue.UnmarshalMap(it, &plain) == nil {
		delete(plain, "pdf") // bytes
		writeJSON(b, plain)
	}
}

// acknowledged looks for what each command says it left. With an idempotency key it stands once, however often the call
// was made; one that was refused stands nowhere.
func (j *judgement) acknowledged() {
	left := j.traces()
	counts := map[string]*counted{}
	for _, c := range j.Calls {
		j.version(c)
		switch c.Kind {
		case "answer by link", "answer by form", "answer by telephone", "cancel", "consent", "consent withdrawn",
			"service noted", "task completed", "provider's answer":
			j.marked(c, strings.Count(left.events, c.Marker))
		case "create", "draft":
			j.created(c, left)
		case "assessment", "activity":
			j.made(c, left)
		case "form generated":
			j.generated(c)
		case "hold":
			j.held(c, left)
		case "merge":
			j.merged(c)
		case "customer load", "contact correction", "resend", "send of a draft", "form sent":
			counts[c.Kind+c.Subject] = counts[c.Kind+c.Subject].add(c)
		}
	}
	for _, c := range counts {
		j.counted(c)
	}
}

// marked: what the command said stands in exactly one event. An answer by link has no key: the same once more is a
// repetition only as long as nobody answered in between.
func (j *judgement) marked(c client.Result, found int) {
	if c.Marker == "" {
		j.accepted(c)
		return
	}
	most := 1
	if c.Key == "" {
		most = c.Tries
	}
	switch {
	case c.Fate == client.Acknowledged && found == 0 && !j.erased(c.Subject):
		j.broken("the %s of %s (%s) was acknowledged and is not in the timeline", c.Kind, c.Subject, c.Marker)
	case c.Fate == client.Refused && found > 0:
		j.broken("the %s of %s (%s) was refused with %d and is in the timeline", c.Kind, c.Subject, c.Marker, c.Status)
	case found > most:
		j.broken("the %s of %s (%s) was made once and is in the timeline %d times", c.Kind, c.Subject, c.Marker, found)
	}
}

// accepted: a provider who accepts says no word; an event tells of the acceptance.
func (j *judgement) accepted(c client.Result) {
	if c.Fate != client.Acknowledged {
		return
	}
	f := j.files[c.Subject]
	if f == nil || !slices.ContainsFunc(f.events, func(e referral.Event) bool {
		return slices.ContainsFunc(e.Lines, func(d referral.Decided) bool { return d.Status == referral.Accepted })
	}) {
		j.broken("that %s was accepted was acknowledged and is not in the timeline", c.Subject)
	}
}

// generated: the referral that holds the form is there, of that client.
func (j *judgement) generated(c client.Result) {
	if c.Fate != client.Acknowledged {
		return
	}
	id := fieldOf(c.Answer, "referralId")
	if f := j.files[id]; f == nil || f.Employment == nil || f.Customer.ID != c.Subject {
		j.broken("the form %q of %s was acknowledged and is not there", id, c.Subject)
	}
}

// erased reports whether what people wrote about a referral was taken out of it.
func (j *judgement) erased(id string) bool {
	return j.files[id] != nil && j.files[id].Customer.Erased()
}

// held: the reason of a hold is among the customer's events, or was taken out with all else.
func (j *judgement) held(c client.Result, left traces) {
	if _, gone := j.gone()[c.Subject]; !gone && c.Fate == client.Acknowledged && !strings.Contains(left.others, c.Marker) {
		j.broken("the hold on %s (%s) was acknowledged and is not there", c.Subject, c.Marker)
	}
}

// created: the referral that an answer names is there; and there is no second one of the call.
func (j *judgement) created(c client.Result, left traces) {
	id := fieldOf(c.Answer, "id")
	if c.Fate == client.Acknowledged && (j.files[id] == nil || j.files[id].ID == "") {
		j.broken("the referral %s (%s) was acknowledged and is not there", id, c.Marker)
	}
	found := strings.Count(left.states, c.Marker)
	if found > 1 || found > 0 && c.Fate == client.Refused {
		j.broken("the %s %s stands %d times", c.Kind, c.Marker, found)
	}
}

// made: a thing that an answer gave an id is there.
func (j *judgement) made(c client.Result, left traces) {
	id := fieldOf(c.Answer, "id")
	if c.Fate == client.Acknowledged && (id == "" || !strings.Contains(left.others, id)) {
		j.broken("the %s %q of %s was acknowledged and is not there", c.Kind, id, c.Subject)
	}
	if c.Fate == client.Refused && c.Marker != "" && strings.Contains(left.others, c.Marker) {
		j.broken("the %s of %s (%s) was refused with %d and is there", c.Kind, c.Subject, c.Marker, c.Status)
	}
}

func (j *judgement) merged(c client.Result) {
	if c.Fate != client.Acknowledged {
		return
	}
	for _, it := range j.Table.Items {
		if strings.HasSuffix(text(it, "PK"), "#ORG#"+c.Subject) && text(it, "SK") == "ORG" && text(inner(it, "organization"), "mergedInto") == c.Marker {
			return
		}
	}
	j.broken("the merge of %s into %s was acknowledged and is not there", c.Subject, c.Marker)
}

// version: an answer that shows a version was given of an event that stands.
func (j *judgement) version(c client.Result) {
	if c.Fate != client.Acknowledged || !strings.HasPrefix(c.Path, "/v1/referrals") || c.Method == "GET" {
		return
	}
	var shown struct {
		ID      string
		Version int
	}
	if json.Unmarshal(c.Answer, &shown) != nil || shown.ID == "" { // a form counts its own versions
		return
	}
	f := j.files[shown.ID]
	if f == nil || f.Version < shown.Version {
		j.broken("the %s of %s was acknowledged with version %d, which never stood", c.Kind, shown.ID, shown.Version)
	}
}

// counted are commands of one kind about one subject that leave no word of their own.
type counted struct {
	kind, subject        string
	acknowledged, atMost int
}

func (s *counted) add(c client.Result) *counted {
	if s == nil {
		s = &counted{kind: c.Kind, subject: c.Subject}
	}
	if c.Fate == client.Acknowledged {
		s.acknowledged++
	}
	switch {
	case c.Fate == client.Refused:
	case c.Key != "":
		s.atMost++
	default: // what somebody else changed in between is written again
		s.atMost += c.Tries
	}
	return s
}

// counted: as many events as were acknowledged, and one more at most for each command of unknown fate.
func (j *judgement) counted(c *counted) {
	found := 0
	switch c.kind {
	case "customer load":
		found = j.eventsOf("#CUST#"+c.subject, "customer-changed")
	case "contact correction":
		found = j.eventsOf("#ORG#"+c.subject, "contact-changed")
	case "resend":
		found = j.eventsOf("#REF#"+c.subject, string(referral.Resent))
	default:
		found = j.eventsOf("#REF#"+c.subject, string(referral.WasSent))
	}
	if found < c.acknowledged || found > c.atMost {
		j.broken("%s of %s: %d acknowledged, %d at most were carried out, %d events tell of it", c.kind, c.subject, c.acknowledged, c.atMost, found)
	}
}

func (j *judgement) eventsOf(owner, kind string) int {
	found := 0
	for _, it := range j.Table.Items {
		if strings.HasSuffix(text(it, "PK"), owner) && strings.HasPrefix(text(it, "SK"), "E#") && text(it, "type") == kind && !boolean(it, "repeated") {
			found++
		}
	}
	return found
}

func fieldOf(answer []byte, name string) string {
	var fields map[string]any
	if json.Unmarshal(answer, &fields) != nil {
		return ""
	}
	value, _ := fields[name].(string)
	return value
}
