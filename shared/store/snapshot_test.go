package store_test

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// snapshot is every item of a table, by its key: to show that nothing was written, or the same twice.
type snapshot map[string]map[string]any

func (f *fixture) snapshot(t *testing.T) snapshot {
	t.Helper()
	found := snapshot{}
	input := &dynamodb.ScanInput{TableName: &f.Name}
	for {
		out, err := f.Client.Scan(ctx, input)
		f.must(t, err)
		for _, it := range out.Items {
			var plain map[string]any
			f.must(t, attributevalue.UnmarshalMap(it, &plain))
			found[plain["PK"].(string)+" / "+plain["SK"].(string)] = plain
		}
		if out.LastEvaluatedKey == nil {
			return found
		}
		input.ExclusiveStartKey = out.LastEvaluatedKey
	}
}

// wantSame names each attribute in which two tables differ.
func wantSame(t *testing.T, got, want snapshot) {
	t.Helper()
	all := maps.Clone(want)
	maps.Copy(all, got)
	for _, at := range slices.Sorted(maps.Keys(all)) {
		compare(t, at, anyOf(got[at]), anyOf(want[at]))
	}
}

func anyOf(m map[string]any) any {
	if m == nil {
		return nil
	}
	return m
}

func compare(t *testing.T, at string, got, want any) {
	t.Helper()
	inner, isMap := got.(map[string]any)
	wanted, both := want.(map[string]any)
	if !isMap || !both {
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s is %v, want %v", at, got, want)
		}
		return
	}
	all := maps.Clone(wanted)
	maps.Copy(all, inner)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		compare(t, at+"."+name, inner[name], wanted[name])
	}
}

// item is one item of the table as it is stored; nil when there is none.
func (f *fixture) item(t *testing.T, pk, sk string) map[string]any {
	t.Helper()
	out, err := f.Client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &f.Name, Key: map[string]types.AttributeValue{
		"PK": &types.AttributeValueMemberS{Value: pk}, "SK": &types.AttributeValueMemberS{Value: sk},
	}})
	f.must(t, err)
	var plain map[string]any
	f.must(t, attributevalue.UnmarshalMap(out.Item, &plain))
	return plain
}
