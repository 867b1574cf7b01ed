package proxy

import (
	"fmt"
	"regexp"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/infra/template"
)

// readConditions serves conditions on dynamodb:LeadingKeys, the partition keys of a request.
func readConditions(condition map[string]any) ([][]string, error) {
	var leading [][]string
	for operator, keys := range condition {
		keyed, ok := keys.(map[string]any)
		if !ok || operator != "ForAllValues:StringLike" && operator != "ForAllValues:StringEquals" {
			return nil, fmt.Errorf("condition %s is not served", operator)
		}
		for key, patterns := range keyed {
			if key != "dynamodb:LeadingKeys" {
				return nil, fmt.Errorf("condition key %s is not served", key)
			}
			leading = append(leading, texts(patterns))
		}
	}
	return leading, nil
}

func texts(oneOrMore any) []string {
	list, ok := oneOrMore.([]any)
	if !ok {
		list = []any{oneOrMore}
	}
	var all []string
	for _, item := range list {
		all = append(all, fmt.Sprint(item))
	}
	return all
}

// allowsKeys: ForAllValues holds for a request without keys too, a Scan for example. That is IAM's rule, not a gap.
func (s statement) allowsKeys(keys []string) bool {
	for _, patterns := range s.leadingKeys {
		for _, key := range keys {
			if !anyMatch(patterns, wildcard, key) {
				return false
			}
		}
	}
	return true
}

// partitionKeys gives the partition key attribute by index name, "" for the table.
func partitionKeys(table template.Table) map[string]string {
	input := table.CreateTableInput()
	keys := map[string]string{"": partitionKey(input.KeySchema)}
	for _, index := range input.GlobalSecondaryIndexes {
		keys[*index.IndexName] = partitionKey(index.KeySchema)
	}
	return keys
}

func partitionKey(schema []types.KeySchemaElement) string {
	for _, element := range schema {
		if element.KeyType == types.KeyTypeHash {
			return *element.AttributeName
		}
	}
	return ""
}

// leadingKeys gives the partition keys that a part of a request touches.
func (p *policy) leadingKeys(a access) []string {
	attribute := p.keys[a.index]
	var keys []string
	for _, item := range append([]attributes{a.Key, a.Item}, a.keys...) {
		if value, ok := item[attribute]; ok {
			keys = append(keys, value.S)
		}
	}
	if key, ok := a.queried(attribute); ok {
		keys = append(keys, key)
	}
	return keys
}

var equality = regexp.MustCompile(`(#?[A-Za-z0-9_]+)\s*=\s*(:[A-Za-z0-9_]+)`)

// queried finds the value that a key condition compares the attribute with.
func (s single) queried(attribute string) (string, bool) {
	for _, found := range equality.FindAllStringSubmatch(s.KeyConditionExpression, -1) {
		name := found[1]
		if alias, ok := s.ExpressionAttributeNames[name]; ok {
			name = alias
		}
		if name == attribute {
			return s.ExpressionAttributeValues[found[2]].S, true
		}
	}
	return "", false
}
