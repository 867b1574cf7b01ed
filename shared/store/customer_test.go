package store_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// named is a customer of a grantee.
func named(id, first, last, grantee string) referral.Customer {
	return referral.Customer{ID: id, FirstName: first, LastName: last, Group: "CEJA/FEJA Programs", Grantee: grantee}
}

// customers are the ids that a search of one grantee finds, in its order.
func (f *fixture) customers(t *testing.T, query string, grantees ...string) []string {
	t.Helper()
	page, err := f.Customers(ctx, ceja, grantees, query, "", "", store.Whole)
	f.must(t, err)
	return idsOf(page.Items)
}

func idsOf(customers []referral.Customer) []string {
	var ids []string
	for _, c := range customers {
		ids = append(ids, c.ID)
	}
	return ids
}

func TestPutCustomer(t *testing.T) {
	f := setUp(t)
	jane := named("c02", "Jane", "Doe", "lincoln-land")
	var made bool
	var err error
	if n := f.Requests(func() { made, err = f.PutCustomer(ctx, f.command(), jane) }); !made || err != nil || n != 2 {
		t.Errorf("a new customer: made %v, %v, in %d requests, want 2", made, err, n)
	}
	before := f.snapshot(t)
	if n := f.Requests(func() { made, err = f.PutCustomer(ctx, f.command(), jane) }); made || err != nil || n != 1 {
		t.Errorf("the same again: made %v, %v, in %d requests, want 1", made, err, n)
	}
	wantSame(t, f.snapshot(t), before)
	jane.Phone = "217-555-0100"
	if made, err := f.PutCustomer(ctx, f.command(), jane); made || err != nil {
		t.Errorf("a change: made %v, %v", made, err)
	}
	stands, err := f.Customer(ctx, ceja, jane.ID)
	f.must(t, err)
	if stands.Phone != jane.Phone {
		t.Errorf("the customer is %+v", stands)
	}
}

func TestCustomerOfAnotherProgram(t *testing.T) {
	f := setUp(t)
	for _, unknown := range [][2]string{{"ks-dcf", john.ID}, {ceja, "nobody"}} {
		if _, err := f.Customer(ctx, unknown[0], unknown[1]); kindOf(err) != referral.NotFound {
			t.Errorf("%v answered %v, want not found", unknown, err)
		}
	}
}

// Every change of a customer is an event, with who and when.
func TestPutCustomerLeavesEvents(t *testing.T) {
	f := setUp(t)
	cmd := f.command()
	married := john
	married.LastName = "Miller"
	_, err := f.PutCustomer(ctx, cmd, married)
	f.must(t, err)
	event := f.item(t, "ceja#CUST#c01", "E#"+cmd.ID)
	if event == nil || event["type"] != "customer-changed" || event["at"] != string(cmd.At) {
		t.Errorf("the event is %v", event)
	}
}

// Changes of one customer at once: each is on top of the one before, and the words are those of the last.
func TestPutCustomerRaced(t *testing.T) {
	f := setUp(t)
	const clients = 8
	errs := make([]error, clients)
	var wg sync.WaitGroup
	for i := range clients {
		wg.Go(func() {
			_, errs[i] = f.PutCustomer(ctx, f.command(), named(john.ID, "John", fmt.Sprintf("Jones%c", 'a'+i), john.Grantee))
		})
	}
	wg.Wait()
	f.must(t, errors.Join(errs...))
	stands, err := f.Customer(ctx, ceja, john.ID)
	f.must(t, err)
	found, err := f.Customers(ctx, ceja, []string{john.Grantee}, "jones", "", "", store.Whole)
	f.must(t, err)
	if len(found.Items) != 1 || found.Items[0].LastName != stands.LastName {
		t.Errorf("the search finds %+v, the customer is %s", found.Items, stands.LastName)
	}
}

// The words of the old name find nobody any more, those of the new one do; so with a new grantee.
func TestCustomerWordsMove(t *testing.T) {
	f := setUp(t)
	married := john
	married.LastName = "Miller"
	f.must(t, f.put(married))
	if old, is := f.customers(t, "jones", "lincoln-land"), f.customers(t, "miller", "lincoln-land"); len(old) != 0 || len(is) != 1 {
		t.Errorf("the old name finds %v, the new one %v", old, is)
	}
	married.Grantee = "prairie-works"
	f.must(t, f.put(married))
	if old, is := f.customers(t, "john", "lincoln-land"), f.customers(t, "john", "prairie-works"); len(old) != 0 || len(is) != 1 {
		t.Errorf("the old grantee finds %v, the new one %v", old, is)
	}
	if old, is := f.customers(t, "", "lincoln-land"), f.customers(t, "", "prairie-works"); len(old) != 0 || len(is) != 1 {
		t.Errorf("the old grantee lists %v, the new one %v", old, is)
	}
}

func TestCustomersSearch(t *testing.T) {
	f := setUp(t)
	maria := named("c05", "Maria Peña", "Peña-Lopez", "lincoln-land")
	maria.CaseNumber = "20-417"
	for _, c := range []referral.Customer{
		named("c02", "Jane", "Johnson", "lincoln-land"),
		named("c03", "Renée", "O'Brien", "lincoln-land"),
		named("c04", "John", "Jones", "prairie-works"),
		maria,
		{ID: "c06", FirstName: "Abe", LastName: "SMITH 3rd", Grantee: "lincoln-land", CaseNumber: "KS-1002"},
		{ID: "c07", FirstName: "Kay", LastName: "Ks1002son", Grantee: "lincoln-land", CaseNumber: "3R-5501"},
	} {
		f.must(t, f.put(c))
	}
	for query, want := range map[string][]string{
		"":             {"c02", "c01", "c07", "c03", "c05", "c06"}, // by last name
		"jo":           {"c01", "c02"},                             // John Jones by two words: once
		"JOHN":         {"c01", "c02"},
		"john jones":   {"c01"},
		"jones john":   {"c01"},
		"jon joh":      {"c01"}, // prefixes, in any order
		"renee":        {"c03"},
		"Renée":        {"c03"},
		"o'brien":      {"c03"},
		"brien":        {"c03"},
		"pena":         {"c05"}, // in first and last name: once
		"PEÑA":         {"c05"},
		"lopez maria":  {"c05"},
		"ohn":          nil, // not inside a word
		"john brien":   nil,
		"20-417":       {"c05"},
		"20417":        {"c05"},
		"20 417":       {"c05"},
		"99-999":       nil,
		"#":            {"c02", "c01", "c07", "c03", "c05", "c06"}, // no word at all
		"3r":           {"c06"},                                    // the name by prefix, the case number only as a whole
		"smith 3":      {"c06"},
		"3r-5501":      {"c07"},
		"3r55":         nil,
		"ks1002":       {"c06", "c07"},
		"KS-1002":      {"c06", "c07"},
		"ks100":        {"c07"},
		"smith ks1002": {"c06"},
		"smith ks":     nil,
		"2":            nil,
		"john  jones ": {"c01"},
	} {
		if got := f.customers(t, query, "lincoln-land"); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", query, got, want)
		}
	}
}

// A group narrows the list and the search.
func TestCustomersOfAGroup(t *testing.T) {
	f := setUp(t)
	other := named("c02", "Jane", "Jones", "lincoln-land")
	other.Group = "Another Group"
	f.must(t, f.put(other))
	for _, query := range []string{"", "jones"} {
		page, err := f.Customers(ctx, ceja, []string{"lincoln-land"}, query, "Another Group", "", store.Whole)
		f.must(t, err)
		if got := idsOf(page.Items); !slices.Equal(got, []string{"c02"}) {
			t.Errorf("%q in the group finds %v", query, got)
		}
	}
}

// Whatever the limit, paging over several grantees shows each customer once, in one request a page, and nobody of a
// third grantee.
func TestCustomersPaged(t *testing.T) {
	f := setUp(t)
	want := []string{john.ID}
	for i := range 7 {
		c := named(fmt.Sprintf("d%02d", i), "Ada", "Young", []string{"lincoln-land", "prairie-works"}[i%2])
		f.must(t, f.put(c))
		want = append(want, c.ID)
	}
	f.must(t, f.put(named("foreign", "Ada", "Young", "elsewhere")))
	for _, query := range []string{"", "a"} {
		for limit := 1; limit <= 9; limit++ {
			var got []string
			var from store.Position
			for {
				var page store.Page[referral.Customer]
				var err error
				n := f.Requests(func() {
					page, err = f.Customers(ctx, ceja, []string{"lincoln-land", "prairie-works"}, query, "", from, limit)
				})
				f.must(t, err)
				if n != 1 || len(page.Items) > limit {
					t.Errorf("limit %d: a page of %d in %d requests", limit, len(page.Items), n)
				}
				got = append(got, idsOf(page.Items)...)
				if from = page.Next; from == "" {
					break
				}
			}
			slices.Sort(got)
			expected := want
			if query != "" {
				expected = want[1:]
			}
			if !slices.Equal(got, expected) {
				t.Errorf("%q by %d: %v, want %v", query, limit, got, expected)
			}
		}
	}
}

func TestCustomersOfNoGrantee(t *testing.T) {
	f := setUp(t)
	if n := f.Requests(func() {
		if got := f.customers(t, "john"); len(got) != 0 {
			t.Errorf("found %v", got)
		}
	}); n != 0 {
		t.Errorf("made %d requests", n)
	}
}

// A position holds keys of its list: another list takes none of it.
func TestCustomersFromAForeignPosition(t *testing.T) {
	f := setUp(t)
	f.must(t, f.put(named("c02", "Jane", "Doe", "lincoln-land")))
	f.must(t, f.put(named("c03", "Jane", "Roe", "prairie-works")))
	first, err := f.Customers(ctx, ceja, []string{"lincoln-land"}, "", "", "", 1)
	f.must(t, err)
	if first.Next == "" {
		t.Fatal("two customers fill one page of one")
	}
	for name, read := range map[string]func(store.Position) (int, error){
		"another grantee's": func(from store.Position) (int, error) {
			page, err := f.Customers(ctx, ceja, []string{"prairie-works"}, "", "", from, 1)
			return len(page.Items), err
		},
		"a search": func(from store.Position) (int, error) {
			page, err := f.Customers(ctx, ceja, []string{"lincoln-land"}, "jane", "", from, 1)
			return len(page.Items), err
		},
		"outgoing": func(from store.Position) (int, error) {
			page, err := f.Outgoing(ctx, ceja, []string{"lincoln-land"}, store.OutgoingFilter{}, f.at(), from, 1)
			return len(page.Items), err
		},
	} {
		if n, err := read(first.Next); kindOf(err) != referral.Malformed {
			t.Errorf("%s: %d items, %v, want malformed", name, n, err)
		}
	}
	for _, made := range []store.Position{"not json", `{"p":7}`, `{"p":-1}`} {
		if _, err := f.Customers(ctx, ceja, []string{"lincoln-land"}, "", "", made, 1); kindOf(err) != referral.Malformed {
			t.Errorf("%s: %v, want malformed", made, err)
		}
	}
}
