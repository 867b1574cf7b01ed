package store_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// contacts are the ids that a search of an organization's contacts finds.
func (f *fixture) contacts(t *testing.T, organization, query string) []string {
	t.Helper()
	page, err := f.Contacts(ctx, ceja, organization, query, "", store.Whole)
	f.must(t, err)
	var ids []string
	for _, c := range page.Items {
		ids = append(ids, c.ID)
	}
	return ids
}

func TestAddContact(t *testing.T) {
	f := setUp(t)
	rene := referral.Contact{ID: "k4", Name: "René Ruiz", Email: "rene@o3.referrals.test"}
	idem := store.Idempotency{Hash: "h1", BodyHash: "b1"}
	add := func() error { return f.AddContact(ctx, f.command(), rides.ID, rene, idem, store.Reply{Body: "first"}) }
	var err error
	if n := f.Requests(func() { err = add() }); n != 1 || err != nil {
		t.Errorf("%d requests (%v), want 1", n, err)
	}
	before := f.snapshot(t)
	if again, replayed := store.Replayed(add()); !replayed || again.Body != "first" {
		t.Error("the repetition is none")
	}
	wantSame(t, f.snapshot(t), before)
	for query, want := range map[string][]string{"": {"k3", "k4"}, "rene": {"k4"}, "ruiz": {"k3", "k4"}, "ruiz dan": {"k3"}, "uiz": nil} {
		if got := f.contacts(t, rides.ID, query); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", query, got, want)
		}
	}
}

func TestContactOfAnUnknownOrganization(t *testing.T) {
	f := setUp(t)
	before := f.snapshot(t)
	if err := f.AddContact(ctx, f.command(), "nowhere", dana, store.Idempotency{}, store.Reply{}); kindOf(err) != referral.NotFound {
		t.Errorf("added: %v, want not found", err)
	}
	if _, err := f.PutContact(ctx, f.command(), "nowhere", dana); kindOf(err) != referral.NotFound {
		t.Errorf("loaded: %v, want not found", err)
	}
	wantSame(t, f.snapshot(t), before)
}

// A contact of an organization that was merged away would be seen by nobody: the one that stands is named instead.
// Those that it has can be corrected, and an answer already given is given again.
func TestAddContactToAMergedOrganization(t *testing.T) {
	f := setUp(t)
	second, err := f.add("Sangamo Rides", false)
	f.must(t, err)
	stands, err := f.add("Prairie Wheels", false)
	f.must(t, err)
	rene := referral.Contact{ID: "k4", Name: "René Ruiz", Email: "rene@o3.referrals.test"}
	idem := store.Idempotency{Hash: "h1", BodyHash: "b1"}
	add := func(idem store.Idempotency) error {
		return f.AddContact(ctx, f.command(), rides.ID, rene, idem, store.Reply{Body: "first"})
	}
	f.must(t, add(idem))
	f.merge(t, rides.ID, second)
	f.merge(t, second, stands)
	before := f.snapshot(t)
	var refused *referral.Error
	if err := add(store.Idempotency{}); !errors.As(err, &refused) || refused.Kind != referral.Conflict || refused.DuplicateOf != stands {
		t.Errorf("added: %+v, want a conflict that names %s", refused, stands)
	}
	_, err = f.PutContact(ctx, f.command(), rides.ID, referral.Contact{ID: "k5", Name: "Lee Ott", Email: "lee@o3.referrals.test"})
	if !errors.As(err, &refused) || refused.Kind != referral.Conflict || refused.DuplicateOf != stands {
		t.Errorf("loaded: %+v, want a conflict that names %s", refused, stands)
	}
	wantSame(t, f.snapshot(t), before)
	if again, replayed := store.Replayed(add(idem)); !replayed || again.Body != "first" {
		t.Error("the repetition is none")
	}
	rene.Phone = "217-555-0144"
	if made, err := f.PutContact(ctx, f.command(), rides.ID, rene); made || err != nil {
		t.Errorf("a correction: made %v, %v", made, err)
	}
}

func TestPutContact(t *testing.T) {
	f := setUp(t)
	before := f.snapshot(t)
	if made, err := f.PutContact(ctx, f.command(), rides.ID, dana); made || err != nil {
		t.Errorf("the same again: made %v, %v", made, err)
	}
	wantSame(t, f.snapshot(t), before)
	renamed := dana
	renamed.Name = "Dana Lopez"
	if made, err := f.PutContact(ctx, f.command(), rides.ID, renamed); made || err != nil {
		t.Errorf("a change: made %v, %v", made, err)
	}
	if old, is := f.contacts(t, rides.ID, "ruiz"), f.contacts(t, rides.ID, "lopez"); len(old) != 0 || len(is) != 1 {
		t.Errorf("the old name finds %v, the new one %v", old, is)
	}
}

// A load does not know of the bounce: the address stays dead until it is another one.
func TestPutContactKeepsTheDeadAddress(t *testing.T) {
	f := setUp(t)
	_, m := f.mailed(t)
	f.became(t, m, store.MailResult{State: referral.MailBounced, DeadEmail: dana.Email})
	titled := dana
	titled.Title = "Dispatcher"
	_, err := f.PutContact(ctx, f.command(), rides.ID, titled)
	f.must(t, err)
	if stands := f.contact(t); stands.Deliverable() || stands.Title != "Dispatcher" {
		t.Errorf("the contact is %+v", stands)
	}
	titled.Email = "dana.ruiz@o3.referrals.test"
	_, err = f.PutContact(ctx, f.command(), rides.ID, titled)
	f.must(t, err)
	if stands := f.contact(t); !stands.Deliverable() {
		t.Errorf("a corrected address is not mailed: %+v", stands)
	}
}
