// Package verify holds what a storm left behind against what its clients were told. It reads the table itself, item by
// item, and judges by rules of its own: none of the system's code that could be wrong is asked, but for the words of
// the domain.
package verify

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/shared/referral"
)

// customerSK is the sort key of a customer's own item.
const customerSK = "CUST#Z"

// Item is one item of the table.
type Item = map[string]types.AttributeValue

// Table is all that the table holds.
type Table struct{ Items []Item }

// Read reads the whole table.
func Read(ctx context.Context, client *dynamodb.Client, name string) (Table, error) {
	var t Table
	input := &dynamodb.ScanInput{TableName: &name, ConsistentRead: aws.Bool(true)}
	for {
		page, err := client.Scan(ctx, input)
		if err != nil {
			return t, fmt.Errorf("reading the table: %w", err)
		}
		t.Items = append(t.Items, page.Items...)
		if page.LastEvaluatedKey == nil {
			return t, nil
		}
		input.ExclusiveStartKey = page.LastEvaluatedKey
	}
}

// file is a referral with all that stands about it.
type file struct {
	referral.State
	events []referral.Event // that count a version, by their keys' order
	beside []referral.Event // of tasks
	fates  []referral.Event // of mails
	mails  []referral.Mail
	tasks  []referral.Task
	forms  []referral.Form
	card   Item
}

// files sorts the items of referrals by the referral.
func (t Table) files() (map[string]*file, error) {
	files := map[string]*file{}
	of := func(id string) *file {
		if files[id] == nil {
			files[id] = &file{}
		}
		return files[id]
	}
	items := slices.Clone(t.Items)
	slices.SortFunc(items, func(a, b Item) int { return strings.Compare(text(a, "PK")+text(a, "SK"), text(b, "PK")+text(b, "SK")) })
	var errs []error
	for _, it := range items {
		if _, id, is := strings.Cut(text(it, "PK"), "#REF#"); is {
			errs = append(errs, of(id).add(it))
		}
		if id, is := strings.CutPrefix(text(it, "SK"), "CUST#R#"); is {
			of(id).card = it
		}
	}
	return files, errors.Join(errs...)
}

func (f *file) add(it Item) error {
	sk := text(it, "SK")
	switch {
	case sk == "META":
		return decodeMap(it, "state", &f.State)
	case strings.HasPrefix(sk, "E#"):
		var e referral.Event
		err := decode(it, &e)
		switch {
		case strings.Contains(sk, ".mail."):
			if e.Beside {
				f.beside = append(f.beside, e)
			} else {
				f.fates = append(f.fates, e)
			}
		case strings.Contains(sk, "."):
			f.beside = append(f.beside, e)
		default:
			f.events = append(f.events, e)
		}
		return err
	case strings.HasPrefix(sk, "M#"):
		var m referral.Mail
		err := decode(it, &m)
		f.mails = append(f.mails, m)
		return err
	case strings.HasPrefix(sk, "FORM#"):
		var form referral.Form
		err := decode(it, &form)
		f.forms = append(f.forms, form)
		return err
	case strings.HasPrefix(sk, "TASK#"):
		var task referral.Task
		err := decodeMap(it, "row", &task)
		f.tasks = append(f.tasks, task)
		return err
	}
	return nil
}

func decode(it Item, into any) error {
	err := attributevalue.UnmarshalMapWithOptions(it, into, func(o *attributevalue.DecoderOptions) { o.TagKey = "json" })
	if err != nil {
		return fmt.Errorf("%s %s: %w", text(it, "PK"), text(it, "SK"), err)
	}
	return nil
}

func decodeMap(it Item, name string, into any) error {
	inner, ok := it[name].(*types.AttributeValueMemberM)
	if !ok {
		return fmt.Errorf("%s %s lacks its map %q", text(it, "PK"), text(it, "SK"), name)
	}
	return decode(inner.Value, into)
}

func text(it Item, name string) string {
	if s, ok := it[name].(*types.AttributeValueMemberS); ok {
		return s.Value
	}
	return ""
}

func number(it Item, name string) int {
	n, ok := it[name].(*types.AttributeValueMemberN)
	if !ok {
		return 0
	}
	value, _ := strconv.Atoi(n.Value) // DynamoDB holds numbers only
	return value
}

func boolean(it Item, name string) bool {
	b, ok := it[name].(*types.AttributeValueMemberBOOL)
	return ok && b.Value
}

func inner(it Item, name string) Item {
	if m, ok := it[name].(*types.AttributeValueMemberM); ok {
		return m.Value
	}
	return nil
}
