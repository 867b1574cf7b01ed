package functiontest

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
)

// Stored is every item of the table, by its key.
type Stored map[string]map[string]any

// Stored reads the whole table.
func (w *World) Stored(t testing.TB) Stored {
	t.Helper()
	found := Stored{}
	for _, it := range w.items(t) {
		var plain map[string]any
		must(t, attributevalue.UnmarshalMap(it, &plain))
		found[plain["PK"].(string)+" / "+plain["SK"].(string)] = plain
	}
	return found
}

// Since names the items that are other than before, new or gone.
func (s Stored) Since(before Stored) []string {
	both := maps.Clone(before)
	maps.Copy(both, s)
	changed := []string{}
	for _, key := range slices.Sorted(maps.Keys(both)) {
		if !reflect.DeepEqual(s[key], before[key]) {
			changed = append(changed, key)
		}
	}
	return changed
}
