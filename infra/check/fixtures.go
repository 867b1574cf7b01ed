package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/referral-tool/referrals/infra/template"
)

// fixture is a recorded event, events/<function>/<case>.json, as far as it tells what sent it.
type fixture struct {
	path     string
	function string

	RouteKey   string   `json:"routeKey"`
	Source     string   `json:"source"`
	DetailType string   `json:"detail-type"`
	Time       string   `json:"time"`
	Records    []record `json:"Records"`
}

type record struct {
	EventSource string `json:"eventSource"`
}

// readFixtures reads all events. Without the folder there are none.
func readFixtures(folder string) ([]fixture, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*", "*.json"))
	if err != nil {
		return nil, err
	}
	var all []fixture
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		function := filepath.Base(filepath.Dir(path))
		f := fixture{path: "events/" + function + "/" + filepath.Base(path), function: function}
		if err := json.Unmarshal(text, &f); err != nil {
			return nil, fmt.Errorf("%s: %w", f.path, err)
		}
		all = append(all, f)
	}
	return all, nil
}

// checkFixtures: each route and each other trigger of a function has a recorded event, and each event has its trigger.
func checkFixtures(p *project) (wrong []string) {
	for _, t := range p.triggers() {
		if !slices.ContainsFunc(p.fixtures, t.takes) {
			wrong = append(wrong, fmt.Sprintf("%s of %s has no event in events/%s", t.name, t.function, t.function))
		}
	}
	for _, f := range p.fixtures {
		if !p.sends(f) {
			wrong = append(wrong, fmt.Sprintf("%s is no event that anything sends to %s", f.path, f.function))
		}
	}
	return wrong
}

// sends reports whether an event is for a function of the template, a call for one of its routes. Other events may be
// as wrong as their case wants.
func (p *project) sends(f fixture) bool {
	_, wired := p.function(f.function)
	return wired && (f.RouteKey == "" || slices.ContainsFunc(p.triggers(), func(t trigger) bool { return t.takes(f) }))
}

// trigger is something that invokes a function.
type trigger struct {
	function, name string
	matches        func(fixture) bool
}

func (t trigger) takes(f fixture) bool { return f.function == t.function && t.matches(f) }

func (p *project) triggers() []trigger {
	var all []trigger
	for _, route := range p.template.API.Routes {
		key := routeKey(route)
		all = append(all, trigger{route.Function, "route " + key, func(f fixture) bool { return f.RouteKey == key }})
	}
	for _, rule := range p.template.Rules {
		all = append(all, trigger{rule.Function, "the rule", func(f fixture) bool { return ruleTakes(rule, f) }})
	}
	for _, schedule := range p.template.Schedules {
		all = append(all, trigger{schedule.Function, "the schedule", func(f fixture) bool {
			return f.Time != "" && f.Source == ""
		}})
	}
	for _, stream := range p.template.Streams {
		all = append(all, trigger{stream.Function, "the stream", func(f fixture) bool {
			return len(f.Records) > 0 && f.Records[0].EventSource == "aws:dynamodb"
		}})
	}
	return all
}

// ruleTakes looks at where an event comes from and what it is; the rest of the pattern is the bus's matter.
func ruleTakes(rule template.Rule, f fixture) bool {
	for field, value := range map[string]string{"source": f.Source, "detail-type": f.DetailType} {
		if allowed, named := rule.Pattern[field].([]any); named && !slices.Contains(allowed, any(value)) {
			return false
		}
	}
	return true
}
