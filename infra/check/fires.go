package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/referral-tool/referrals/infra/template"
)

// summed are the figures that count: their sum says how often, their maximum only that it was. All others are sizes and
// ages, of which the greatest counts.
var summed = []string{"5xx", "Errors", "Invocations", "ReadThrottleEvents", "Throttles", "WriteThrottleEvents"}

// longest is how many seconds an alarm may look back: who hears of it later than a day hears too late.
const longest = 24 * 60 * 60

// checkFires: an alarm can go off, and can be quiet. CloudWatch takes any threshold, also one that nothing ever reaches.
func checkFires(p *project) (wrong []string) {
	for _, alarm := range p.ofType("AWS::CloudWatch::Alarm") {
		of := "alarm " + alarm.LogicalID
		wrong = append(wrong, missing(alarm.Properties, of,
			[]string{"Threshold"}, []string{"ComparisonOperator"}, []string{"EvaluationPeriods"}, []string{"TreatMissingData"})...)
		for _, fault := range []string{comparisonFault(alarm), missingDataFault(alarm), resultFault(alarm)} {
			if fault != "" {
				wrong = append(wrong, of+": "+fault)
			}
		}
		for _, m := range measuresOf(alarm) {
			for _, fault := range []string{m.statisticFault(), m.periodFault(alarm)} {
				if fault != "" {
					wrong = append(wrong, fmt.Sprintf("%s: %s of %s", of, fault, m.name))
				}
			}
		}
	}
	return wrong
}

// comparisonFault: no figure is ever below zero, so some comparisons always hold, and some never.
func comparisonFault(alarm template.Resource) string {
	operator, threshold := textAt(alarm.Properties, "ComparisonOperator"), textAt(alarm.Properties, "Threshold")
	if n, err := strconv.ParseFloat(threshold, 64); err == nil {
		switch operator {
		case "GreaterThanThreshold", "LessThanOrEqualToThreshold":
			if n >= 0 {
				return ""
			}
		case "GreaterThanOrEqualToThreshold", "LessThanThreshold":
			if n > 0 {
				return ""
			}
		}
	}
	return fmt.Sprintf("%s %s holds always or never", operator, threshold)
}

// missingDataFault: what does not run writes nothing, which is less than anything.
func missingDataFault(alarm template.Resource) string {
	if said := textAt(alarm.Properties, "TreatMissingData"); tooLittle(alarm) != (said == "breaching") {
		return fmt.Sprintf("missing data is %s to %s", said, textAt(alarm.Properties, "ComparisonOperator"))
	}
	return ""
}

// tooLittle reports whether an alarm is about too little of something.
func tooLittle(alarm template.Resource) bool {
	return strings.HasPrefix(textAt(alarm.Properties, "ComparisonOperator"), "LessThan")
}

// resultFault: of several figures and expressions, one is compared.
func resultFault(alarm template.Resource) string {
	queries, results := listAt(alarm.Properties, "Metrics"), 0
	for _, query := range queries {
		if textAt(query, "ReturnData") != "false" {
			results++
		}
	}
	if len(queries) > 0 && results != 1 {
		return fmt.Sprintf("%d of its metrics return data, want one", results)
	}
	return ""
}

// measure is how an alarm reads one of its figures.
type measure struct{ name, statistic, period string }

func measuresOf(alarm template.Resource) []measure {
	if name := textAt(alarm.Properties, "MetricName"); name != "" {
		return []measure{{name, textAt(alarm.Properties, "Statistic"), textAt(alarm.Properties, "Period")}}
	}
	var all []measure
	for _, query := range listAt(alarm.Properties, "Metrics") {
		if stat := at(query, "MetricStat"); stat != nil {
			all = append(all, measure{textAt(stat, "Metric", "MetricName"), textAt(stat, "Stat"), textAt(stat, "Period")})
		}
	}
	return all
}

func (m measure) statisticFault() string {
	want := "Maximum"
	if slices.Contains(summed, m.name) {
		want = "Sum"
	}
	if m.statistic != want {
		return fmt.Sprintf("%q is not the %s", m.statistic, want)
	}
	return ""
}

// periodFault: whole minutes, as often as figures are written, and neither none of them nor more than a day.
func (m measure) periodFault(alarm template.Resource) string {
	period, err := strconv.Atoi(m.period)
	times, other := strconv.Atoi(textAt(alarm.Properties, "EvaluationPeriods"))
	if err != nil || other != nil || period < 60 || period%60 != 0 || times < 1 || period*times > longest {
		return fmt.Sprintf("it cannot look at %q periods of %q seconds", textAt(alarm.Properties, "EvaluationPeriods"), m.period)
	}
	return ""
}
