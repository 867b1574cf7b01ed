package store_test

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// add adds an organization under a new id.
func (f *fixture) add(name string, confirmed bool) (id string, err error) {
	id = f.newID()
	return id, f.AddOrganization(ctx, f.command(), referral.Organization{ID: id, Name: name}, confirmed, store.Idempotency{}, store.Reply{})
}

// organizations are the names that a search finds, in its order.
func (f *fixture) organizations(t *testing.T, query string) []string {
	t.Helper()
	page, err := f.Organizations(ctx, ceja, query, "", store.Whole)
	f.must(t, err)
	var names []string
	for _, o := range page.Items {
		names = append(names, o.Name)
	}
	return names
}

func TestAddOrganization(t *testing.T) {
	f := setUp(t)
	var id string
	var err error
	if n := f.Requests(func() { id, err = f.add("Harbor Housing", false) }); n != 1 || err != nil {
		t.Errorf("%d requests (%v), want 1", n, err)
	}
	found, err := f.Organization(ctx, ceja, id)
	f.must(t, err)
	if found.Name != "Harbor Housing" {
		t.Errorf("added %+v", found)
	}
}

// "See if the organization has already been added": one that differs by case, spaces or punctuation alone has been.
func TestAddOrganizationThatIsThere(t *testing.T) {
	f := setUp(t)
	first, err := f.add("St. Mary's Housing", false)
	f.must(t, err)
	before := f.snapshot(t)
	for _, alike := range []string{"St. Mary's Housing", "ST MARYS HOUSING", "st. marys  housing!", "St-Mary's-Housing", "Stmaryshousing"} {
		_, err := f.add(alike, false)
		var refused *referral.Error
		if !errors.As(err, &refused) || refused.Kind != referral.Conflict || refused.DuplicateOf != first {
			t.Errorf("%q answered %v, want a conflict that names the first", alike, err)
		}
	}
	wantSame(t, f.snapshot(t), before)
	if _, err := f.add("St. Mary's Housing West", false); err != nil {
		t.Errorf("another name was refused: %v", err)
	}
	if _, err := f.add("St. Mary's Housing", true); err != nil {
		t.Errorf("one that is confirmed to be distinct was refused: %v", err)
	}
	if names := f.organizations(t, "mary"); len(names) != 3 {
		t.Errorf("the directory holds %v", names)
	}
}

func TestAddOrganizationRaced(t *testing.T) {
	f := setUp(t)
	const clients = 32
	ids, errs := make([]string, clients), make([]error, clients)
	var wg sync.WaitGroup
	for i := range clients {
		wg.Go(func() { ids[i], errs[i] = f.add("Harbor Housing", false) })
	}
	wg.Wait()
	winner := ""
	for i := range clients {
		if errs[i] == nil {
			if winner != "" {
				t.Fatal("two were made")
			}
			winner = ids[i]
		}
	}
	for _, err := range errs {
		var refused *referral.Error
		if err != nil && (!errors.As(err, &refused) || refused.DuplicateOf != winner) {
			t.Errorf("a loser heard %v, want a conflict that names %s", err, winner)
		}
	}
	if names := f.organizations(t, "harbor"); len(names) != 1 {
		t.Errorf("the directory holds %v", names)
	}
}

func TestAddOrganizationAgainWithTheSameKey(t *testing.T) {
	f := setUp(t)
	idem := store.Idempotency{Hash: "h1", BodyHash: "b1"}
	add := func() error {
		return f.AddOrganization(ctx, f.command(), referral.Organization{ID: f.newID(), Name: "Harbor Housing"}, false, idem, store.Reply{Status: 201, Body: "first"})
	}
	f.must(t, add())
	before := f.snapshot(t)
	var err error
	n := f.Requests(func() { err = add() })
	if again, replayed := store.Replayed(err); !replayed || again.Body != "first" || n != 1 {
		t.Errorf("the repetition answered %v after %d requests, although its own name now forbids it", err, n)
	}
	wantSame(t, f.snapshot(t), before)
}

func TestPutOrganization(t *testing.T) {
	f := setUp(t)
	harbor := referral.Organization{ID: "o9", Name: "Harbor Housing"}
	made, err := f.PutOrganization(ctx, f.command(), harbor)
	if !made || err != nil {
		t.Errorf("a new one: made %v, %v", made, err)
	}
	before := f.snapshot(t)
	if n := f.Requests(func() { made, err = f.PutOrganization(ctx, f.command(), harbor) }); made || err != nil || n != 1 {
		t.Errorf("the same again: made %v, %v, in %d requests, want 1", made, err, n)
	}
	wantSame(t, f.snapshot(t), before)
	harbor.Sensitive = true
	if made, err = f.PutOrganization(ctx, f.command(), harbor); made || err != nil {
		t.Errorf("a change: made %v, %v", made, err)
	}
	// Loaded records decide by themselves what is distinct.
	if made, err = f.PutOrganization(ctx, f.command(), referral.Organization{ID: "o10", Name: "HARBOR HOUSING"}); !made || err != nil {
		t.Errorf("a namesake that is loaded: made %v, %v", made, err)
	}
}

// A new name moves the words and the claim on the name: the old one is free again.
func TestOrganizationRenamed(t *testing.T) {
	f := setUp(t)
	renamed := rides
	renamed.Name = "Prairie Wheels"
	_, err := f.PutOrganization(ctx, f.command(), renamed)
	f.must(t, err)
	if old, is := f.organizations(t, "sangamo"), f.organizations(t, "wheels"); len(old) != 0 || len(is) != 1 {
		t.Errorf("the old name finds %v, the new one %v", old, is)
	}
	if _, err := f.add("prairie-wheels", false); kindOf(err) != referral.Conflict {
		t.Errorf("the new name is free: %v", err)
	}
	if _, err := f.add(rides.Name, false); err != nil {
		t.Errorf("the old name is taken still: %v", err)
	}
}

// A namesake keeps the name taken when the other is renamed.
func TestOrganizationRenamedBesideANamesake(t *testing.T) {
	f := setUp(t)
	second, err := f.add(rides.Name, true)
	f.must(t, err)
	renamed := rides
	renamed.Name = "Prairie Wheels"
	_, err = f.PutOrganization(ctx, f.command(), renamed)
	f.must(t, err)
	var refused *referral.Error
	if _, err = f.add(rides.Name, false); !errors.As(err, &refused) || refused.DuplicateOf != second {
		t.Errorf("the name answers %v, want a conflict that names the namesake", err)
	}
}

// merge has one organization turn out to be another.
func (f *fixture) merge(t *testing.T, from, into string) {
	t.Helper()
	_, err := f.MergeOrganizations(ctx, f.command(), from, into)
	f.must(t, err)
}

// The name of an organization that was merged away leads to the one that stands, however many merges later, and whichever
// of their ids sorts first.
func TestAddOrganizationUnderTheNameOfAMergedOne(t *testing.T) {
	f := setUp(t)
	var ids []string
	for _, name := range []string{"Harbor Housing", "Harbor Homes", "Harbor Shelter"} {
		id, err := f.add(name, false)
		f.must(t, err)
		ids = append(ids, id)
	}
	wantNamed := func(name, stands string) {
		t.Helper()
		var refused *referral.Error
		if _, err := f.add(name, false); !errors.As(err, &refused) || refused.Kind != referral.Conflict || refused.DuplicateOf != stands {
			t.Errorf("%q answers %+v, want a conflict that names %s", name, refused, stands)
		}
	}
	f.merge(t, ids[1], ids[0])
	wantNamed("Harbor Homes", ids[0])
	f.merge(t, ids[0], ids[2])
	wantNamed("Harbor Homes", ids[2])
	wantNamed("Harbor Housing", ids[2])
	wantNamed("Harbor Shelter", ids[2])
}

// Whoever remains of a merge may take over the other's name.
func TestOrganizationRenamedAfterAMerge(t *testing.T) {
	f := setUp(t)
	other, err := f.add("Sangamo Rides", false)
	f.must(t, err)
	third, err := f.add("Prairie Wheels", false)
	f.must(t, err)
	f.merge(t, other, rides.ID)
	rename := func(id string) error {
		_, _, err := f.EditOrganization(ctx, f.command(), id, false, func(o referral.Organization) (referral.Organization, error) {
			o.Name = "Sangamo Rides"
			return o, nil
		})
		return err
	}
	var refused *referral.Error
	if err := rename(third); !errors.As(err, &refused) || refused.DuplicateOf != rides.ID {
		t.Errorf("another one hears %v, want a conflict that names %s", err, rides.ID)
	}
	f.must(t, rename(rides.ID))
}

func TestOrganizationsSearch(t *testing.T) {
	f := setUp(t)
	for _, name := range []string{"Área Housing Alliance", "Harbor Housing", "Abraham's Table", "24/7 Rides"} {
		_, err := f.add(name, false)
		f.must(t, err)
	}
	for query, want := range map[string][]string{
		"":             {"24/7 Rides", "Abraham's Table", "Área Housing Alliance", "Harbor Housing", "Sangamo Ride Share"},
		"hous":         {"Área Housing Alliance", "Harbor Housing"},
		"area":         {"Área Housing Alliance"},
		"alliance hou": {"Área Housing Alliance"},
		"ride":         {"24/7 Rides", "Sangamo Ride Share"},
		"24/7":         {"24/7 Rides"},
		"a":            {"Abraham's Table", "Área Housing Alliance"}, // by two words: once
		"ousing":       nil,
	} {
		got := f.organizations(t, query)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", query, got, want)
		}
	}
	if got := f.organizations(t, ""); !slices.Equal(got, []string{"24/7 Rides", "Abraham's Table", "Área Housing Alliance", "Harbor Housing", "Sangamo Ride Share"}) {
		t.Errorf("all are listed as %v, want them by name", got)
	}
	page, err := f.Organizations(ctx, "ks-dcf", "", "", store.Whole)
	if err != nil || len(page.Items) != 0 {
		t.Errorf("another program's directory lists %v, %v", page.Items, err)
	}
	if _, err := f.Organization(ctx, "ks-dcf", rides.ID); kindOf(err) != referral.NotFound {
		t.Errorf("another program shows it: %v", err)
	}
}
