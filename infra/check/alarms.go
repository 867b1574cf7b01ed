package main

import (
	"fmt"
	"regexp"

	"github.com/referral-tool/referrals/infra/template"
	"github.com/referral-tool/referrals/shared/metric"
)

// allMetrics is the expression in which each of an alarm's metrics counts, without being named.
const allMetrics = "SUM(METRICS())"

// checkAlarms: somebody hears of it when a function fails or is throttled, a stream is read late, a message was given up,
// a schedule does not call, the API fails, the table refuses, mails wait, or SES may stop the account.
func checkAlarms(p *project) (wrong []string) {
	watched := map[string]bool{}
	for _, alarm := range p.ofType("AWS::CloudWatch::Alarm") {
		for _, f := range figuresOf(alarm) {
			// Of calls there may be too few, of all else too much.
			watched[f.String()] = watched[f.String()] || tooLittle(alarm) == (f.name == "Invocations")
		}
		for _, id := range unread(alarm) {
			wrong = append(wrong, fmt.Sprintf("alarm %s: its expression leaves out %s", alarm.LogicalID, id))
		}
		if len(listAt(alarm.Properties, "AlarmActions")) == 0 {
			wrong = append(wrong, fmt.Sprintf("alarm %s tells nobody: it has no AlarmActions", alarm.LogicalID))
		}
		if enabled := textAt(alarm.Properties, "ActionsEnabled"); enabled != "" && enabled != "true" {
			wrong = append(wrong, fmt.Sprintf("alarm %s tells nobody: its ActionsEnabled is %s", alarm.LogicalID, enabled))
		}
		if textAt(alarm.Properties, "AlarmDescription") == "" {
			wrong = append(wrong, fmt.Sprintf("alarm %s does not say what it means: it has no AlarmDescription", alarm.LogicalID))
		}
	}
	want := func(of, namespace, name, dimension, value string) {
		f := figure{namespace, name, map[string]string{}}
		if dimension != "" {
			f.dimensions[dimension] = value
		}
		if !watched[f.String()] {
			wrong = append(wrong, fmt.Sprintf("%s: no alarm watches %s of %s", of, name, namespace))
		}
	}
	want("the account", "AWS/SES", "Reputation.BounceRate", "", "")
	want("the account", "AWS/SES", "Reputation.ComplaintRate", "", "")
	for _, api := range p.ofType("AWS::Serverless::HttpApi") {
		want("the API", "AWS/ApiGateway", "5xx", "ApiId", api.Name)
	}
	want("the table", "AWS/DynamoDB", "ReadThrottleEvents", "TableName", p.template.Table.Name)
	want("the table", "AWS/DynamoDB", "WriteThrottleEvents", "TableName", p.template.Table.Name)
	for _, schedule := range p.template.Schedules {
		f, _ := p.function(schedule.Function)
		want("the schedule of "+f.Name, "AWS/Lambda", "Invocations", "FunctionName", p.resource(f).Name)
		want("the schedule of "+f.Name, metric.Namespace, string(metric.OldestMail().Name), metric.Stage, f.Env["STAGE"])
	}
	for _, f := range p.template.Functions {
		name := p.resource(f).Name
		want("function "+f.Name, "AWS/Lambda", "Errors", "FunctionName", name)
		want("function "+f.Name, "AWS/Lambda", "Throttles", "FunctionName", name)
	}
	for _, stream := range p.template.Streams {
		f, _ := p.function(stream.Function)
		want("the stream of "+f.Name, "AWS/Lambda", "IteratorAge", "FunctionName", p.resource(f).Name)
	}
	for _, queue := range p.ofType("AWS::SQS::Queue") {
		want("queue "+queue.LogicalID, "AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue.Name)
	}
	return wrong
}

// unread are the ids of what an alarm looks up without comparing it: hidden, and not in the expression.
func unread(alarm template.Resource) (ids []string) {
	result := ""
	for _, query := range listAt(alarm.Properties, "Metrics") {
		if textAt(query, "ReturnData") != "false" {
			result = textAt(query, "Expression")
		}
	}
	for _, query := range listAt(alarm.Properties, "Metrics") {
		id := textAt(query, "Id")
		named := regexp.MustCompile(`\b` + regexp.QuoteMeta(id) + `\b`)
		if textAt(query, "ReturnData") == "false" && result != allMetrics && !named.MatchString(result) {
			ids = append(ids, id)
		}
	}
	return ids
}
