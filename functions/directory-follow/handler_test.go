package main

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/bus"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// corrected is Maria Lopez with the address that the directory has from now on.
var corrected = func() referral.Contact {
	c := functiontest.Maria
	c.Email = "intake@housing.referrals.test"
	return c
}()

// world is one whose directory says what the events tell: Maria Lopez's address was corrected, or Housing Partners
// turned out to be Harbor.
func world(t *testing.T, change func(*functiontest.World) error) (*functiontest.World, follow) {
	t.Helper()
	w := functiontest.New(t)
	if err := change(w); err != nil {
		t.Fatal(err)
	}
	return w, follow{desk: w.Desk, log: w.Log}
}

func nothing(*functiontest.World) error { return nil }

func correct(t *testing.T) func(*functiontest.World) error {
	return func(w *functiontest.World) error {
		_, err := w.PutContact(context.Background(), w.Command(t, functiontest.Casey), functiontest.Partners.ID, corrected)
		return err
	}
}

// protect marks the organization as one whose name alone tells something.
func protect(t *testing.T) func(*functiontest.World) error {
	return func(w *functiontest.World) error {
		shelter := functiontest.Partners
		shelter.Sensitive = true
		_, err := w.PutOrganization(context.Background(), w.Command(t, functiontest.Casey), shelter)
		return err
	}
}

func merge(t *testing.T) func(*functiontest.World) error {
	return func(w *functiontest.World) error {
		_, err := w.MergeOrganizations(context.Background(), w.Command(t, functiontest.Casey), functiontest.Partners.ID, functiontest.Shelter.ID)
		return err
	}
}

func handle(t *testing.T, h follow, name string) error {
	t.Helper()
	_, err := h.handle(context.Background(), functiontest.Event[events.EventBridgeEvent](t, "directory-follow", name))
	return err
}

// followed is a referral afterwards, as a golden file has it.
type followed struct {
	Status       referral.Status `json:"status"`
	Organization string          `json:"organization"`
	Contact      string          `json:"contact"`
	Sensitive    bool            `json:"sensitive"`
	Timeline     string          `json:"timeline"` // what the last event says
}

func look(t *testing.T, w *functiontest.World) map[string]followed {
	t.Helper()
	all := map[string]followed{}
	for name, id := range map[string]string{
		"sent": functiontest.Sent, "accepted": functiontest.Accepted, "rejected": functiontest.Rejected,
		"canceled": functiontest.Canceled, "of the other grantee": functiontest.Foreign,
	} {
		r := w.Record(t, id)
		all[name] = followed{r.State.Status, r.State.Organization.Name, r.State.Contact.Email, r.State.Sensitive, r.Events[len(r.Events)-1].Note}
	}
	return all
}

// Which referrals follow, what their timelines say, and that a second delivery of the event stores nothing.
func TestFollow(t *testing.T) {
	for name, change := range map[string]func(*functiontest.World) error{
		"contact":      correct(t),
		"organization": protect(t),
		"merge":        merge(t),
		"added":        nothing,
	} {
		t.Run(name, func(t *testing.T) {
			w, h := world(t, change)
			before := w.Stored(t)
			if err := handle(t, h, name); err != nil {
				t.Fatal(err)
			}
			after := w.Stored(t)
			functiontest.Golden(t, "directory-follow", name, struct {
				Referrals map[string]followed `json:"referrals"`
				Stored    []string            `json:"stored"`
			}{look(t, w), after.Since(before)})
			if err := handle(t, h, name); err != nil {
				t.Fatal(err)
			}
			if stored := w.Stored(t).Since(after); len(stored) > 0 {
				t.Errorf("the second delivery stored %v", stored)
			}
		})
	}
}

// What cannot be followed is an error, so that the bus tries again and keeps it at last; nothing is stored.
func TestFollowNothing(t *testing.T) {
	for _, name := range []string{"contact-unknown", "merge-into-unknown", "unserved", "unreadable"} {
		t.Run(name, func(t *testing.T) {
			w, h := world(t, nothing)
			before := w.Stored(t)
			if err := handle(t, h, name); err == nil {
				t.Error("it is taken as done")
			}
			if stored := w.Stored(t).Since(before); len(stored) > 0 {
				t.Errorf("stored %v", stored)
			}
		})
	}
}

// changed is what the bus tells of the directory.
func changed(t *testing.T, d bus.Directory) events.EventBridgeEvent {
	t.Helper()
	d.EventID, d.Program = "e", functiontest.Ceja
	detail, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	return events.EventBridgeEvent{Detail: detail}
}

func apply(t *testing.T, h follow, events ...events.EventBridgeEvent) {
	t.Helper()
	for _, e := range events {
		if _, err := h.handle(context.Background(), e); err != nil {
			t.Fatal(err)
		}
	}
}

// Of two corrections within seconds the newer one stays, also where the run behind the older is still at work when that
// behind the newer has ended.
func TestFollowTwoCorrections(t *testing.T) {
	w := functiontest.New(t)
	put := func(email string) {
		c := functiontest.Maria
		c.Email = email
		if _, err := w.PutContact(context.Background(), w.Command(t, functiontest.Casey), functiontest.Partners.ID, c); err != nil {
			t.Fatal(err)
		}
	}
	correction := changed(t, bus.Directory{Type: store.ContactChanged, OrganizationID: functiontest.Partners.ID, ContactID: functiontest.Maria.ID})
	slow, overtaken := *w.Desk, false
	slow.Now = func() time.Time { // asked for once the contact was read
		if !overtaken {
			overtaken = true
			put("right@housing.referrals.test")
			apply(t, follow{desk: w.Desk, log: w.Log}, correction)
		}
		return w.Time
	}
	put("wrogn@housing.referrals.test")
	apply(t, follow{desk: &slow, log: w.Log}, correction)
	if got := w.Record(t, functiontest.Sent).State.Contact.Email; !overtaken || got != "right@housing.referrals.test" {
		t.Errorf("the referral shows %s", got)
	}
}

// A was merged into B, and B into C. The run behind the first merge may come last, by a retry or a redrive: what it moves
// goes to C, where somebody looks after it.
func TestFollowMergesInAnyOrder(t *testing.T) {
	w := functiontest.New(t)
	third := referral.Organization{ID: "third", Name: "Third House"}
	if _, err := w.PutOrganization(context.Background(), w.Command(t, functiontest.Casey), third); err != nil {
		t.Fatal(err)
	}
	var merges []events.EventBridgeEvent
	for _, m := range [][2]string{{functiontest.Partners.ID, functiontest.Shelter.ID}, {functiontest.Shelter.ID, third.ID}} {
		if _, err := w.MergeOrganizations(context.Background(), w.Command(t, functiontest.Casey), m[0], m[1]); err != nil {
			t.Fatal(err)
		}
		merges = append(merges, changed(t, bus.Directory{Type: store.OrganizationMerged, OrganizationID: m[0], IntoID: m[1]}))
	}
	apply(t, follow{desk: w.Desk, log: w.Log}, merges[1], merges[0])
	s := w.Record(t, functiontest.Sent).State
	if s.Organization.ID != third.ID {
		t.Errorf("it stays at %s, which was merged into %s", s.Organization.ID, s.Organization.MergedInto)
	}
	if _, err := w.Contact(context.Background(), functiontest.Ceja, third.ID, s.Contact.ID); err != nil {
		t.Errorf("its contact did not follow: %v", err)
	}
}

// A referral that is made while its contact is corrected, and that the first look did not see, follows with the second: the
// sweep asks for it two minutes later.
func TestFollowOnceMore(t *testing.T) {
	ctx := context.Background()
	w := functiontest.New(t)
	h := follow{desk: w.Desk, log: w.Log}
	correction := changed(t, bus.Directory{Type: store.ContactChanged, OrganizationID: functiontest.Partners.ID, ContactID: functiontest.Maria.ID})
	const id = "01980000-0000-7000-8000-00000000ffff"
	whom := store.PartyIDs{Customer: functiontest.John.ID, Organization: functiontest.Partners.ID, Contact: functiontest.Maria.ID}
	cmd := w.Command(t, functiontest.Casey)
	_, err := w.Create(ctx, functiontest.Ceja, whom, cmd.At, store.Idempotency{}, func(p referral.Parties) (referral.Change, error) {
		if err := correct(t)(w); err != nil { // between its two requests
			t.Fatal(err)
		}
		apply(t, h, correction)
		return referral.Create(cmd, id, p, referral.Request{Services: []string{"transportation"}, AllowRepeat: "test"})
	}, func(store.Record) store.Reply { return store.Reply{} })
	if err != nil {
		t.Fatal(err)
	}
	before := w.Record(t, id).State.Contact.Email
	w.Time = w.Time.Add(2 * time.Minute)
	if asked := repeat(t, w); asked != 1 {
		t.Fatalf("%d changes of the directory are to be followed once more, want 1", asked)
	}
	apply(t, h, correction)
	if got := w.Record(t, id).State.Contact.Email; got != corrected.Email || before == got {
		t.Errorf("it shows %s, before %s", got, before)
	}
	if asked := repeat(t, w); asked != 0 {
		t.Errorf("%d are asked for again", asked)
	}
}

// repeat does what is due of the directory, as the sweep does.
func repeat(t *testing.T, w *functiontest.World) (asked int) {
	t.Helper()
	for shard := range store.DueShards {
		page, err := w.Due(t.Context(), shard, w.Desk.Clock(), "")
		if err != nil {
			t.Fatal(err)
		}
		for _, due := range page.Items {
			if due.Directory == nil {
				continue
			}
			if done, err := w.RepeatDirectoryEvent(t.Context(), w.Command(t, desk.System()), *due.Directory); !done || err != nil {
				t.Fatal(done, err)
			}
			asked++
		}
	}
	return asked
}
