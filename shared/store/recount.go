package store

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/shared/standing"
)

// Correction is a figure that a recount found other than it was kept.
type Correction struct {
	Grantee string
	Figure  string // a list, or "referrals"
	Was, Is int
}

// Recounted is what a recount found.
type Recounted struct {
	Customers   int          // that were counted
	Changed     int          // of them, those who were counted otherwise before, or not at all
	Strays      int          // members of lists to which they did not belong
	Corrections []Correction // of figures that did not equal their lists
}

// Right reports whether there was nothing to correct.
func (r Recounted) Right() bool { return r.Changed == 0 && r.Strays == 0 && len(r.Corrections) == 0 }

// Recount counts a grantee from scratch while all others go on working: each customer anew by the code of the tally,
// then the members of each list, which the figures are made to equal. What it corrects it tells: where every change was
// tallied that is nothing, but for what happens at the same time. Two requests for each customer, and one for each
// megabyte of each list.
func (s *Store) Recount(ctx context.Context, program, grantee string, catalog *standing.Catalog) (r Recounted, err error) {
	customers, err := s.customersToCount(ctx, program, grantee)
	if err != nil {
		return r, err
	}
	r.Customers = len(customers)
	standings := map[string]counted{}
	for _, id := range customers {
		before, after, err := s.tally(ctx, program, id, catalog, allMembers)
		if err != nil {
			return r, err
		}
		standings[id] = after
		before.version = after.version
		if !reflect.DeepEqual(before, after) {
			r.Changed++
		}
	}
	if r.Strays, err = s.removeStrays(ctx, program, grantee, catalog, standings); err != nil {
		return r, err
	}
	r.Corrections, err = s.settleFigures(ctx, program, grantee, catalog)
	return r, err
}

// customersToCount are the grantee's customers, and those who are still counted there although they have left.
func (s *Store) customersToCount(ctx context.Context, program, grantee string) ([]string, error) {
	var ids []string
	var from Position
	for {
		page, err := s.Customers(ctx, program, []string{grantee}, "", "", from, Whole)
		if err != nil {
			return nil, err
		}
		for _, c := range page.Items {
			ids = append(ids, c.ID)
		}
		if from = page.Next; from == "" {
			break
		}
	}
	err := s.eachMember(ctx, program, grantee, standing.Everybody, func(m member) error {
		ids = append(ids, m.row.ID)
		return nil
	})
	slices.Sort(ids)
	return slices.Compact(ids), err
}

// eachMember goes through a list, strongly consistent.
func (s *Store) eachMember(ctx context.Context, program, grantee string, list standing.List, do func(member) error) error {
	members := membersList(program, grantee, list, func(it item) (member, bool, error) {
		m := member{key: key{textOf(it, pk), textOf(it, sk)}, referrals: numberOf(it, "referrals")}
		err := decodeMap(it, "row", &m.row)
		return m, true, err
	})
	var from Position
	for {
		page, err := members.page(ctx, s, from, Whole)
		if err != nil {
			return err
		}
		for _, m := range page.Items {
			if err := do(m); err != nil {
				return err
			}
		}
		if from = page.Next; from == "" {
			return nil
		}
	}
}

// removeStrays takes members out of lists in which their standings do not put them. No tally leaves any behind; a table
// that somebody else has written into may hold some.
func (s *Store) removeStrays(ctx context.Context, program, grantee string, catalog *standing.Catalog, standings map[string]counted) (int, error) {
	removed := 0
	for _, list := range catalog.Lists() {
		var strays []member
		err := s.eachMember(ctx, program, grantee, list, func(m member) error {
			if !standings[m.row.ID].holds(program, m.key) {
				strays = append(strays, m)
			}
			return nil
		})
		if err != nil {
			return removed, err
		}
		for _, m := range strays {
			if err := s.removeStray(ctx, program, catalog, m); err != nil {
				return removed, err
			}
			removed++
		}
	}
	return removed, nil
}

func (c counted) holds(program string, k key) bool {
	return slices.ContainsFunc(c.members(program), func(m member) bool { return m.key == k })
}

// removeStray looks at the customer once more, who may have come into the list since, and removes the member under the
// version of that look.
func (s *Store) removeStray(ctx context.Context, program string, catalog *standing.Catalog, m member) error {
	for range raceTries {
		_, now, err := s.tally(ctx, program, m.row.ID, catalog, allMembers)
		if err != nil || now.holds(program, m.key) {
			return err
		}
		err = s.transact(ctx, "", []write{
			{TransactWriteItem: s.versionCheck(standingKey(program, m.row.ID), now.version)},
			{TransactWriteItem: s.remove(m.key)},
		})
		var lost *lostRace
		if !errors.As(err, &lost) {
			return err
		}
	}
	return fmt.Errorf("customer %s is being tallied by too many at once", m.row.ID)
}

// versionCheck demands that an item is still of a version; 0: that there is none.
func (s *Store) versionCheck(k key, version int) types.TransactWriteItem {
	if version == 0 {
		return s.check(k, isNew, nil)
	}
	return s.check(k, "version = :version", item{":version": number(version)})
}

// settleFigures makes a grantee's figures equal its lists. Every tally raises the figures' version, so that a count of
// lists that changed meanwhile is never written.
func (s *Store) settleFigures(ctx context.Context, program, grantee string, catalog *standing.Catalog) ([]Correction, error) {
	for try := range raceTries {
		kept, err := s.figuresOf(ctx, program, grantee)
		if err != nil {
			return nil, err
		}
		is, err := s.countLists(ctx, program, grantee, catalog)
		if err != nil {
			return nil, err
		}
		corrections := differencesOf(grantee, kept, is)
		if len(corrections) == 0 {
			return nil, nil
		}
		err = s.transact(ctx, "", []write{{TransactWriteItem: s.figuresUpdate(program, grantee, kept, is)}})
		var lost *lostRace
		if !errors.As(err, &lost) {
			return corrections, err
		}
		if err := pause(ctx, min(try, conflictTries)); err != nil {
			return nil, err
		}
	}
	return nil, fmt.Errorf("the figures of %s change faster than its lists can be counted: recount at a quieter time", grantee)
}

func (s *Store) countLists(ctx context.Context, program, grantee string, catalog *standing.Catalog) (Figures, error) {
	is := Figures{Lists: map[standing.List]int{}}
	for _, list := range catalog.Lists() {
		err := s.eachMember(ctx, program, grantee, list, func(m member) error {
			is.Lists[list]++
			is.Referrals += m.referrals
			return nil
		})
		if err != nil {
			return is, err
		}
	}
	return is, nil
}

// differencesOf are the figures in which two counts differ; one that is not there is 0.
func differencesOf(grantee string, was, is Figures) []Correction {
	var all []Correction
	for _, list := range was.listsOf(is) {
		if was.Lists[list] != is.Lists[list] {
			all = append(all, Correction{grantee, string(list), was.Lists[list], is.Lists[list]})
		}
	}
	if was.Referrals != is.Referrals {
		all = append(all, Correction{grantee, figureOfReferrals, was.Referrals, is.Referrals})
	}
	return all
}

// listsOf are the lists that either of two counts knows, also those that the catalog has given up.
func (f Figures) listsOf(other Figures) []standing.List {
	var lists []standing.List
	for _, figures := range []Figures{f, other} {
		for list := range figures.Lists {
			lists = append(lists, list)
		}
	}
	slices.Sort(lists)
	return slices.Compact(lists)
}

func (s *Store) figuresUpdate(program, grantee string, kept, is Figures) types.TransactWriteItem {
	u := newUpdate().set("version", number(kept.version+1)).set(figureOfReferrals, number(is.Referrals))
	if kept.version == 0 {
		u.absent("version")
	} else {
		u.equals("version", number(kept.version))
	}
	for _, list := range kept.listsOf(is) {
		u.set(figureOf(list), number(is.Lists[list]))
	}
	return u.in(s.table, figuresKey(program, grantee))
}
