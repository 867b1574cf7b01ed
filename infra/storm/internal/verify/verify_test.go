package verify_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/infra/storm/internal/client"
	"github.com/referral-tool/referrals/infra/storm/internal/fault"
	"github.com/referral-tool/referrals/infra/storm/internal/round"
	"github.com/referral-tool/referrals/infra/storm/internal/verify"
	"github.com/referral-tool/referrals/shared/store"
)

// TestCheckNoticesWhatIsBroken tampers with the evidence of a calm round, once for each promise.
func TestCheckNoticesWhatIsBroken(t *testing.T) {
	_, sound, err := round.Run(t.Context(), round.Options{Seed: 7, Commands: 90, Clients: 8, Calm: true})
	if err != nil {
		t.Fatal(err)
	}
	if violations, err := verify.Check(sound); err != nil || len(violations) > 0 {
		t.Fatalf("a calm round breaks %v, %v", violations, err)
	}
	for name, test := range map[string]struct {
		tamper  func(*testing.T, *verify.Evidence)
		promise string
	}{
		"ALostCommand":           {forgetEvents, "every acknowledged command is there, once"},
		"ACommandTwice":          {repeatAnswer, "every acknowledged command is there, once"},
		"ALostReferral":          {func(t *testing.T, e *verify.Evidence) { remove(t, e, "META") }, "every acknowledged command is there, once"},
		"AnUnknownAnswer":        {func(_ *testing.T, e *verify.Evidence) { e.Calls[0].Status = 400 }, "nobody is answered what the contract does not know"},
		"AnotherStatus":          {changeStatus, "the timeline explains the state"},
		"AGapInTheTimeline":      {func(t *testing.T, e *verify.Evidence) { remove(t, e, "E#000001") }, "the timeline explains the state"},
		"AnOldCard":              {func(t *testing.T, e *verify.Evidence) { set(t, e, "CUST#R#", "version", number("99")) }, "the card shows the referral"},
		"AMissingGuard":          {forgetGuards, "guards are those of the open referrals"},
		"AGuardTooMany":          {addGuard, "guards are those of the open referrals"},
		"AMissingTask":           {func(t *testing.T, e *verify.Evidence) { remove(t, e, "TASK#") }, "tasks are those of the answers"},
		"AMissingPDF":            {removePDF, "forms and their PDFs are those that were sent"},
		"AMissingDocument":       {func(t *testing.T, e *verify.Evidence) { remove(t, e, "DOC#") }, "forms and their PDFs are those that were sent"},
		"ALostLoad":              {forgetLoads, "every acknowledged command is there, once"},
		"AnEventNotOnTheBus":     {func(_ *testing.T, e *verify.Evidence) { e.Published = map[string]int{} }, "no event is lost"},
		"AMailNeverSent":         {func(_ *testing.T, e *verify.Evidence) { e.Sendings = nil }, "each mail has gone, or says why not"},
		"ARefusedMailThatCame":   {refuseMails, "each mail has gone, or says why not"},
		"AMailStillQueued":       {func(t *testing.T, e *verify.Evidence) { set(t, e, "M#", "state", text("queued")) }, "each mail has gone, or says why not"},
		"AMailMissing":           {func(t *testing.T, e *verify.Evidence) { remove(t, e, "M#") }, "each mail has gone, or says why not"},
		"AMailTwice":             {mailTwice, "nobody is mailed twice"},
		"AMailOfNobody":          {forgetMails, "nobody is mailed twice"},
		"AnOldContact":           {oldContact, "open referrals follow the directory"},
		"AMergedOrganization":    {mergeUnfollowed, "open referrals follow the directory"},
		"AFigureOffByOne":        {func(t *testing.T, e *verify.Evidence) { setFigure(t, e, "n:customers") }, "figures equal their lists and a recount"},
		"ADoubleTally":           {func(t *testing.T, e *verify.Evidence) { setFigure(t, e, "referrals") }, "figures equal their lists and a recount"},
		"AMemberMissing":         {func(t *testing.T, e *verify.Evidence) { remove(t, e, "lincoln-land#") }, "figures equal their lists and a recount"},
		"ACorrectionOfRecount":   {correctRecount, "figures equal their lists and a recount"},
		"ANameThatStays":         {erase(true), "who was erased is named nowhere"},
		"AnErasureNeverDone":     {erase(false), "who was erased is named nowhere"},
		"AnErasureThatWasNot":    {claim(client.Call{Kind: "erasure", Subject: "nobody"}), "who was erased is named nowhere"},
		"APaperOfAnErasedClient": {eraseForm, "forms and their PDFs are those that were sent"},
		"AWordThatStays":         {leaveBehind("ceja#REF#x", "E#000001", "Suit zqstays"), "who was erased is named nowhere"},
		"AnAnswerThatStays":      {leaveBehind("ceja#REF#x", "IDEM#x", "Gonzo Goneperson"), "who was erased is named nowhere"},
		"AFormNeverGenerated":    {claim(client.Call{Kind: "form generated", Subject: "nobody"}), "every acknowledged command is there, once"},
		"ALostAcceptance":        {claim(client.Call{Kind: "provider's answer", Subject: "nobody"}), "every acknowledged command is there, once"},
		"ALostChangeOfAForm":     {loseFormChange, "a text reads as a change that was let left it"},
		"ALostNote":              {loseNote, "a text reads as a change that was let left it"},
		"ARefusedChange":         {refuseChange, "a text reads as a change that was let left it"},
		"NoLog":                  {func(_ *testing.T, e *verify.Evidence) { e.Log = nil }, "no log tells of anybody"},
		"ANameInTheLog":          {say("stormkansas12 was loaded"), "no log tells of anybody"},
		"AnAddressInTheLog":      {say("not sent to con-0.first@org-01.referrals.test"), "no log tells of anybody"},
		"ALinkInTheLog":          {say("GET /r/" + strings.Repeat("a", 56)), "no log tells of anybody"},
		"ATokenInTheLog":         {say("Bearer eyJhbGciOiJSUzI1NiIs.e30.x"), "no log tells of anybody"},
		"AStreetInTheLog":        {say("lives in 1 Main St"), "no log tells of anybody"},
		"ANoteInTheLog":          {sayMarker, "no log tells of anybody"},
		"ADeadLetter":            {func(_ *testing.T, e *verify.Evidence) { e.Dead = 1 }, "nothing is given up"},
	} {
		t.Run(name, func(t *testing.T) {
			tampered := sound
			tampered.Calls = slices.Clone(sound.Calls)
			tampered.Table.Items = slices.Clone(sound.Table.Items)
			tampered.Sendings = maps.Clone(sound.Sendings)
			tampered.Recounts = maps.Clone(sound.Recounts)
			test.tamper(t, &tampered)
			violations, err := verify.Check(tampered)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(violations, func(v verify.Violation) bool { return v.Promise == test.promise }) {
				t.Errorf("%q is not found broken; found are %v", test.promise, violations)
			}
		})
	}
}

func text(s string) types.AttributeValue   { return &types.AttributeValueMemberS{Value: s} }
func number(n string) types.AttributeValue { return &types.AttributeValueMemberN{Value: n} }

// find gives the place of the first item whose sort key begins so.
func find(t *testing.T, e *verify.Evidence, sortKey string) int {
	t.Helper()
	at := slices.IndexFunc(e.Table.Items, func(it verify.Item) bool {
		sk, ok := it["SK"].(*types.AttributeValueMemberS)
		return ok && strings.HasPrefix(sk.Value, sortKey)
	})
	if at < 0 {
		t.Fatalf("the round left no item %s", sortKey)
	}
	return at
}

func remove(t *testing.T, e *verify.Evidence, sortKey string) {
	t.Helper()
	at := find(t, e, sortKey)
	e.Table.Items = slices.Delete(e.Table.Items, at, at+1)
}

func set(t *testing.T, e *verify.Evidence, sortKey, attribute string, value types.AttributeValue) {
	t.Helper()
	at := find(t, e, sortKey)
	e.Table.Items[at] = maps.Clone(e.Table.Items[at])
	e.Table.Items[at][attribute] = value
}

// setFigure tampers with the figures of a grantee.
func setFigure(t *testing.T, e *verify.Evidence, figure string) {
	t.Helper()
	for at, it := range e.Table.Items {
		if pk, ok := it["PK"].(*types.AttributeValueMemberS); ok && pk.Value == "ceja#COUNTS" {
			e.Table.Items[at] = maps.Clone(it)
			e.Table.Items[at][figure] = number("99")
			return
		}
	}
	t.Fatal("the round left no figures")
}

func forgetEvents(_ *testing.T, e *verify.Evidence) { removeAll(e, "E#0") }

func forgetMails(_ *testing.T, e *verify.Evidence) { removeAll(e, "M#") }

// forgetGuards takes all: one that holds nothing any more is not missed.
func forgetGuards(_ *testing.T, e *verify.Evidence) { removeAll(e, "OPEN#") }

func removePDF(_ *testing.T, e *verify.Evidence) { removeAll(e, "0001") }

func forgetLoads(_ *testing.T, e *verify.Evidence) {
	e.Table.Items = slices.DeleteFunc(e.Table.Items, func(it verify.Item) bool {
		kind, ok := it["type"].(*types.AttributeValueMemberS)
		return ok && kind.Value == "customer-changed"
	})
}

func removeAll(e *verify.Evidence, sortKey string) {
	e.Table.Items = slices.DeleteFunc(e.Table.Items, func(it verify.Item) bool {
		sk, ok := it["SK"].(*types.AttributeValueMemberS)
		return ok && strings.HasPrefix(sk.Value, sortKey)
	})
}

// repeatAnswer lets two events tell of one command.
func repeatAnswer(t *testing.T, e *verify.Evidence) {
	for _, c := range e.Calls {
		if c.Fate != client.Acknowledged || !slices.Contains([]string{"cancel", "answer by telephone", "consent", "service noted"}, c.Kind) ||
			!whole(e, c.Subject) { // an erasure takes the word out of its event
			continue
		}
		at := find(t, e, "E#000001")
		e.Table.Items[at] = maps.Clone(e.Table.Items[at])
		e.Table.Items[at]["note"] = text(c.Marker)
		return
	}
	t.Fatal("the round left no word in a timeline")
}

func changeStatus(t *testing.T, e *verify.Evidence) {
	at := find(t, e, "META")
	state := e.Table.Items[at]["state"].(*types.AttributeValueMemberM).Value
	state = maps.Clone(state)
	state["sends"] = number("7")
	set(t, e, "META", "state", &types.AttributeValueMemberM{Value: state})
}

func addGuard(t *testing.T, e *verify.Evidence) {
	set(t, e, "OPEN#", "s:nothing", &types.AttributeValueMemberSS{Value: []string{"nobody"}})
}

func mailTwice(_ *testing.T, e *verify.Evidence) {
	again := e.Mails[0]
	e.Mails = append(slices.Clone(e.Mails), again)
	key := fault.KeyOf(again)
	sending := e.Sendings[key]
	sending.Accepted++
	e.Sendings[key] = sending
}

// open is a referral that is open, and stays at the contact and organization that it was sent to.
func open(t *testing.T, e *verify.Evidence) verify.Item {
	t.Helper()
	for _, it := range e.Table.Items {
		if sk, ok := it["SK"].(*types.AttributeValueMemberS); ok && sk.Value == "META" {
			status, _ := stateOf(it)["status"].(*types.AttributeValueMemberS)
			if status != nil && (status.Value == "sent" || status.Value == "pending" || status.Value == "accepted") {
				return stateOf(it)
			}
		}
	}
	t.Fatal("the round left no open referral")
	return nil
}

func textIn(it verify.Item, names ...string) string {
	for _, name := range names[:len(names)-1] {
		it = it[name].(*types.AttributeValueMemberM).Value
	}
	return it[names[len(names)-1]].(*types.AttributeValueMemberS).Value
}

// oldContact corrects a contact behind the back of its referral.
func oldContact(t *testing.T, e *verify.Evidence) {
	changeEntry(t, e, textIn(open(t, e), "organization", "id"), "CON#"+textIn(open(t, e), "contact", "id"), "contact", "email", "new@org.referrals.test")
}

// mergeUnfollowed merges an organization behind the back of its referral.
func mergeUnfollowed(t *testing.T, e *verify.Evidence) {
	changeEntry(t, e, textIn(open(t, e), "organization", "id"), "ORG", "organization", "mergedInto", "elsewhere")
}

func changeEntry(t *testing.T, e *verify.Evidence, organization, sortKey, entry, attribute, value string) {
	t.Helper()
	for at, it := range e.Table.Items {
		pk, sk := it["PK"].(*types.AttributeValueMemberS), it["SK"].(*types.AttributeValueMemberS)
		if strings.HasSuffix(pk.Value, "#ORG#"+organization) && sk.Value == sortKey {
			changed := maps.Clone(it[entry].(*types.AttributeValueMemberM).Value)
			changed[attribute] = text(value)
			e.Table.Items[at] = maps.Clone(it)
			e.Table.Items[at][entry] = &types.AttributeValueMemberM{Value: changed}
			return
		}
	}
	t.Fatalf("the directory has no %s of %s", sortKey, organization)
}

// refuseMails has SES refuse whatever it delivered.
func refuseMails(_ *testing.T, e *verify.Evidence) {
	for key := range e.Sendings {
		e.Sendings[key] = fault.Sending{Refused: true}
	}
}

func correctRecount(_ *testing.T, e *verify.Evidence) {
	e.Recounts["lincoln-land"] = store.Recounted{Customers: 1, Changed: 1}
}

// erase marks a customer as erased who was not.
func erase(done bool) func(*testing.T, *verify.Evidence) {
	return func(t *testing.T, e *verify.Evidence) {
		for at, it := range e.Table.Items {
			sk, ok := it["SK"].(*types.AttributeValueMemberS)
			if !ok || sk.Value != "CUST#Z" || it["erasure"] != nil {
				continue
			}
			e.Table.Items[at] = maps.Clone(it)
			e.Table.Items[at]["erasure"] = &types.AttributeValueMemberM{
				Value: map[string]types.AttributeValue{"done": &types.AttributeValueMemberBOOL{Value: done}},
			}
			return
		}
		t.Fatal("the round left no customer")
	}
}

// claim has a client told of what never was.
func claim(call client.Call) func(*testing.T, *verify.Evidence) {
	return func(_ *testing.T, e *verify.Evidence) {
		e.Calls = append(e.Calls, client.Result{Call: call, Fate: client.Acknowledged})
	}
}

// leaveBehind has an item hold a text after the erasure of somebody whose name is Goneperson, and about whom somebody
// wrote zqstays.
func leaveBehind(partition, sortKey, held string) func(*testing.T, *verify.Evidence) {
	return func(_ *testing.T, e *verify.Evidence) {
		e.Words = map[string][]string{"gone": {"Goneperson"}}
		e.Calls = append(e.Calls, client.Result{Call: client.Call{Kind: "hold", Subject: "gone", Marker: "zqstays"}})
		erasure := map[string]types.AttributeValue{"done": &types.AttributeValueMemberBOOL{Value: true}}
		e.Table.Items = append(e.Table.Items,
			verify.Item{"PK": text("ceja#CUST#gone"), "SK": text("CUST#Z"), "erasure": &types.AttributeValueMemberM{Value: erasure}},
			verify.Item{"PK": text(partition), "SK": text(sortKey), "held": text(held)})
	}
}

// TestKeptAnswersMayName: what answers a repeated call may name who was erased since, for a day.
func TestKeptAnswersMayName(t *testing.T) {
	var e verify.Evidence
	leaveBehind("ceja#IDEM#x", "IDEM", "Gonzo Goneperson")(t, &e)
	violations, err := verify.Check(e)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range violations {
		if v.Promise == "who was erased is named nowhere" {
			t.Error(v)
		}
	}
}

// generated is the first referral whose form was generated, and whose client was not erased; it is sent before anybody can
// change it.
func generated(t *testing.T, e *verify.Evidence) string {
	t.Helper()
	for _, c := range e.Calls {
		var made struct{ ReferralID string }
		if c.Kind == "form generated" && json.Unmarshal(c.Answer, &made) == nil && whole(e, made.ReferralID) {
			return made.ReferralID
		}
	}
	t.Fatal("the round left no form")
	return ""
}

func loseFormChange(t *testing.T, e *verify.Evidence) {
	claim(client.Call{Kind: "form changed", Subject: generated(t, e), Marker: "zqlost"})(t, e)
}

// metaOf is the place of a referral's state; -1 where there is none.
func metaOf(e *verify.Evidence, id string) int {
	return slices.IndexFunc(e.Table.Items, func(it verify.Item) bool {
		pk, sk := it["PK"].(*types.AttributeValueMemberS), it["SK"].(*types.AttributeValueMemberS)
		return strings.HasSuffix(pk.Value, "#REF#"+id) && sk.Value == "META"
	})
}

func stateOf(it verify.Item) verify.Item { return it["state"].(*types.AttributeValueMemberM).Value }

// whole reports whether a referral stands, with its customer.
func whole(e *verify.Evidence, id string) bool {
	at := metaOf(e, id)
	return at >= 0 && stateOf(e.Table.Items[at])["customer"].(*types.AttributeValueMemberM).Value["erasedAt"] == nil
}

func changeState(e *verify.Evidence, id, attribute string, value types.AttributeValue) {
	at := metaOf(e, id)
	state := maps.Clone(stateOf(e.Table.Items[at]))
	state[attribute] = value
	e.Table.Items[at] = maps.Clone(e.Table.Items[at])
	e.Table.Items[at]["state"] = &types.AttributeValueMemberM{Value: state}
}

// eraseForm marks a client as erased from a referral whose papers stand.
func eraseForm(t *testing.T, e *verify.Evidence) {
	gone := verify.Item{"erasedAt": text("2026-01-02T00:00:00.000Z")}
	changeState(e, generated(t, e), "customer", &types.AttributeValueMemberM{Value: gone})
}

// created is the first create that was acknowledged, of a customer who was not erased, with the referral's id.
func created(t *testing.T, e *verify.Evidence) (client.Result, string) {
	t.Helper()
	for _, c := range e.Calls {
		var made struct{ ID string }
		if c.Kind == "create" && c.Fate == client.Acknowledged && json.Unmarshal(c.Answer, &made) == nil && whole(e, made.ID) {
			return c, made.ID
		}
	}
	t.Fatal("the round left no referral that was made")
	return client.Result{}, ""
}

func loseNote(t *testing.T, e *verify.Evidence) {
	_, id := created(t, e)
	changeState(e, id, "note", text(""))
}

func refuseChange(t *testing.T, e *verify.Evidence) {
	c, id := created(t, e)
	e.Calls = append(e.Calls, client.Result{
		Call: client.Call{Kind: "change of a draft", Subject: id, Marker: c.Marker}, Fate: client.Refused,
	})
}

func say(line string) func(*testing.T, *verify.Evidence) {
	return func(_ *testing.T, e *verify.Evidence) { e.Log = append(slices.Clone(e.Log), "mail-send: "+line) }
}

func sayMarker(t *testing.T, e *verify.Evidence) {
	c, _ := created(t, e)
	say("the note is "+c.Marker)(t, e)
}
