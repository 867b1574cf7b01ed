package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/referral-tool/referrals/infra/template"
	"github.com/referral-tool/referrals/shared/metric"
)

// figure is a metric as an alarm or a dashboard names it, with all of its dimensions.
type figure struct {
	namespace, name string
	dimensions      map[string]string
}

func (f figure) String() string {
	text := f.namespace + " " + f.name
	for _, name := range slices.Sorted(maps.Keys(f.dimensions)) {
		text += " " + name + "=" + f.dimensions[name]
	}
	return text
}

// written are the metrics of services that are in use, with the dimension under which each is written; "" for none.
var written = map[string]map[string]string{
	"AWS/ApiGateway": {"Count": "ApiId", "4xx": "ApiId", "5xx": "ApiId", "Latency": "ApiId"},
	"AWS/DynamoDB": {
		"ConsumedReadCapacityUnits": "TableName", "ConsumedWriteCapacityUnits": "TableName",
		"ReadThrottleEvents": "TableName", "WriteThrottleEvents": "TableName",
	},
	"AWS/Lambda": {"Errors": "FunctionName", "Invocations": "FunctionName", "IteratorAge": "FunctionName", "Throttles": "FunctionName"},
	"AWS/SES":    {"Reputation.BounceRate": "", "Reputation.ComplaintRate": ""},
	"AWS/SQS":    {"ApproximateNumberOfMessagesVisible": "QueueName"},
}

// bearers are the types of the resources that a dimension names.
var bearers = map[string]string{
	"ApiId": "AWS::Serverless::HttpApi", "FunctionName": "AWS::Serverless::Function", "QueueName": "AWS::SQS::Queue",
	"TableName": "AWS::DynamoDB::Table",
}

// checkMetrics: nobody watches a figure that nobody writes, and what we write is shown.
func checkMetrics(p *project) (wrong []string) {
	for _, alarm := range p.ofType("AWS::CloudWatch::Alarm") {
		for _, f := range figuresOf(alarm) {
			wrong = append(wrong, p.checkFigure(f, "alarm "+alarm.LogicalID)...)
		}
	}
	shown, programs := map[metric.Name]bool{}, map[string]bool{}
	for _, dashboard := range p.ofType("AWS::CloudWatch::Dashboard") {
		figures, err := figuresOn(dashboard)
		if err != nil {
			wrong = append(wrong, fmt.Sprintf("dashboard %s: %v", dashboard.LogicalID, err))
		}
		for _, f := range figures {
			wrong = append(wrong, p.checkFigure(f, "dashboard "+dashboard.LogicalID)...)
			if f.namespace == metric.Namespace {
				shown[metric.Name(f.name)] = true
				programs[f.dimensions[metric.Program]] = true
			}
		}
	}
	for _, d := range metric.Definitions() {
		if !shown[d.Name] {
			wrong = append(wrong, fmt.Sprintf("metric %s stands on no dashboard", d.Name))
		}
	}
	for _, key := range p.programs {
		if !programs[key] {
			wrong = append(wrong, fmt.Sprintf("program %s stands on no dashboard", key))
		}
	}
	return wrong
}

// figuresOf are the figures of an alarm: one of its own, or those that its expression is made of.
func figuresOf(alarm template.Resource) []figure {
	metrics := []any{alarm.Properties}
	for _, query := range listAt(alarm.Properties, "Metrics") {
		metrics = append(metrics, at(query, "MetricStat", "Metric"))
	}
	var all []figure
	for _, m := range metrics {
		if textAt(m, "MetricName") == "" {
			continue
		}
		f := figure{textAt(m, "Namespace"), textAt(m, "MetricName"), map[string]string{}}
		for _, dimension := range listAt(m, "Dimensions") {
			f.dimensions[textAt(dimension, "Name")] = textAt(dimension, "Value")
		}
		all = append(all, f)
	}
	return all
}

// figuresOn reads a dashboard's body, which CloudFormation does not look into: a slip shows as an empty picture.
func figuresOn(dashboard template.Resource) ([]figure, error) {
	var body struct {
		Widgets []struct {
			Type       string
			Properties struct{ Metrics [][]any }
		}
	}
	if err := json.Unmarshal([]byte(textAt(dashboard.Properties, "DashboardBody")), &body); err != nil {
		return nil, fmt.Errorf("its body is no JSON: %w", err)
	}
	var all []figure
	for _, widget := range body.Widgets {
		if widget.Type == "metric" && len(widget.Properties.Metrics) == 0 {
			return nil, fmt.Errorf("a widget shows no metrics")
		}
		for _, line := range widget.Properties.Metrics {
			f, err := figureIn(line)
			if err != nil {
				return nil, err
			}
			all = append(all, f)
		}
	}
	return all, nil
}

// figureIn reads [namespace, name, dimension, value, …, options].
func figureIn(line []any) (figure, error) {
	var words []string
	for i, element := range line {
		word, isText := element.(string)
		if _, isOptions := element.(map[string]any); isOptions && i == len(line)-1 {
			continue
		}
		if !isText || strings.Trim(word, ".") == "" {
			return figure{}, fmt.Errorf("the metric %v is not written out", line)
		}
		words = append(words, word)
	}
	if len(words) < 2 || len(words)%2 != 0 {
		return figure{}, fmt.Errorf("the metric %v has half a dimension", line)
	}
	f := figure{words[0], words[1], map[string]string{}}
	for i := 2; i < len(words); i += 2 {
		f.dimensions[words[i]] = words[i+1]
	}
	return f, nil
}

// checkFigure: somebody writes it, and under these dimensions.
func (p *project) checkFigure(f figure, where string) []string {
	if f.namespace == metric.Namespace && isOurs(f) || f.namespace != metric.Namespace && p.isService(f) {
		return nil
	}
	return []string{fmt.Sprintf("%s: nobody writes %s", where, f)}
}

func isOurs(f figure) bool {
	definitions := metric.Definitions()
	i := slices.IndexFunc(definitions, func(d metric.Definition) bool { return string(d.Name) == f.name })
	if i < 0 || f.dimensions[metric.Stage] == "" {
		return false
	}
	return len(f.dimensions) == 1 || len(f.dimensions) == 2 && f.dimensions[definitions[i].Label] != ""
}

func (p *project) isService(f figure) bool {
	dimension, known := written[f.namespace][f.name]
	switch {
	case !known:
		return false
	case dimension == "":
		return len(f.dimensions) == 0
	}
	return len(f.dimensions) == 1 && slices.ContainsFunc(p.ofType(bearers[dimension]), func(r template.Resource) bool {
		return r.Name == f.dimensions[dimension]
	})
}
