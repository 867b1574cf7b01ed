package pattern

import (
	"fmt"
	"strings"
)

// leaf is a list of matchers of which one has to hold.
type leaf []node

func compileLeaf(list []any, path string) (leaf, error) {
	if len(list) == 0 {
		return nil, fmt.Errorf("event pattern: %s is an empty list, which matches nothing", path)
	}
	var l leaf
	for _, item := range list {
		matcher, err := compileMatcher(item, path)
		if err != nil {
			return nil, err
		}
		l = append(l, matcher)
	}
	return l, nil
}

func (l leaf) match(value any, present bool) bool {
	for _, matcher := range l {
		if matcher.match(value, present) {
			return true
		}
	}
	return false
}

// compileMatcher makes a matcher of a literal, or of an object with one of EventBridge's operators.
func compileMatcher(item any, path string) (node, error) {
	operator, argument := single(item)
	text, isText := argument.(string)
	switch {
	case operator == "" && isLiteral(item):
		return literal{item}, nil
	case operator == "exists":
		if wanted, ok := argument.(bool); ok {
			return exists(wanted), nil
		}
	case operator == "prefix" && isText:
		return comparison{text, strings.HasPrefix}, nil
	case operator == "suffix" && isText:
		return comparison{text, strings.HasSuffix}, nil
	case operator == "equals-ignore-case" && isText:
		return comparison{text, strings.EqualFold}, nil
	case operator == "anything-but":
		return compileAnythingBut(argument, path)
	}
	return nil, fmt.Errorf("event pattern: %s: matcher %v is not served", path, item)
}

// compileAnythingBut takes one literal, a list of them, or an operator on text.
func compileAnythingBut(argument any, path string) (node, error) {
	list, ok := argument.([]any)
	if !ok {
		list = []any{argument}
	}
	not, err := compileLeaf(list, path)
	return anythingBut{not}, err
}

// single gives the only field of an object, or "" for anything else.
func single(item any) (name string, value any) {
	fields, ok := item.(map[string]any)
	if !ok || len(fields) != 1 {
		return "", nil
	}
	for name, value = range fields {
	}
	return name, value
}

func isLiteral(item any) bool {
	switch item.(type) {
	case string, float64, bool, nil:
		return true
	}
	return false
}

// anyOf applies a test to a value, or to the elements of a list.
func anyOf(value any, test func(any) bool) bool {
	elements, ok := value.([]any)
	if !ok {
		return test(value)
	}
	for _, element := range elements {
		if test(element) {
			return true
		}
	}
	return false
}

type literal struct{ want any }

func (l literal) match(value any, present bool) bool {
	return present && anyOf(value, func(v any) bool { return isLiteral(v) && v == l.want })
}

type comparison struct {
	want    string
	compare func(value, want string) bool
}

func (c comparison) match(value any, present bool) bool {
	return present && anyOf(value, func(v any) bool {
		text, ok := v.(string)
		return ok && c.compare(text, c.want)
	})
}

// exists looks at leaves alone: EventBridge finds no object to exist.
type exists bool

func (e exists) match(value any, present bool) bool {
	if _, isObject := value.(map[string]any); isObject {
		return !bool(e)
	}
	return present == bool(e)
}

type anythingBut struct{ not leaf }

func (a anythingBut) match(value any, present bool) bool {
	return present && anyOf(value, func(v any) bool { return isLiteral(v) && !a.not.match(v, true) })
}
