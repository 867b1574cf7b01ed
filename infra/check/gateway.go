package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/referral-tool/referrals/infra/template"
)

// logged are what a line of the access log may tell: how a call went, and neither who called nor with which path. A
// partner's link is its path.
var logged = []string{
	"$context.error.responseType", "$context.integrationLatency", "$context.requestId", "$context.requestTime",
	"$context.responseLatency", "$context.responseLength", "$context.routeKey", "$context.status",
}

// variable is one in the access log's format, or what could be made one.
var variable = regexp.MustCompile(`\$\w*(\.\w+)*`)

// checkGateway: each route is limited, and each call is logged without what is confidential.
func checkGateway(p *project) (wrong []string) {
	if limit := p.template.API.Throttle; limit.Rate <= 0 || limit.Burst <= 0 {
		wrong = append(wrong, fmt.Sprintf("the API's routes take %d requests a second, %d at once: that is no limit, or no service", limit.Rate, limit.Burst))
	}
	for _, api := range p.ofType("AWS::Serverless::HttpApi") {
		if at(api.Properties, "RouteSettings") != nil {
			wrong = append(wrong, "the API has RouteSettings: each route has the default ones")
		}
		wrong = append(wrong, p.accessLogFaults(api)...)
	}
	for _, f := range p.template.Functions {
		for _, route := range triggersOf(p.resource(f), "HttpApi") {
			if at(route, "RouteSettings") != nil {
				wrong = append(wrong, fmt.Sprintf("a route of %s has RouteSettings: each route has the default ones", f.Name))
			}
		}
	}
	return wrong
}

func (p *project) accessLogFaults(api template.Resource) (wrong []string) {
	log := at(api.Properties, "AccessLogSettings")
	destination, format := textAt(log, "DestinationArn"), textAt(log, "Format")
	if !slices.ContainsFunc(p.ofType("AWS::Logs::LogGroup"), func(g template.Resource) bool { return g.ARN == destination }) {
		wrong = append(wrong, "the API's access log goes to no log group of the template")
	}
	if !strings.Contains(format, "$context.requestId") {
		wrong = append(wrong, "the API's access log does not tell calls apart: its format has no $context.requestId")
	}
	for _, found := range variable.FindAllString(format, -1) {
		if !slices.Contains(logged, found) {
			wrong = append(wrong, fmt.Sprintf("the API's access log tells %s, which it may not", found))
		}
	}
	return wrong
}
