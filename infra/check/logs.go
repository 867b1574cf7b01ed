package main

import (
	"fmt"
	"slices"

	"github.com/referral-tool/referrals/infra/template"
)

// checkLogs: Lambda makes a log group by itself that keeps everything for ever, unless a function names another.
func checkLogs(p *project) (wrong []string) {
	groups := p.ofType("AWS::Logs::LogGroup")
	for _, group := range groups {
		if textAt(group.Properties, "RetentionInDays") == "" {
			wrong = append(wrong, fmt.Sprintf("log group %s keeps everything for ever: it has no RetentionInDays", group.LogicalID))
		}
	}
	for _, f := range p.template.Functions {
		name := textAt(p.resource(f).Properties, "LoggingConfig", "LogGroup")
		if !slices.ContainsFunc(groups, func(g template.Resource) bool { return g.Name == name }) {
			wrong = append(wrong, fmt.Sprintf("function %s: its LoggingConfig names no log group of the template", f.Name))
		}
	}
	return wrong
}
