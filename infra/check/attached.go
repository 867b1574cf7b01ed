package main

import (
	"fmt"
	"maps"
	"slices"

	"github.com/referral-tool/referrals/infra/template"
)

// everywhere is the managed policy that SAM attaches to the role of each function.
const everywhere = "AWSLambdaBasicExecutionRole"

// byEvent are the managed policies that SAM attaches for a function's events, by their type; "" for none. They are written
// nowhere in the template, and are for all resources.
var byEvent = map[string]string{
	"DynamoDB":        "AWSLambdaDynamoDBExecutionRole",
	"EventBridgeRule": "", // the service may invoke: that is the function's policy, not its role's
	"HttpApi":         "",
	"ScheduleV2":      "", // a role of the schedule's own
}

// attached are the managed policies of a function's role, and the types of its events of which nobody has said what SAM
// attaches for them.
func attached(function template.Resource) (policies, unknown []string) {
	policies = []string{everywhere}
	if tracing := textAt(function.Properties, "Tracing"); tracing != "" && tracing != "Disabled" {
		policies = append(policies, "AWSXRayDaemonWriteAccess")
	}
	kinds := map[string]bool{}
	events, _ := at(function.Properties, "Events").(map[string]any)
	for _, event := range events {
		kinds[textAt(event, "Type")] = true
	}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		policy, known := byEvent[kind]
		switch {
		case !known:
			unknown = append(unknown, kind)
		case policy != "":
			policies = append(policies, policy)
		}
	}
	return policies, unknown
}

// checkAttached: a function has more rights than its policies say, and each is argued for.
func checkAttached(p *project) (wrong []string) {
	for _, f := range p.template.Functions {
		policies, unknown := attached(p.resource(f))
		for _, policy := range policies {
			if p.reasons.attached[policy] == "" {
				wrong = append(wrong, fmt.Sprintf("function %s: SAM attaches %s, and no reason for that is given", f.Name, policy))
			}
		}
		for _, kind := range unknown {
			wrong = append(wrong, fmt.Sprintf("function %s: nobody has said which policy SAM attaches for events of type %s", f.Name, kind))
		}
	}
	return wrong
}
