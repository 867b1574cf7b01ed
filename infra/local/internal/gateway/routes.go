package gateway

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/referral-tool/referrals/infra/template"
)

const (
	anyMethod    = "ANY"
	defaultRoute = "$default"
)

// route is a route of the template, its path taken apart.
type route struct {
	template.Route
	key      string   // "GET /v1/referrals/{id}" or "$default"
	segments []string // nil for $default
}

// parseRoutes takes the routes apart and puts them in the order in which API Gateway prefers them.
func parseRoutes(declared []template.Route) ([]route, error) {
	routes := make([]route, 0, len(declared))
	for _, d := range declared {
		if d.Path == defaultRoute {
			routes = append(routes, route{Route: d, key: defaultRoute})
			continue
		}
		segments := split(d.Path)
		if slices.ContainsFunc(segments[:len(segments)-1], isGreedy) {
			return nil, fmt.Errorf("route %s %s: only the last segment may be a greedy variable", d.Method, d.Path)
		}
		routes = append(routes, route{Route: d, key: d.Method + " " + d.Path, segments: segments})
	}
	slices.SortStableFunc(routes, byPreference)
	return routes, nil
}

// byPreference orders the most specific first: names before variables before greedy variables from the left, a method
// before ANY, and $default last.
func byPreference(a, b route) int {
	if (a.segments == nil) != (b.segments == nil) {
		return compareBool(b.segments == nil, a.segments == nil)
	}
	for i := range min(len(a.segments), len(b.segments)) {
		if order := cmp.Compare(breadth(a.segments[i]), breadth(b.segments[i])); order != 0 {
			return order
		}
	}
	return compareBool(a.Method != anyMethod, b.Method != anyMethod)
}

// compareBool orders true before false.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	default:
		return 1
	}
}

// match finds the route of a request and the values of its path variables.
func match(routes []route, method, escapedPath string) (route, map[string]string, bool) {
	path := split(escapedPath)
	for _, r := range routes {
		if r.segments == nil {
			return r, nil, true
		}
		if r.Method != method && r.Method != anyMethod {
			continue
		}
		if params, ok := matchSegments(r.segments, path); ok {
			return r, params, true
		}
	}
	return route{}, nil, false
}

func matchSegments(pattern, path []string) (map[string]string, bool) {
	path = gather(pattern, path)
	if len(pattern) != len(path) {
		return nil, false
	}
	var params map[string]string
	for i, want := range pattern {
		got, err := url.PathUnescape(path[i])
		if err != nil {
			return nil, false
		}
		if !isVariable(want) {
			if got != want {
				return nil, false
			}
			continue
		}
		if got == "" {
			return nil, false
		}
		if params == nil {
			params = make(map[string]string)
		}
		params[strings.Trim(want, "{+}")] = got
	}
	return params, true
}

func split(path string) []string { return strings.Split(strings.TrimPrefix(path, "/"), "/") }

// gather makes one segment of all that a greedy variable takes.
func gather(pattern, path []string) []string {
	last := len(pattern) - 1
	if !isGreedy(pattern[last]) || len(path) <= last {
		return path
	}
	return append(slices.Clone(path[:last]), strings.Join(path[last:], "/"))
}

// breadth says how much a segment of a route takes: a name itself, a variable any one segment, a greedy one the rest.
func breadth(segment string) int {
	switch {
	case isGreedy(segment):
		return 2
	case isVariable(segment):
		return 1
	default:
		return 0
	}
}

func isVariable(segment string) bool { return strings.HasPrefix(segment, "{") }

func isGreedy(segment string) bool { return strings.HasSuffix(segment, "+}") }
