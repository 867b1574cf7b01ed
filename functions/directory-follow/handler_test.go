package main

import (
	"context"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/referral"
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
		all[name] = followed{r.State.Status, r.State.Organization.Name, r.State.Contact.Email, r.Events[len(r.Events)-1].Note}
	}
	return all
}

// Which referrals follow, what their timelines say, and that a second delivery of the event stores nothing.
func TestFollow(t *testing.T) {
	for name, change := range map[string]func(*functiontest.World) error{
		"contact": correct(t),
		"merge":   merge(t),
		"added":   nothing,
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
