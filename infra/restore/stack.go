package main

import (
	"encoding/json"
	"io"

	"github.com/referral-tool/referrals/infra/template"
)

// restored are the properties that a table still has when it was brought back. The whole template gives it the others: its
// stream above all, which has to be empty until then.
var restored = []string{"AttributeDefinitions", "BillingMode", "GlobalSecondaryIndexes", "KeySchema", "SSESpecification"}

// writeStack writes a stack that holds the table of a template alone, under its name there, so that the whole template can
// be deployed over it.
func writeStack(file string, out io.Writer) error {
	table, err := template.ReadTable(file)
	if err != nil {
		return err
	}
	properties := map[string]any{}
	for _, name := range restored {
		properties[name] = table.Properties[name]
	}
	lines := json.NewEncoder(out)
	lines.SetIndent("", "  ")
	return lines.Encode(map[string]any{"Resources": map[string]any{table.LogicalID: map[string]any{
		"Type": "AWS::DynamoDB::Table", "DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain", "Properties": properties,
	}}})
}
