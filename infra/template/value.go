package template

import (
	"slices"
	"strconv"
)

// value is a node of the template after its intrinsics are resolved, with the place it stands at. Its methods take a
// nil receiver for what is not there, and report a wrong kind as a problem of the template.
type value struct {
	doc  *document
	path string
	line int

	kind   kind
	text   string // of a scalar
	tag    string // of a scalar: !!str, !!int, !!bool, !!float
	list   []*value
	keys   []string
	fields map[string]*value
}

type kind int

const (
	scalar kind = iota
	list
	mapping
	absent // AWS::NoValue
)

func (v *value) problem(format string, args ...any) {
	v.doc.problem(v.line, v.path, format, args...)
}

func (v *value) string() string {
	if v == nil {
		return ""
	}
	if v.kind != scalar {
		v.problem("has to be a single value")
	}
	return v.text
}

// number gives otherwise where nothing is said.
func (v *value) number(otherwise int) int {
	if v == nil {
		return otherwise
	}
	n, err := strconv.Atoi(v.string())
	if err != nil {
		v.problem("has to be a number")
	}
	return n
}

func (v *value) bool(otherwise bool) bool {
	if v == nil {
		return otherwise
	}
	b, err := strconv.ParseBool(v.string())
	if err != nil {
		v.problem("has to be true or false")
	}
	return b
}

// strings reads a list, or one value in its place, as IAM documents and CloudFormation write it.
func (v *value) strings() []string {
	if v == nil {
		return nil
	}
	if v.kind == scalar {
		return []string{v.text}
	}
	var texts []string
	for _, item := range v.items() {
		texts = append(texts, item.string())
	}
	return texts
}

func (v *value) items() []*value {
	if v == nil {
		return nil
	}
	if v.kind != list {
		v.problem("has to be a list")
	}
	return v.list
}

// only reports every text but the one that is served.
func (v *value) only(served string) {
	if v != nil && v.string() != served {
		v.problem("is %q: only %q is served", v.text, served)
	}
}

// plain is the value as encoding/json would have decoded it, but for whole numbers, which are int.
func (v *value) plain() any {
	switch {
	case v == nil:
		return nil
	case v.kind == list:
		items := make([]any, len(v.list))
		for i, item := range v.list {
			items[i] = item.plain()
		}
		return items
	case v.kind == mapping:
		return v.plainMap()
	}
	return v.plainScalar()
}

func (v *value) plainMap() map[string]any {
	if v == nil {
		return nil
	}
	fields := make(map[string]any, len(v.fields))
	for name, field := range v.fields {
		fields[name] = field.plain()
	}
	return fields
}

func (v *value) plainScalar() any {
	switch v.tag {
	case "!!int":
		if n, err := strconv.Atoi(v.text); err == nil {
			return n
		}
	case "!!float":
		if f, err := strconv.ParseFloat(v.text, 64); err == nil {
			return f
		}
	case "!!bool":
		if b, err := strconv.ParseBool(v.text); err == nil {
			return b
		}
	case "!!null":
		return nil
	}
	return v.text
}

// object starts to read a mapping; what is not there reads as empty.
func (v *value) object() *object {
	o := &object{value: v}
	if v != nil && v.kind != mapping {
		v.problem("has to be a mapping")
	}
	return o
}

// object reads a mapping so that no key of it passes unseen: each is served or ignored, and close reports the rest.
type object struct {
	value *value
	seen  []string
}

// get serves a key; nil if it is not there.
func (o *object) get(key string) *value {
	o.seen = append(o.seen, key)
	if o.value == nil {
		return nil
	}
	return o.value.fields[key]
}

// need is get for a key that has to be there.
func (o *object) need(key string) *value {
	v := o.get(key)
	if v == nil && o.value != nil {
		o.value.problem("has no %s", key)
	}
	return v
}

func (o *object) ignore(keys []string) { o.seen = append(o.seen, keys...) }

// close reports the keys that are neither served nor ignored.
func (o *object) close() {
	if o.value == nil {
		return
	}
	for _, key := range o.value.keys {
		if !slices.Contains(o.seen, key) {
			o.value.fields[key].problem("is neither served by the local run nor on the list of what it ignores")
		}
	}
}
