package e2e

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// wrong is a value that a schema does not allow, and what the API answers to it: 400 for what is of the wrong type, 422
// for what is understood and not right.
type wrong struct {
	name   string
	value  any
	status int
}

// wrongs are what can be wrong with a value of a schema, one thing at a time. right is a value that is allowed.
func (c contract) wrongs(schema object, right any) []wrong {
	schema = c.resolved(schema)
	found := wrongType(schema, right)
	switch right := right.(type) {
	case object:
		found = append(found, c.wrongObjects(schema, right)...)
	case []any:
		found = append(found, c.wrongLists(schema, right)...)
	case string:
		found = append(found, wrongTexts(schema, right)...)
	case int:
		found = append(found, wrongNumbers(schema)...)
	}
	return found
}

func wrongNumbers(schema object) []wrong {
	var found []wrong
	if least, ok := schema["minimum"].(int); ok {
		found = append(found, wrong{"TooSmall", least - 1, 422})
	}
	if most, ok := schema["maximum"].(int); ok {
		found = append(found, wrong{"TooLarge", most + 1, 422})
	}
	return found
}

// wrongType: what is not there is left out; null is of the wrong type everywhere.
func wrongType(schema object, right any) []wrong {
	found := []wrong{{"Null", nil, 400}}
	for name, value := range map[string]any{
		"Text": "text", "Number": 7, "Fraction": 7.5, "True": true, "List": []any{}, "Object": object{},
	} {
		whole := schema["type"] != "number"
		if !sameType(value, right) && (whole || name != "Fraction") {
			found = append(found, wrong{"Is" + name, value, 400})
		}
	}
	slices.SortFunc(found, func(a, b wrong) int { return strings.Compare(a.name, b.name) })
	return found
}

func sameType(a, b any) bool { return fmt.Sprintf("%T", a) == fmt.Sprintf("%T", b) }

func (c contract) wrongObjects(schema, right object) []wrong {
	found := []wrong{{"Unknown", with(right, "unheardOf", "x"), 422}}
	properties, _ := schema["properties"].(object)
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		value, given := right[name]
		if !given {
			continue
		}
		if required(schema, name) {
			found = append(found, wrong{name + "/Missing", without(right, name), 422})
		}
		other := strings.ToUpper(name[:1]) + name[1:]
		found = append(found, wrong{name + "/OtherCase", with(without(right, name), other, value), 422})
		for _, inner := range c.wrongs(properties[name].(object), value) {
			found = append(found, wrong{name + "/" + inner.name, with(right, name, inner.value), inner.status})
		}
	}
	return found
}

func (c contract) wrongLists(schema object, right []any) []wrong {
	var found []wrong
	for _, inner := range c.wrongs(schema["items"].(object), right[0]) {
		list := slices.Clone(right)
		list[0] = inner.value
		found = append(found, wrong{"0/" + inner.name, list, inner.status})
	}
	return append(found, wrong{"Twice", append(slices.Clone(right), right[0]), 422})
}

func wrongTexts(schema object, right string) []wrong {
	var found []wrong
	if most, ok := schema["maxLength"].(int); ok {
		found = append(found, wrong{"TooLong", right + strings.Repeat("x", most+1-len(right)), 422})
	}
	if least, ok := schema["minLength"].(int); ok && least > 0 {
		found = append(found, wrong{"Empty", "", 422}, wrong{"Blank", " ", 422})
	}
	if schema["enum"] != nil || schema["pattern"] != nil {
		found = append(found, wrong{"NotAllowed", "#~", 422})
	}
	if schema["format"] == "date" {
		found = append(found, wrong{"NoDay", "2026-02-30", 422})
	}
	return found
}

func required(schema object, name string) bool {
	names, _ := schema["required"].([]any)
	return slices.Contains(names, any(name))
}

func with(o object, name string, value any) object {
	changed := maps.Clone(o)
	changed[name] = value
	return changed
}

func without(o object, name string) object {
	changed := maps.Clone(o)
	delete(changed, name)
	return changed
}
