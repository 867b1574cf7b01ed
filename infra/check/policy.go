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

// checkWildcards: a pattern allows what nobody has thought of.
func checkWildcards(p *project) (wrong []string) {
	argued := map[string]bool{}
	for _, f := range p.template.Functions {
		for _, r := range granted(f) {
			if !strings.ContainsAny(r.action+r.resource, "*?") {
				continue
			}
			name := f.Name + " " + r.action + " " + r.resource
			argued[name] = true
			if wildcards[name] == "" {
				wrong = append(wrong, fmt.Sprintf("function %s: %s is a pattern, and there is no reason for it in wildcards", f.Name, r))
			}
		}
	}
	for name := range wildcards {
		if !argued[name] {
			wrong = append(wrong, fmt.Sprintf("wildcards: a reason is kept for %s, which is no longer so", name))
		}
	}
	return wrong
}

// checkRight: no function reads a whole table, and one function alone sends mails.
func checkRight(p *project) (wrong []string) {
	senders := meant["github.com/aws/aws-sdk-go-v2/service/sesv2"].functions
	for _, f := range p.template.Functions {
		for _, r := range granted(f) {
			service, operation, _ := strings.Cut(strings.ToLower(r.action), ":")
			if service == "dynamodb" && strings.Contains(operation, "scan") {
				wrong = append(wrong, fmt.Sprintf("function %s: may scan", f.Name))
			}
			if service == "ses" && !slices.Contains(senders, f.Name) {
				wrong = append(wrong, fmt.Sprintf("function %s: may send mails", f.Name))
			}
		}
	}
	return wrong
}
