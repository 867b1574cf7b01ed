// Package pattern matches events as EventBridge does with event patterns and Lambda with filter criteria: what the
// template's patterns need of it. Every other matcher is an error when the pattern is compiled, never a silent
// mismatch.
package pattern

import (
	"encoding/json"
	"fmt"
)

// Pattern is a compiled event pattern.
type Pattern struct{ root object }

// Parse compiles a pattern that is JSON text, as in FilterCriteria.
func Parse(text string) (Pattern, error) {
	var fields map[string]any
	if err := json.Unmarshal([]byte(text), &fields); err != nil {
		return Pattern{}, fmt.Errorf("event pattern: %w", err)
	}
	root, err := compileObject(fields, "")
	return Pattern{root}, err
}

// Compile compiles a pattern that has been read from YAML or JSON.
func Compile(pattern map[string]any) (Pattern, error) {
	// Through JSON, so that a number has one type however it was read.
	text, err := json.Marshal(pattern)
	if err != nil {
		return Pattern{}, fmt.Errorf("event pattern: %w", err)
	}
	return Parse(string(text))
}

// Match reports whether the event, decoded from JSON, has all that the pattern asks for. The empty pattern matches
// everything.
func (p Pattern) Match(event map[string]any) bool { return p.root.match(event, true) }

// node is a part of a pattern. present tells a field that is null from one that is not there.
type node interface {
	match(value any, present bool) bool
}

// object asks for each of its fields.
type object map[string]node

func compileObject(fields map[string]any, path string) (object, error) {
	o := object{}
	for name, field := range fields {
		at := path + "." + name
		var err error
		switch field := field.(type) {
		case map[string]any:
			o[name], err = compileObject(field, at)
		case []any:
			o[name], err = compileLeaf(field, at)
		default:
			err = fmt.Errorf("event pattern: %s has to be an object or a list", at)
		}
		if err != nil {
			return nil, err
		}
	}
	return o, nil
}

// match takes a list for matching if one of its elements does, as EventBridge does.
func (o object) match(value any, _ bool) bool {
	if elements, ok := value.([]any); ok {
		for _, element := range elements {
			if o.match(element, true) {
				return true
			}
		}
		return false
	}
	fields, _ := value.(map[string]any) // a missing object has no fields, which {"exists":false} in it may ask for
	for name, wanted := range o {
		field, present := fields[name]
		if !wanted.match(field, present) {
			return false
		}
	}
	return true
}
