package main

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/referral-tool/referrals/infra/template"
)

// ofStatements are what a statement of a resource's policy may say. NotPrincipal and its like allow everything else.
var ofStatements = []string{"Action", "Condition", "Effect", "Principal", "Resource", "Sid"}

// checkPrincipals: what is not a function's role may do something here only if it is a service that works for this
// account, and only what is named.
func checkPrincipals(p *project) (wrong []string) {
	for _, resource := range slices.Concat(p.resources, p.still) {
		if resource.Type == "AWS::Serverless::Function" {
			continue // a role's statements have no principal: they are what it needs, and nothing else
		}
		statements := statementsIn(resource.Properties)
		if resource.Type == "AWS::SQS::QueuePolicy" && len(statements) == 0 {
			wrong = append(wrong, fmt.Sprintf("%s: its statements cannot be read", resource.LogicalID))
		}
		for _, statement := range statements {
			if fault := principalFault(statement); fault != "" {
				wrong = append(wrong, fmt.Sprintf("%s: %s", resource.LogicalID, fault))
			}
		}
	}
	return wrong
}

// statementsIn are the statements of all policies in v, wherever they stand.
func statementsIn(v any) (found []any) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			found = append(found, statementsIn(item)...)
		}
	case map[string]any:
		for key, field := range v {
			list, isList := field.([]any)
			switch {
			case key == "Statement" && isList:
				found = append(found, list...)
			case key == "Statement":
				found = append(found, field)
			default:
				found = append(found, statementsIn(field)...)
			}
		}
	}
	return found
}

func principalFault(statement any) string {
	fields, _ := statement.(map[string]any)
	for _, key := range slices.Sorted(maps.Keys(fields)) {
		if !slices.Contains(ofStatements, key) {
			return fmt.Sprintf("nobody has said what %s in a statement allows", key)
		}
	}
	principal, _ := fields["Principal"].(map[string]any)
	service, known := strings.CutSuffix(textAt(principal, "Service"), ".amazonaws.com")
	if !known || len(principal) != 1 || strings.ContainsAny(service, "*?[") {
		return fmt.Sprintf("its principal is %v, and no single service", fields["Principal"])
	}
	if action := textAt(fields, "Action"); action == "" || strings.ContainsAny(action, "*?") {
		return fmt.Sprintf("%s.amazonaws.com may %q, which is no action that is named", service, action)
	}
	sources := sourcesOf(fields)
	if len(sources) == 0 {
		return fmt.Sprintf("%s.amazonaws.com may, whoever it works for: no aws:SourceArn is asked for", service)
	}
	for _, source := range sources {
		if !strings.HasPrefix(fmt.Sprint(source), template.ARN(service, "")) {
			return fmt.Sprintf("%s.amazonaws.com may for %v, which is not of this account", service, source)
		}
	}
	return ""
}

func sourcesOf(statement map[string]any) []any {
	source := at(statement, "Condition", "ArnLike", "aws:SourceArn")
	if sources, isList := source.([]any); isList {
		return sources
	}
	if source == nil {
		return nil
	}
	return []any{source}
}

// checkBound: a right that is for less than its resource has the condition that says so, wherever it is given.
func checkBound(p *project) (wrong []string) {
	given := map[string]bool{}
	for _, f := range p.template.Functions {
		for _, statement := range f.Statements {
			for _, action := range statement.Actions {
				name := f.Name + " " + action
				given[name] = true
				if want := p.reasons.bound[name]; want != nil && !reflect.DeepEqual(statement.Condition, want) {
					wrong = append(wrong, fmt.Sprintf("function %s: %s has the condition %v, want %v", f.Name, action, statement.Condition, want))
				}
			}
		}
	}
	for name := range p.reasons.bound {
		if !given[name] {
			wrong = append(wrong, fmt.Sprintf("%s: a condition is kept for a right that nobody gives", name))
		}
	}
	return wrong
}
