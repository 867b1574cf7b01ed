package main

import (
	"fmt"
	"slices"

	"github.com/referral-tool/referrals/infra/template"
)

// triggersOf are a function's events of one kind as the template writes them.
func triggersOf(function template.Resource, kind string) []any {
	events, _ := at(function.Properties, "Events").(map[string]any)
	var found []any
	for _, event := range events {
		if textAt(event, "Type") == kind {
			found = append(found, at(event, "Properties"))
		}
	}
	return found
}

// queue reports whether an ARN is that of a queue of the template, which an alarm watches.
func (p *project) queue(arn string) bool {
	return slices.ContainsFunc(p.ofType("AWS::SQS::Queue"), func(q template.Resource) bool { return q.ARN == arn })
}

// missing reports the settings that are not there. The services' defaults repeat for a day, and forget what they gave
// up.
func missing(v any, of string, settings ...[]string) (wrong []string) {
	for _, setting := range settings {
		if textAt(v, setting...) == "" {
			wrong = append(wrong, fmt.Sprintf("%s: %s is left to the service's default", of, setting[len(setting)-1]))
		}
	}
	return wrong
}

func (p *project) checkQueued(v any, of string, path ...string) []string {
	if p.queue(textAt(v, path...)) {
		return nil
	}
	return []string{fmt.Sprintf("%s: what is given up goes to no queue of the template", of)}
}

// checkStreams: a record that cannot be worked off must not hold up its shard, nor get lost.
func checkStreams(p *project) (wrong []string) {
	for _, f := range p.template.Functions {
		for _, mapping := range triggersOf(p.resource(f), "DynamoDB") {
			of := "the stream of " + f.Name
			wrong = append(wrong, missing(mapping, of, []string{"MaximumRetryAttempts"}, []string{"MaximumRecordAgeInSeconds"},
				[]string{"BisectBatchOnFunctionError"}, []string{"FunctionResponseTypes"}, []string{"FilterCriteria"})...)
			wrong = append(wrong, p.checkQueued(mapping, of, "DestinationConfig", "OnFailure", "Destination")...)
		}
	}
	return wrong
}

// checkRules: EventBridge hands an event to Lambda's own queue, so both have to be told what to do when it fails.
func checkRules(p *project) (wrong []string) {
	for _, f := range p.template.Functions {
		rules := triggersOf(p.resource(f), "EventBridgeRule")
		for _, rule := range rules {
			of := "the rule of " + f.Name
			wrong = append(wrong, missing(rule, of, []string{"RetryPolicy", "MaximumRetryAttempts"}, []string{"RetryPolicy", "MaximumEventAgeInSeconds"})...)
			wrong = append(wrong, p.checkQueued(rule, of, "DeadLetterConfig", "Arn")...)
		}
		if len(rules) > 0 {
			config, of := at(p.resource(f).Properties, "EventInvokeConfig"), "events to "+f.Name
			wrong = append(wrong, missing(config, of, []string{"MaximumRetryAttempts"}, []string{"MaximumEventAgeInSeconds"})...)
			wrong = append(wrong, p.checkQueued(config, of, "DestinationConfig", "OnFailure", "Destination")...)
		}
	}
	return wrong
}

// checkSchedules: a schedule's call that fails is not lost silently. The function's own failures show in its alarm, and
// the next run does the work.
func checkSchedules(p *project) (wrong []string) {
	for _, f := range p.template.Functions {
		for _, schedule := range triggersOf(p.resource(f), "ScheduleV2") {
			of := "the schedule of " + f.Name
			wrong = append(wrong, missing(schedule, of, []string{"RetryPolicy", "MaximumRetryAttempts"}, []string{"RetryPolicy", "MaximumEventAgeInSeconds"})...)
			wrong = append(wrong, p.checkQueued(schedule, of, "DeadLetterConfig", "Arn")...)
		}
	}
	return wrong
}

// checkStill: a table that was brought back is left alone until its secret, erasures and holds are there.
func checkStill(p *project) (wrong []string) {
	for _, resource := range p.still {
		for _, schedule := range triggersOf(resource, "ScheduleV2") {
			if textAt(schedule, "State") != "DISABLED" {
				wrong = append(wrong, fmt.Sprintf("the schedule of %s runs although Sweep is DISABLED", resource.LogicalID))
			}
		}
	}
	return wrong
}

// checkQueues: what was given up on a Friday is still there when somebody looks.
func checkQueues(p *project) (wrong []string) {
	for _, queue := range p.ofType("AWS::SQS::Queue") {
		wrong = append(wrong, missing(queue.Properties, "queue "+queue.LogicalID, []string{"MessageRetentionPeriod"})...)
	}
	return wrong
}
