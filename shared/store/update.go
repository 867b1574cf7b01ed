package store

import (
	"fmt"
	"sort"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// update builds an UpdateItem of single attributes. A path is one attribute or one inside a map: "row.status".
type update struct {
	clauses map[string][]string // SET, REMOVE, ADD, DELETE
	names   map[string]string
	values  item
	when    []string
}

func newUpdate() *update {
	return &update{clauses: map[string][]string{}, names: map[string]string{}, values: item{}}
}

func (u *update) name(path string) string {
	var parts []string
	for _, part := range strings.Split(path, ".") {
		placeholder := "#" + part
		if strings.ContainsAny(part, ":-") { // a guard's attribute: "s:legal-aid"
			placeholder = fmt.Sprintf("#n%d", len(u.names))
		}
		u.names[placeholder] = part
		parts = append(parts, placeholder)
	}
	return strings.Join(parts, ".")
}

func (u *update) value(v types.AttributeValue) string {
	placeholder := fmt.Sprintf(":v%d", len(u.values))
	u.values[placeholder] = v
	return placeholder
}

// set gives an attribute a value; nil removes it.
func (u *update) set(path string, v types.AttributeValue) *update {
	if v == nil {
		u.clauses["REMOVE"] = append(u.clauses["REMOVE"], u.name(path))
		return u
	}
	u.clauses["SET"] = append(u.clauses["SET"], u.name(path)+" = "+u.value(v))
	return u
}

// setText gives an attribute a text; an empty one removes it.
func (u *update) setText(path, s string) *update {
	if s == "" {
		return u.set(path, nil)
	}
	return u.set(path, text(s))
}

// apply lets somebody else add to the update.
func (u *update) apply(more func(*update)) *update {
	more(u)
	return u
}

// setIfAbsent gives an attribute a text where it has none.
func (u *update) setIfAbsent(path, s string) *update {
	name := u.name(path)
	u.clauses["SET"] = append(u.clauses["SET"], name+" = if_not_exists("+name+", "+u.value(text(s))+")")
	return u
}

// count adds n to a number.
func (u *update) count(path string, n int) *update {
	u.clauses["ADD"] = append(u.clauses["ADD"], u.name(path)+" "+u.value(number(n)))
	return u
}

// join adds a member to a set.
func (u *update) join(path, member string) *update {
	u.clauses["ADD"] = append(u.clauses["ADD"], u.name(path)+" "+u.value(texts(member)))
	return u
}

// appendText adds a text to the end of a list, which may not be there yet.
func (u *update) appendText(path, s string) *update {
	name := u.name(path)
	u.clauses["SET"] = append(u.clauses["SET"], name+" = list_append(if_not_exists("+name+", "+u.value(textList())+"), "+u.value(textList(s))+")")
	return u
}

// leave takes a member out of a set; an emptied set disappears.
func (u *update) leave(path, member string) *update {
	u.clauses["DELETE"] = append(u.clauses["DELETE"], u.name(path)+" "+u.value(texts(member)))
	return u
}

// index puts the item into an index, or takes it out when there is no partition for it.
func (u *update) index(pkName, skName, partition, sortKey string) *update {
	if partition == "" {
		sortKey = ""
	}
	return u.setText(pkName, partition).setText(skName, sortKey)
}

// absent demands that an attribute does not exist.
func (u *update) absent(path string) *update {
	u.when = append(u.when, "attribute_not_exists("+u.name(path)+")")
	return u
}

// exists demands that an attribute exists.
func (u *update) exists(path string) *update {
	u.when = append(u.when, "attribute_exists("+u.name(path)+")")
	return u
}

// equals demands that an attribute has a value.
func (u *update) equals(path string, v types.AttributeValue) *update {
	u.when = append(u.when, u.name(path)+" = "+u.value(v))
	return u
}

// differs demands that an attribute has another value.
func (u *update) differs(path string, v types.AttributeValue) *update {
	u.when = append(u.when, u.name(path)+" <> "+u.value(v))
	return u
}

// oneOf demands that an attribute has one of some texts.
func (u *update) oneOf(path string, allowed ...string) *update {
	var values []string
	for _, a := range allowed {
		values = append(values, u.value(text(a)))
	}
	u.when = append(u.when, u.name(path)+" IN ("+strings.Join(values, ", ")+")")
	return u
}

// contains demands that a set has a member.
func (u *update) contains(path, member string) *update {
	u.when = append(u.when, "contains("+u.name(path)+", "+u.value(text(member))+")")
	return u
}

// either demands one of two conditions, each built on the same update.
func (u *update) either(one, other func(*update)) *update {
	before := u.when
	u.when = nil
	one(u)
	left := strings.Join(u.when, " AND ")
	u.when = nil
	other(u)
	right := strings.Join(u.when, " AND ")
	u.when = append(before, "(("+left+") OR ("+right+"))")
	return u
}

// before demands that a text sorts before another.
func (u *update) before(path, than string) *update {
	u.when = append(u.when, u.name(path)+" < "+u.value(text(than)))
	return u
}

// after demands that a text sorts after another.
func (u *update) after(path, than string) *update {
	u.when = append(u.when, u.name(path)+" > "+u.value(text(than)))
	return u
}

// below demands that a number is below another.
func (u *update) below(path string, most int) *update {
	u.when = append(u.when, u.name(path)+" < "+u.value(number(most)))
	return u
}

func (u *update) expression() *string {
	var clauses []string
	for word, terms := range u.clauses {
		clauses = append(clauses, word+" "+strings.Join(terms, ", "))
	}
	sort.Strings(clauses)
	return optional(strings.Join(clauses, " "))
}

func (u *update) condition() *string { return optional(strings.Join(u.when, " AND ")) }

func (u *update) attributeValues() item {
	if len(u.values) == 0 {
		return nil
	}
	return u.values
}

// in is the update as one item of a transaction.
func (u *update) in(table string, k key) types.TransactWriteItem {
	return types.TransactWriteItem{Update: &types.Update{
		TableName: &table, Key: k.item(), UpdateExpression: u.expression(), ConditionExpression: u.condition(),
		ExpressionAttributeNames: u.names, ExpressionAttributeValues: u.attributeValues(),
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	}}
}

// check is the update's condition as one item of a transaction that changes nothing of it.
func (u *update) check(table string, k key) types.TransactWriteItem {
	return types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{
		TableName: &table, Key: k.item(), ConditionExpression: u.condition(),
		ExpressionAttributeNames: u.names, ExpressionAttributeValues: u.attributeValues(),
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	}}
}

// alone is the update as a request of its own, answering with the item as it then is.
func (u *update) alone(table string, k key) *dynamodb.UpdateItemInput {
	return &dynamodb.UpdateItemInput{
		TableName: &table, Key: k.item(), UpdateExpression: u.expression(), ConditionExpression: u.condition(),
		ExpressionAttributeNames: u.names, ExpressionAttributeValues: u.attributeValues(),
		ReturnValues:                        types.ReturnValueAllNew,
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	}
}
