package verify_test

import (
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
		"ALostCommand":         {forgetEvents, "every acknowledged command is there, once"},
		"ACommandTwice":        {repeatAnswer, "every acknowledged command is there, once"},
		"ALostReferral":        {func(t *testing.T, e *verify.Evidence) { remove(t, e, "META") }, "every acknowledged command is there, once"},
		"AnUnknownAnswer":      {func(_ *testing.T, e *verify.Evidence) { e.Calls[0].Status = 400 }, "nobody is answered what the contract does not know"},
		"AnotherStatus":        {changeStatus, "the timeline explains the state"},
		"AGapInTheTimeline":    {func(t *testing.T, e *verify.Evidence) { remove(t, e, "E#000001") }, "the timeline explains the state"},
		"AnOldCard":            {func(t *testing.T, e *verify.Evidence) { set(t, e, "CUST#R#", "version", number("99")) }, "the card shows the referral"},
		"AMissingGuard":        {forgetGuards, "guards are those of the open referrals"},
		"AGuardTooMany":        {addGuard, "guards are those of the open referrals"},
		"AMissingTask":         {func(t *testing.T, e *verify.Evidence) { remove(t, e, "TASK#") }, "tasks are those of the answers"},
		"AMissingPDF":          {removePDF, "forms and their PDFs are those that were sent"},
		"AMissingDocument":     {func(t *testing.T, e *verify.Evidence) { remove(t, e, "DOC#") }, "forms and their PDFs are those that were sent"},
		"ALostLoad":            {forgetLoads, "every acknowledged command is there, once"},
		"AnEventNotOnTheBus":   {func(_ *testing.T, e *verify.Evidence) { e.Published = map[string]int{} }, "no event is lost"},
		"AMailNeverSent":       {func(_ *testing.T, e *verify.Evidence) { e.Sendings = nil }, "each mail has gone, or says why not"},
		"AMailStillQueued":     {func(t *testing.T, e *verify.Evidence) { set(t, e, "M#", "state", text("queued")) }, "each mail has gone, or says why not"},
		"AMailMissing":         {func(t *testing.T, e *verify.Evidence) { remove(t, e, "M#") }, "each mail has gone, or says why not"},
		"AMailTwice":           {mailTwice, "nobody is mailed twice"},
		"AMailOfNobody":        {forgetMails, "nobody is mailed twice"},
		"AFigureOffByOne":      {func(t *testing.T, e *verify.Evidence) { setFigure(t, e, "n:customers") }, "figures equal their lists and a recount"},
		"ADoubleTally":         {func(t *testing.T, e *verify.Evidence) { setFigure(t, e, "referrals") }, "figures equal their lists and a recount"},
		"AMemberMissing":       {func(t *testing.T, e *verify.Evidence) { remove(t, e, "lincoln-land#") }, "figures equal their lists and a recount"},
		"ACorrectionOfRecount": {correctRecount, "figures equal their lists and a recount"},
		"ANameThatStays":       {erase(true), "who was erased is named nowhere"},
		"AnErasureNeverDone":   {erase(false), "who was erased is named nowhere"},
		"AnErasureThatWasNot":  {claimErasure, "who was erased is named nowhere"},
		"ADeadLetter":          {func(_ *testing.T, e *verify.Evidence) { e.Dead = 1 }, "nothing is given up"},
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
		if c.Kind != "cancel" || c.Fate != client.Acknowledged {
			continue
		}
		at := find(t, e, "E#000001")
		e.Table.Items[at] = maps.Clone(e.Table.Items[at])
		e.Table.Items[at]["note"] = text(c.Marker)
		return
	}
	t.Fatal("the round canceled nothing")
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

// claimErasure has a client told of an erasure that never was.
func claimErasure(_ *testing.T, e *verify.Evidence) {
	e.Calls = append(e.Calls, client.Result{Call: client.Call{Kind: "erasure", Subject: "nobody"}, Fate: client.Acknowledged})
}
