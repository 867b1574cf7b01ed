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
		case !found && undeclaredRoutes[key] == "":
			wrong = append(wrong, fmt.Sprintf("route %s: functions/%s does not declare it", key, route.Function))
		}
		if !route.Authorizer && openRoutes[key] == "" {
			wrong = append(wrong, fmt.Sprintf("route %s: has no authorizer, and there is no reason for it in openRoutes", key))
		}
	}
	for function, declarations := range p.declared {
		for _, d := range declarations {
			if !routed[function+" "+d.key] {
				wrong = append(wrong, fmt.Sprintf("functions/%s declares %s, which the template does not route to it", function, d.key))
			}
		}
	}
	return append(wrong, p.outlived(openRoutes, func(r template.Route) bool { return !r.Authorizer })...)
}

func (p *project) declaration(function, key string) (declaration, bool) {
	i := slices.IndexFunc(p.declared[function], func(d declaration) bool { return d.key == key })
	if i < 0 {
		return declaration{}, false
	}
	return p.declared[function][i], true
}

// outlived reports the entries of a list of reasons that no route needs.
func (p *project) outlived(reasons map[string]string, needs func(template.Route) bool) (wrong []string) {
	for key := range reasons {
		if !slices.ContainsFunc(p.template.API.Routes, func(r template.Route) bool { return routeKey(r) == key && needs(r) }) {
			wrong = append(wrong, fmt.Sprintf("route %s: a reason is kept for what is no longer so", key))
		}
	}
	return wrong
}
