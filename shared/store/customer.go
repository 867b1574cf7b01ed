package store

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/referral-tool/referrals/shared/referral"
)

// Customer reads a customer, strongly consistent. NotFound when there is none.
func (s *Store) Customer(ctx context.Context, program, id string) (referral.Customer, error) {
	stands, err := s.storedCustomer(ctx, program, id)
	if err == nil && stands.ID == "" {
		err = errUnknown("customer")
	}
	return stands.Customer, err
}

// storedCustomer is a customer as stored; its zero value is none.
type storedCustomer struct {
	referral.Customer
	version int
	due     string // sort key among what is due; empty when nothing is
}

func (s *Store) storedCustomer(ctx context.Context, program, id string) (storedCustomer, error) {
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{
		TableName: &s.table, Key: customerKey(program, id).item(), ConsistentRead: aws.Bool(true),
	})
	if err != nil {
		return storedCustomer{}, fmt.Errorf("reading a customer: %w", err)
	}
	if out.Item == nil {
		return storedCustomer{}, nil
	}
	stands := storedCustomer{version: numberOf(out.Item, "version"), due: textOf(out.Item, gsi3sk)}
	return stands, decodeMap(out.Item, "customer", &stands.Customer)
}

// Customers lists the customers of grantees. With a query those whose names have words with its words as prefixes, or
// whose whole case number it is; else all, by name. group, unless empty, narrows either. One request a page.
func (s *Store) Customers(ctx context.Context, program string, grantees []string, query, group string, from Position, limit int) (Page[referral.Customer], error) {
	words := searchWords(query)
	list := listing[referral.Customer]{}
	for _, g := range grantees {
		if len(words) > 0 {
			list.partitions = append(list.partitions, customerWordPK(program, g))
		} else {
			list.partitions = append(list.partitions, customersPK(program, g))
		}
	}
	list.query = func(partition string) *dynamodb.QueryInput {
		q := wordQuery(partition, words)
		if group != "" {
			filter(q, "#row.#group = :group", ":group", text(group))
			q.ExpressionAttributeNames = map[string]string{"#row": "row", "#group": "group"}
		}
		return q
	}
	list.read = readCustomer(words)
	return list.page(ctx, s, from, limit)
}

// searchWords are the words that a search asks for. One word with a digit in it, or digits alone, are one word, as a case
// number or a reference is: "20-417".
func searchWords(query string) []string {
	if isNumber(query) {
		return []string{strings.Join(foldWords(query), "")}
	}
	return foldWords(query)
}

func isNumber(query string) bool {
	return strings.ContainsAny(query, "0123456789") &&
		(len(strings.Fields(query)) == 1 || !strings.ContainsFunc(query, unicode.IsLetter))
}

// wordQuery queries a partition of words by the longest of some words; without words, an index that holds everything
// by name.
func wordQuery(partition string, words []string) *dynamodb.QueryInput {
	if len(words) == 0 {
		return inPartition(index1, partition)
	}
	q := starting(inPartition("", partition), sk, longest(words))
	var others []string
	for _, w := range words {
		if w != longest(words) {
			others = append(others, w)
		}
	}
	search(q, others)
	return q
}

// readWord reads the row of an owner found by a word, at the first of its words that match only.
func readWord[T any](words []string) func(item) (T, bool, error) {
	return func(it item) (T, bool, error) {
		var owner T
		if err := decodeMap(it, "row", &owner); err != nil {
			return owner, false, err
		}
		return owner, len(words) == 0 || wordOf(it) == firstMatch(textOf(it, "words"), longest(words)), nil
	}
}

// wordOf is the word under which an item was found.
func wordOf(it item) string {
	word, _, _ := strings.Cut(textOf(it, sk), "#")
	return word
}

// readCustomer reads a customer found by words, at the first that matches only. Each asks for a word of the name, by
// prefix, or for the case number, which only the whole of it finds: "3r" is SMITH 3rd, and nobody of case 3R5501.
func readCustomer(words []string) func(item) (referral.Customer, bool, error) {
	return func(it item) (referral.Customer, bool, error) {
		var c referral.Customer
		if err := decodeMap(it, "row", &c); err != nil {
			return c, false, err
		}
		for _, w := range words {
			if foundBy(c, w) == "" {
				return c, false, nil
			}
		}
		return c, len(words) == 0 || wordOf(it) == foundBy(c, longest(words)), nil
	}
}

// foundBy is the alphabetically first of a customer's words that one word of a search finds; empty when it finds none.
func foundBy(c referral.Customer, word string) string {
	findable := nameWords(c)
	if slices.Contains(caseWord(c), word) {
		findable = append(findable, word)
	}
	return firstMatch(strings.Join(findable, " "), word)
}

// caseWord is the case number as one word of a search.
func caseWord(c referral.Customer) []string {
	if word := strings.Join(foldWords(c.CaseNumber), ""); word != "" {
		return []string{word}
	}
	return nil
}

func nameWords(c referral.Customer) []string {
	return distinct(foldWords(c.FirstName + " " + c.LastName))
}

func customerWords(c referral.Customer) []string {
	return distinct(append(nameWords(c), caseWord(c)...))
}

// What can happen to a customer.
const (
	CustomerLoaded   = "customer-loaded"
	CustomerChanged  = "customer-changed"
	CustomerAssessed = "customer-assessed"
	// CustomerUnreached: a referral's mail is undeliverable again, because the one after it never went.
	CustomerUnreached = "customer-unreached"
	// CustomerHeld, CustomerReleased: nothing may be erased, or may again.
	CustomerHeld     = "customer-held"
	CustomerReleased = "customer-released"
	// CustomerErased: by whom the event says.
	CustomerErased = "customer-erased"
)

// CustomerEvent is the record of what happened to a customer, and to none of the referrals in particular.
type CustomerEvent struct {
	ID           string           `json:"id"`
	Type         string           `json:"type"`
	Program      string           `json:"program"`
	Grantee      string           `json:"grantee"`
	CustomerID   string           `json:"customerId"`
	AssessmentID string           `json:"assessmentId,omitempty"`
	Reason       string           `json:"reason,omitempty"` // of a hold or its end
	At           referral.Instant `json:"at"`
	By           referral.Actor   `json:"by"`
}

// customerEvent is the write of an event; command and program are filled in.
func (s *Store) customerEvent(cmd referral.Command, e CustomerEvent) write {
	e.ID, e.Program, e.At, e.By = cmd.ID, cmd.Rules.Program, cmd.At, cmd.By
	event := customerEventKey(e.Program, e.CustomerID, e.ID).with(encode(e))
	event["commandId"] = text(e.ID)
	return write{TransactWriteItem: s.put(event, isNew, nil, nil)}
}

// PutCustomer makes or replaces a customer, with the words under which a search finds it. made tells the two apart.
// What is already so is not written again, but for the date of its retention once a month. Conflict when the customer
// was erased. Two requests, and two more for each race lost; where a program block has another navigator, also one for
// the customer's referrals and one for each of them.
func (s *Store) PutCustomer(ctx context.Context, cmd referral.Command, c referral.Customer) (made bool, err error) {
	program := cmd.Rules.Program
	for range raceTries {
		before, err := s.storedCustomer(ctx, program, c.ID)
		if err != nil {
			return false, err
		}
		switch {
		case before.Erased():
			return false, referral.ErasedCustomer()
		case reflect.DeepEqual(before.Customer, c):
			return false, s.keepLonger(ctx, cmd, c.ID, before.due)
		}
		err = s.writeCustomer(ctx, cmd, before.Customer, c, before.version)
		var lost *lostRace
		if err == nil || errors.Is(err, errOwnWrite) {
			return before.version == 0, nil
		}
		if !errors.As(err, &lost) {
			return false, err
		}
	}
	return false, referral.Errorf(referral.Conflict, "This customer is being changed by many at once. Please try again.")
}

func (s *Store) writeCustomer(ctx context.Context, cmd referral.Command, before, c referral.Customer, version int) error {
	writes := s.customerWrites(cmd, before, c, version)
	followers, err := s.navigatorWrites(ctx, cmd, before, c, mostWrites-len(writes))
	if err != nil {
		return err
	}
	return s.transact(ctx, cmd.ID, append(writes, followers...))
}

func (s *Store) customerWrites(cmd referral.Command, before, c referral.Customer, version int) []write {
	program := cmd.Rules.Program
	words := customerWords(c)
	row := attributes(encode(c))
	customer := newUpdate().set("customer", row).set("row", row).set("words", text(wordsAttribute(words))).
		set("version", number(version+1)).
		index(gsi1pk, gsi1sk, customersPK(program, c.Grantee), sortedSK(sortName(c.LastName, c.FirstName), c.ID))
	retainCustomer(customer, cmd, c.ID)
	kind := CustomerChanged
	if version == 0 {
		kind = CustomerLoaded
		customer.absent(pk)
	} else {
		customer.equals("version", number(version))
	}
	writes := []write{
		{TransactWriteItem: customer.in(s.table, customerKey(program, c.ID))},
		s.customerEvent(cmd, CustomerEvent{Type: kind, Grantee: c.Grantee, CustomerID: c.ID}),
	}
	return append(writes, s.wordWrites(
		wordKeys(customerWordPK(program, before.Grantee), customerWords(before), c.ID),
		wordKeys(customerWordPK(program, c.Grantee), words, c.ID),
		item{"row": row, "words": text(wordsAttribute(words))})...)
}

func wordKeys(partition string, words []string, owner string) []key {
	var keys []key
	for _, w := range words {
		keys = append(keys, key{partition, wordSK(w, owner)})
	}
	return keys
}

// wordWrites put the words of an owner and take away those that it no longer has.
func (s *Store) wordWrites(before, after []key, content item) []write {
	var writes []write
	kept := map[key]bool{}
	for _, k := range after {
		kept[k] = true
		word := item{}
		for name, value := range content {
			word[name] = value
		}
		writes = append(writes, write{TransactWriteItem: s.put(k.with(word), "", nil, nil)})
	}
	for _, k := range before {
		if !kept[k] {
			writes = append(writes, write{TransactWriteItem: s.remove(k)})
		}
	}
	return writes
}
