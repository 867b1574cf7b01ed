package main

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/referral-tool/referrals/infra/template"
)

// client is the name of a service's operation in a program.
var client = regexp.MustCompile(`^github\.com/aws/aws-sdk-go-v2/service/([a-z0-9]+)\.\(\*Client\)\.([A-Z]\w*)$`)

// services are the names that IAM has for clients of another name.
var services = map[string]string{"eventbridge": "events", "sesv2": "ses"}

// notAsked are operations that the SDK links for itself, without being asked to.
var notAsked = map[string]bool{"dynamodb:DescribeEndpoints": true}

// needed are the rights that a program cannot do without: the operations of services that it can reach. What the linker
// dropped, it cannot call.
func (p *project) needed(built program, used map[string]use) map[right]bool {
	table, reached := p.template.Table.ARN, reachedBy(built, used)
	needs := map[right]bool{}
	for _, symbol := range built.symbols {
		found := client.FindStringSubmatch(symbol)
		if found == nil {
			continue
		}
		service := found[1]
		if name := services[service]; name != "" {
			service = name
		}
		switch action := service + ":" + found[2]; {
		case notAsked[action]:
		case action == "dynamodb:TransactWriteItems":
			for _, part := range reached.actions {
				needs[right{part, table}] = true
			}
		case action == "dynamodb:Query":
			for _, index := range reached.queries {
				needs[right{action, indexARN(table, index)}] = true
			}
		case service == "dynamodb":
			needs[right{action, table}] = true
		default:
			for _, subject := range p.subjects(service) {
				needs[right{action, subject}] = true
			}
		}
	}
	return needs
}

// reachedBy joins the uses of all functions of shared/ that are in the program.
func reachedBy(built program, used map[string]use) (all use) {
	for _, symbol := range built.symbols {
		symbol = declaredBy(symbol)
		for name, u := range used {
			if isOf(symbol, name) {
				all.actions, all.queries = append(all.actions, u.actions...), append(all.queries, u.queries...)
			}
		}
	}
	return all
}

// subjects are what a function may ask a service about: the template's own. Of identities it has none: which one is a
// sender's, only SES knows.
func (p *project) subjects(service string) (arns []string) {
	switch service {
	case "events":
		for _, bus := range p.ofType("AWS::Events::EventBus") {
			arns = append(arns, bus.ARN)
		}
	case "secretsmanager":
		for _, secret := range p.template.Secrets {
			arns = append(arns, secret.ARN)
		}
	case "ses":
		arns = []string{template.ARN("ses", "identity/*")}
		for _, set := range p.ofType("AWS::SES::ConfigurationSet") {
			arns = append(arns, template.ARN("ses", "configuration-set/"+set.Name))
		}
	}
	return arns
}

// checkSubjects: what is not of this template is somebody else's: another account's bus, another system's secret.
func checkSubjects(p *project) (wrong []string) {
	for _, f := range p.template.Functions {
		for _, r := range granted(f) {
			service, _, _ := strings.Cut(r.action, ":")
			if service != "dynamodb" && !slices.Contains(p.subjects(service), r.resource) {
				wrong = append(wrong, fmt.Sprintf("function %s: %s, which is nothing of the template", f.Name, r))
			}
		}
	}
	return wrong
}

func indexARN(table, index string) string {
	if index == "" {
		return table
	}
	return table + "/index/" + index
}

// isOf reports whether a symbol is a function's, or that of a function literal in it.
func isOf(symbol, function string) bool {
	rest, found := strings.CutPrefix(symbol, function)
	return found && (rest == "" || rest[0] == '.' || rest[0] == '-')
}

// checkNeeds: a function may do what it does, and nothing else.
func (p *project) checkNeeds(f template.Function, built program, used map[string]use) (wrong []string) {
	needs, grants := p.needed(built, used), map[right]bool{}
	for _, r := range granted(f) {
		grants[r] = true
	}
	for _, r := range sorted(needs) {
		if !grants[r] {
			wrong = append(wrong, fmt.Sprintf("function %s needs %s, which the template does not allow it", f.Name, r))
		}
	}
	for _, r := range sorted(grants) {
		if !needs[r] {
			wrong = append(wrong, fmt.Sprintf("function %s is allowed %s, which it does not need", f.Name, r))
		}
	}
	return wrong
}

func sorted(rights map[right]bool) []right {
	return slices.SortedFunc(maps.Keys(rights), func(a, b right) int { return strings.Compare(a.String(), b.String()) })
}
