package proxy

import (
	"fmt"
	"strings"

	"github.com/referral-tool/referrals/infra/template"
)

// policy is what a function may do with DynamoDB.
type policy struct {
	function   string
	statements []statement
	keys       map[string]string // partition key attribute by index name; "" is the table
}

type statement struct {
	actions, resources []string
	leadingKeys        [][]string // for each condition, the patterns of which one has to match
}

func newPolicy(function template.Function, keys map[string]string) (*policy, error) {
	p := &policy{function: function.Name, keys: keys}
	for _, s := range function.Statements {
		if !concernsDynamoDB(s.Actions) {
			continue
		}
		leading, err := readConditions(s.Condition)
		if err != nil {
			return nil, fmt.Errorf("policy of %s: %w", function.Name, err)
		}
		p.statements = append(p.statements, statement{actions: s.Actions, resources: s.Resources, leadingKeys: leading})
	}
	return p, nil
}

func concernsDynamoDB(actions []string) bool {
	for _, action := range actions {
		if service, _, _ := strings.Cut(action, ":"); strings.EqualFold(service, "dynamodb") || service == "*" {
			return true
		}
	}
	return false
}

// denies gives DynamoDB's message for the first part of the request that no statement allows, or "".
func (p *policy) denies(r *request) string {
	for _, a := range r.accesses {
		if !p.allows(a) {
			return fmt.Sprintf("User: arn:aws:sts::000000000000:assumed-role/%[1]s/%[1]s is not authorized to perform: %[2]s on "+
				"resource: %[3]s because no identity-based policy allows the %[2]s action", p.function, a.action, a.resource())
		}
	}
	return ""
}

func (p *policy) allows(a access) bool {
	for _, s := range p.statements {
		if anyMatch(s.actions, strings.EqualFold, a.action) && anyMatch(s.resources, wildcard, a.resource()) &&
			s.allowsKeys(p.leadingKeys(a)) {
			return true
		}
	}
	return false
}

// anyMatch reports whether a pattern matches, by wildcards or by equal.
func anyMatch(patterns []string, equal func(pattern, text string) bool, text string) bool {
	for _, pattern := range patterns {
		if equal(pattern, text) || wildcard(pattern, text) {
			return true
		}
	}
	return false
}

// resource is the ARN that IAM decides on.
func (a access) resource() string {
	arn := a.table
	switch {
	case arn == "":
		return "*" // ListTables and the like are about no table
	case !strings.HasPrefix(arn, "arn:"):
		arn = "arn:aws:dynamodb:us-east-1:000000000000:table/" + a.table
	}
	if a.index != "" {
		arn += "/index/" + a.index
	}
	return arn
}

// wildcard matches as IAM does: * is any text, ? one character.
func wildcard(pattern, text string) bool {
	for pattern != "" {
		switch pattern[0] {
		case '*':
			for i := range len(text) + 1 {
				if wildcard(pattern[1:], text[i:]) {
					return true
				}
			}
			return false
		case '?':
			if text == "" {
				return false
			}
		default:
			if text == "" || text[0] != pattern[0] {
				return false
			}
		}
		pattern, text = pattern[1:], text[1:]
	}
	return text == ""
}
