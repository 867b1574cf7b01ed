package main

import (
	"fmt"

	"github.com/referral-tool/referrals/infra/template"
)

// metric is what an alarm watches.
type metric struct{ namespace, name, dimension, value string }

// ofAlarm are the metrics of an alarm: one of its own, or those that its expression is made of.
func ofAlarm(alarm template.Resource) []metric {
	var all []metric
	add := func(v any) {
		for _, dimension := range listAt(v, "Dimensions") {
			all = append(all, metric{
				textAt(v, "Namespace"), textAt(v, "MetricName"), textAt(dimension, "Name"), textAt(dimension, "Value"),
			})
		}
	}
	add(alarm.Properties)
	for _, query := range listAt(alarm.Properties, "Metrics") {
		add(at(query, "MetricStat", "Metric"))
	}
	return all
}

// checkAlarms: somebody hears of it when a function fails or is throttled, a stream is read late, or a message was given
// up.
func checkAlarms(p *project) (wrong []string) {
	watched := map[metric]bool{}
	for _, alarm := range p.ofType("AWS::CloudWatch::Alarm") {
		for _, m := range ofAlarm(alarm) {
			watched[m] = true
		}
		if len(listAt(alarm.Properties, "AlarmActions")) == 0 {
			wrong = append(wrong, fmt.Sprintf("alarm %s tells nobody: it has no AlarmActions", alarm.LogicalID))
		}
		if textAt(alarm.Properties, "AlarmDescription") == "" {
			wrong = append(wrong, fmt.Sprintf("alarm %s does not say what it means: it has no AlarmDescription", alarm.LogicalID))
		}
	}
	want := func(m metric, of string) {
		if !watched[m] {
			wrong = append(wrong, fmt.Sprintf("%s: no alarm watches %s of %s", of, m.name, m.namespace))
		}
	}
	for _, f := range p.template.Functions {
		name := p.resource(f).Name
		want(metric{"AWS/Lambda", "Errors", "FunctionName", name}, "function "+f.Name)
		want(metric{"AWS/Lambda", "Throttles", "FunctionName", name}, "function "+f.Name)
	}
	for _, stream := range p.template.Streams {
		f, _ := p.function(stream.Function)
		want(metric{"AWS/Lambda", "IteratorAge", "FunctionName", p.resource(f).Name}, "the stream of "+f.Name)
	}
	for _, queue := range p.ofType("AWS::SQS::Queue") {
		want(metric{"AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue.Name}, "queue "+queue.LogicalID)
	}
	return wrong
}
