package main

import (
	"fmt"
	"slices"

	"github.com/referral-tool/referrals/infra/template"
)

// routeKey is the route's key as the gateway gives it to the function.
func routeKey(r template.Route) string {
	if r.Path == "$default" {
		return r.Path
	}
	return r.Method + " " + r.Path
}

// checkRoutes: the gateway calls the function that declares the route, and asks for a token where the function reads
// one.
func checkRoutes(p *project) (wrong []string) {
	routed := map[string]bool{}
	for _, route := range p.template.API.Routes {
		key := routeKey(route)
		routed[route.Function+" "+key] = true
		declared, found := p.declaration(route.Function, key)
		switch {
		case found && declared.open == route.Authorizer:
			wrong = append(wrong, fmt.Sprintf("route %s: the template's authorizer (%t) is not what functions/%s expects", key, route.Authorizer, route.Function))
		case !found && p.reasons.undeclared[key] == "":
			wrong = append(wrong, fmt.Sprintf("route %s: functions/%s does not declare it", key, route.Function))
		}
		if !route.Authorizer && p.reasons.open[key] == "" {
			wrong = append(wrong, fmt.Sprintf("route %s: has no authorizer, and no reason for that is given", key))
		}
	}
	for function, declarations := range p.declared {
		for _, d := range declarations {
			if !routed[function+" "+d.key] {
				wrong = append(wrong, fmt.Sprintf("functions/%s declares %s, which the template does not route to it", function, d.key))
			}
		}
	}
	return wrong
}

func (p *project) declaration(function, key string) (declaration, bool) {
	i := slices.IndexFunc(p.declared[function], func(d declaration) bool { return d.key == key })
	if i < 0 {
		return declaration{}, false
	}
	return p.declared[function][i], true
}

// checkReasons: an excuse does not outlive what it excuses.
func checkReasons(p *project) (wrong []string) {
	open, outside, undeclared := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, route := range p.template.API.Routes {
		key := routeKey(route)
		_, described := p.operations[key]
		_, declared := p.declaration(route.Function, key)
		open[key], outside[key], undeclared[key] = !route.Authorizer, !described, !declared
	}
	wrong = append(wrong, outlived(p.reasons.open, open)...)
	wrong = append(wrong, outlived(p.reasons.outside, outside)...)
	wrong = append(wrong, outlived(p.reasons.undeclared, undeclared)...)
	patterns, managed := map[string]bool{}, map[string]bool{}
	for _, f := range p.template.Functions {
		policies, _ := attached(p.resource(f))
		for _, policy := range policies {
			managed[policy] = true
		}
		for _, r := range granted(f) {
			patterns[f.Name+" "+r.action+" "+r.resource] = r.pattern()
		}
	}
	wrong = append(wrong, outlived(p.reasons.attached, managed)...)
	return append(wrong, outlived(p.reasons.wildcards, patterns)...)
}

func outlived(reasons map[string]string, deviates map[string]bool) (wrong []string) {
	for name, reason := range reasons {
		if !deviates[name] {
			wrong = append(wrong, fmt.Sprintf("%s: the reason %q is kept for what is no longer so", name, reason))
		}
	}
	return wrong
}
