package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/referral-tool/referrals/infra/template"
)

// liveTable is where it stands what every deployed table has.
const liveTable = "infra/table.yaml"

// statement is what deployed tables have and have to keep.
type statement struct {
	Keys    map[string]string            `yaml:"keys"` // attribute by its part: hash, range
	Indexes map[string]map[string]string `yaml:"indexes"`
	Carried []string                     `yaml:"carried"` // attributes in every index
	Expires string                       `yaml:"expires"` // attribute with the time
	Stream  string                       `yaml:"stream"`
}

// checkTable: CloudFormation makes a new, empty table where keys change, and drops an index that changes with all that it
// holds. What a live table has is therefore written down once more, and only ever added to.
func checkTable(p *project) (wrong []string) {
	text, err := os.ReadFile(filepath.Join(p.root, filepath.FromSlash(liveTable)))
	if err != nil {
		return []string{err.Error()}
	}
	var live statement
	if err := yaml.Unmarshal(text, &live); err != nil {
		return []string{fmt.Sprintf("%s: %v", liveTable, err)}
	}
	tables := p.ofType("AWS::DynamoDB::Table")
	if len(tables) != 1 {
		return []string{fmt.Sprintf("the template has %d tables, want one", len(tables))}
	}
	declared := stated(tables[0])
	if !maps.Equal(declared.Keys, live.Keys) {
		wrong = append(wrong, fmt.Sprintf("the table's keys are %v, those of live ones %v: they would be replaced, empty", declared.Keys, live.Keys))
	}
	for _, name := range slices.Sorted(maps.Keys(live.Indexes)) {
		if !maps.Equal(declared.Indexes[name], live.Indexes[name]) {
			wrong = append(wrong, fmt.Sprintf("index %s is %v, in live tables %v: it would be dropped", name, declared.Indexes[name], live.Indexes[name]))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(declared.Indexes)) {
		if _, stated := live.Indexes[name]; !stated {
			wrong = append(wrong, fmt.Sprintf("index %s does not stand in %s: add it there, one in a deployment", name, liveTable))
		}
	}
	if !slices.Equal(declared.Carried, live.Carried) || declared.Expires != live.Expires || declared.Stream != live.Stream {
		wrong = append(wrong, fmt.Sprintf("the table carries %v, expires by %q, streams %s; live ones %v, %q, %s",
			declared.Carried, declared.Expires, declared.Stream, live.Carried, live.Expires, live.Stream))
	}
	return append(wrong, unprotected(tables[0])...)
}

// stated is a table of the template in the form of the statement.
func stated(table template.Resource) statement {
	s := statement{
		Keys: keysOf(table.Properties), Indexes: map[string]map[string]string{},
		Expires: textAt(table.Properties, "TimeToLiveSpecification", "AttributeName"),
		Stream:  textAt(table.Properties, "StreamSpecification", "StreamViewType"),
	}
	for i, index := range listAt(table.Properties, "GlobalSecondaryIndexes") {
		s.Indexes[textAt(index, "IndexName")] = keysOf(index)
		var carried []string
		for _, attribute := range listAt(index, "Projection", "NonKeyAttributes") {
			carried = append(carried, fmt.Sprint(attribute))
		}
		if i > 0 && !reflect.DeepEqual(carried, s.Carried) {
			carried = append(carried, "not the same in each index")
		}
		s.Carried = carried
	}
	return s
}

func keysOf(v any) map[string]string {
	keys := map[string]string{}
	for _, key := range listAt(v, "KeySchema") {
		keys[textAt(key, "KeyType")] = textAt(key, "AttributeName")
	}
	return keys
}

// unprotected reports what would let a slip take the table away.
func unprotected(table template.Resource) (wrong []string) {
	if table.DeletionPolicy != "Retain" || table.UpdateReplacePolicy != "Retain" {
		wrong = append(wrong, "the table goes with the stack, or when it is replaced: its policies are not Retain")
	}
	if textAt(table.Properties, "DeletionProtectionEnabled") != "true" {
		wrong = append(wrong, "the table may be deleted: DeletionProtectionEnabled is not true")
	}
	if textAt(table.Properties, "PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled") != "true" {
		wrong = append(wrong, "the table cannot be restored: PointInTimeRecoveryEnabled is not true")
	}
	return wrong
}
