package store

import (
	"fmt"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/shared/view"
)

// item is one item of the table as DynamoDB takes and gives it.
type item = map[string]types.AttributeValue

// The domain's json tags name the attributes too: one spelling of a field everywhere.
func byJSONTag(o *attributevalue.EncoderOptions)   { o.TagKey = "json" }
func fromJSONTag(o *attributevalue.DecoderOptions) { o.TagKey = "json" }
func text(s string) types.AttributeValue           { return &types.AttributeValueMemberS{Value: s} }
func boolean(b bool) types.AttributeValue          { return &types.AttributeValueMemberBOOL{Value: b} }
func texts(s ...string) types.AttributeValue       { return &types.AttributeValueMemberSS{Value: s} }
func number[N int | int64](n N) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: fmt.Sprint(n)}
}
func attributes(m item) types.AttributeValue { return &types.AttributeValueMemberM{Value: m} }
func (k key) item() item                     { return item{pk: text(k.PK), sk: text(k.SK)} }

// with puts the key into an item.
func (k key) with(of item) item {
	of[pk], of[sk] = text(k.PK), text(k.SK)
	return of
}

// encode turns a value of the domain into attributes. It can fail only on types that no domain value has.
func encode(v any) item {
	m, err := attributevalue.MarshalMapWithOptions(v, byJSONTag)
	if err != nil {
		panic(fmt.Sprintf("encoding %T: %v", v, err))
	}
	return m
}

// decode reads attributes back into a value of the domain.
func decode(m item, into any) error {
	if err := attributevalue.UnmarshalMapWithOptions(m, into, fromJSONTag); err != nil {
		return fmt.Errorf("decoding %T: %w", into, err)
	}
	return nil
}

// decodeMap reads the map attribute of a name.
func decodeMap(m item, name string, into any) error {
	inner, ok := m[name].(*types.AttributeValueMemberM)
	if !ok {
		return fmt.Errorf("an item lacks its map %q", name)
	}
	return decode(inner.Value, into)
}

func textOf(m item, name string) string {
	s, _ := m[name].(*types.AttributeValueMemberS)
	if s == nil {
		return ""
	}
	return s.Value
}

func numberOf(m item, name string) int {
	n, _ := m[name].(*types.AttributeValueMemberN)
	if n == nil {
		return 0
	}
	value, _ := strconv.Atoi(n.Value) // DynamoDB holds numbers only
	return value
}

func setOf(m item, name string) []string {
	s, _ := m[name].(*types.AttributeValueMemberSS)
	if s == nil {
		return nil
	}
	return s.Value
}

// rowOf reads the row that a list shows.
func rowOf(m item) (view.Row, error) {
	var row view.Row
	err := decodeMap(m, "row", &row)
	return row, err
}

// indexed puts an item into an index, or leaves it out when there is no partition for it: an index attribute is absent, never
// empty.
func indexed(m item, pkName, skName, partition, sortKey string) {
	if partition != "" {
		m[pkName], m[skName] = text(partition), text(sortKey)
	}
}
