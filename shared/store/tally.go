package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/referral-tool/referrals/shared/standing"
)

// Member is a customer in a list behind a figure of the dashboard.
type Member struct {
	ID        string `json:"id"`
	FirstName string `json:"firstName"`
	LastName  string `json:"lastName"`
	Group     string `json:"group"`
	Grantee   string `json:"grantee"`
}

// counted is how the dashboard counts a customer: the item CUST#S. Its zero value is a customer who is not counted.
type counted struct {
	Member    Member          `json:"member"`
	SortName  string          `json:"sortName"`
	Lists     []standing.List `json:"lists"`
	Referrals int             `json:"referrals"`

	version int
}

// Tally counts a customer anew: standing, figures and list members in one transaction, so that a list and its figure
// are equal at every instant. Two requests, and two more for each race lost. It may be called at any time, any number
// of times, and by several at once; what counts is that it is called after each change.
func (s *Store) Tally(ctx context.Context, program, customer string, catalog *standing.Catalog) error {
	_, _, err := s.tally(ctx, program, customer, catalog, changedMembers)
	return err
}

// tally answers with the standing that it found and the one that it wrote.
func (s *Store) tally(ctx context.Context, program, customer string, catalog *standing.Catalog, members membersToWrite) (before, after counted, err error) {
	for range raceTries {
		file, err := s.customerFile(ctx, program, customer)
		if err != nil {
			return before, after, err
		}
		before, after = file.counted, file.count(catalog)
		if before.version == 0 && after.Member.ID == "" {
			return before, after, nil
		}
		after.version = before.version + 1
		err = s.transact(ctx, "", s.tallyWrites(program, customer, before, after, members))
		var lost *lostRace
		if !errors.As(err, &lost) {
			return before, after, err
		}
	}
	return before, after, fmt.Errorf("customer %s is being tallied by too many at once", customer)
}

// count is how the customer is to be counted. By the mark alone, not by the clock: a figure cannot change by itself.
func (f CustomerFile) count(catalog *standing.Catalog) counted {
	c := f.Customer
	if c.ID == "" {
		return counted{}
	}
	is := catalog.Standing(f.Latest, f.Referrals(""))
	return counted{
		Member:   Member{ID: c.ID, FirstName: c.FirstName, LastName: c.LastName, Group: c.Group, Grantee: c.Grantee},
		SortName: sortName(c.LastName, c.FirstName), Lists: is.Lists, Referrals: is.Referrals,
	}
}

// tallyWrites raise the standing's version even when nothing differs: a tally that read earlier then loses and reads
// again. One that left an equal standing alone would let it overwrite with what is old.
func (s *Store) tallyWrites(program, customer string, before, after counted, members membersToWrite) []write {
	u := newUpdate().set("standing", attributes(encode(after))).set("version", number(after.version))
	if before.version == 0 {
		u.absent(pk)
	} else {
		u.equals("version", number(before.version))
	}
	writes := []write{{TransactWriteItem: u.in(s.table, standingKey(program, customer))}}
	writes = append(writes, s.figureWrites(program, before, after)...)
	return append(writes, s.memberWrites(program, before, after, members)...)
}

// figureWrites move the figures by what the customer's standing changed; those of two grantees, when the customer went
// from one to another. Their version counts every tally: a recount writes nothing on top of one that it did not see.
func (s *Store) figureWrites(program string, before, after counted) []write {
	var writes []write
	for _, grantee := range granteesOf(before, after) {
		u := newUpdate().count("version", 1)
		was, is := before.at(grantee), after.at(grantee)
		for _, list := range was.Lists {
			if !slices.Contains(is.Lists, list) {
				u.count(figureOf(list), -1)
			}
		}
		for _, list := range is.Lists {
			if !slices.Contains(was.Lists, list) {
				u.count(figureOf(list), 1)
			}
		}
		if difference := is.Referrals - was.Referrals; difference != 0 {
			u.count(figureOfReferrals, difference)
		}
		writes = append(writes, write{TransactWriteItem: u.in(s.table, figuresKey(program, grantee))})
	}
	return writes
}

func granteesOf(before, after counted) []string {
	var grantees []string
	for _, c := range []counted{before, after} {
		if g := c.Member.Grantee; g != "" && !slices.Contains(grantees, g) {
			grantees = append(grantees, g)
		}
	}
	return grantees
}

// at is how the customer is counted at a grantee.
func (c counted) at(grantee string) counted {
	if c.Member.Grantee != grantee {
		return counted{}
	}
	return c
}

// membersToWrite tells which of a customer's members a tally writes.
type membersToWrite bool

const (
	changedMembers membersToWrite = false
	allMembers     membersToWrite = true // also those that stand already, should one have been lost
)

// memberWrites put the customer into the lists in which the standing says, and out of all others.
func (s *Store) memberWrites(program string, before, after counted, which membersToWrite) []write {
	stood := map[key]member{}
	for _, m := range before.members(program) {
		stood[m.key] = m
	}
	var writes []write
	for _, m := range after.members(program) {
		if was, there := stood[m.key]; !there || was != m || which == allMembers {
			writes = append(writes, write{TransactWriteItem: s.put(m.item(), "", nil, nil)})
		}
		delete(stood, m.key)
	}
	for _, list := range before.members(program) {
		if _, gone := stood[list.key]; gone {
			writes = append(writes, write{TransactWriteItem: s.remove(list.key)})
		}
	}
	return writes
}

// member is the item of a customer in one list. That of everybody says how many referrals were made too, so that all
// figures can be counted from the lists.
type member struct {
	key       key
	row       Member
	referrals int
}

func (c counted) members(program string) []member {
	var all []member
	for _, list := range c.Lists {
		m := member{key: memberKey(program, string(list), c.Member.Grantee, c.SortName, c.Member.ID), row: c.Member}
		if list == standing.Everybody {
			m.referrals = c.Referrals
		}
		all = append(all, m)
	}
	return all
}

func (m member) item() item {
	it := m.key.with(item{"row": attributes(encode(m.row))})
	if m.referrals > 0 {
		it["referrals"] = number(m.referrals)
	}
	return it
}
