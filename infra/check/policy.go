package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/referral-tool/referrals/infra/template"
)

// right is one thing that a function may do, or has to be able to do.
type right struct{ action, resource string }

func (r right) String() string { return r.action + " on " + r.resource }

// granted are the rights of a function: each action of a statement on each of its resources.
func granted(f template.Function) []right {
	var all []right
	for _, statement := range f.Statements {
		for _, action := range statement.Actions {
			for _, resource := range statement.Resources {
				all = append(all, right{action, resource})
			}
		}
	}
	return all
}

// pattern reports whether the right is for more than is named.
func (r right) pattern() bool { return strings.ContainsAny(r.action+r.resource, "*?") }

// checkWildcards: a pattern allows what nobody has thought of.
func checkWildcards(p *project) (wrong []string) {
	for _, f := range p.template.Functions {
		for _, r := range granted(f) {
			if r.pattern() && p.reasons.wildcards[f.Name+" "+r.action+" "+r.resource] == "" {
				wrong = append(wrong, fmt.Sprintf("function %s: %s is a pattern, and no reason for that is given", f.Name, r))
			}
		}
	}
	return wrong
}

// checkForbidden: no function reads a whole table, and none but those that mean to sends mails.
func checkForbidden(p *project) (wrong []string) {
	var senders []string
	for _, m := range meant() {
		if m.path == mailClient {
			senders = m.functions
		}
	}
	for _, f := range p.template.Functions {
		for _, r := range granted(f) {
			service, operation, _ := strings.Cut(strings.ToLower(r.action), ":")
			if service == "dynamodb" && operation == "scan" {
				wrong = append(wrong, fmt.Sprintf("function %s: may scan", f.Name))
			}
			if service == "ses" && !slices.Contains(senders, f.Name) {
				wrong = append(wrong, fmt.Sprintf("function %s: may send mails", f.Name))
			}
		}
	}
	return wrong
}
