package main

import "fmt"

// checkAlarms: somebody hears of it when a function fails or is throttled, a stream is read late, or a message was given
// up.
func checkAlarms(p *project) (wrong []string) {
	watched := map[string]bool{}
	for _, alarm := range p.ofType("AWS::CloudWatch::Alarm") {
		for _, f := range figuresOf(alarm) {
			watched[f.String()] = true
		}
		if len(listAt(alarm.Properties, "AlarmActions")) == 0 {
			wrong = append(wrong, fmt.Sprintf("alarm %s tells nobody: it has no AlarmActions", alarm.LogicalID))
		}
		if textAt(alarm.Properties, "AlarmDescription") == "" {
			wrong = append(wrong, fmt.Sprintf("alarm %s does not say what it means: it has no AlarmDescription", alarm.LogicalID))
		}
	}
	want := func(of, namespace, name, dimension, value string) {
		if f := (figure{namespace, name, map[string]string{dimension: value}}); !watched[f.String()] {
			wrong = append(wrong, fmt.Sprintf("%s: no alarm watches %s of %s", of, name, namespace))
		}
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
