package template

import (
	"regexp"
	"slices"
	"strings"
)

// pseudo holds the pseudo parameters as the local run has them.
var pseudo = map[string]string{
	"AWS::AccountId": "000000000000",
	"AWS::Partition": "aws",
	"AWS::Region":    "us-east-1",
	"AWS::StackName": "referrals-local",
	"AWS::URLSuffix": "amazonaws.com",
}

// checkParameters reports what was given for no parameter, and what of a parameter's own words is unknown.
func (d *document) checkParameters() {
	for name := range d.given {
		if d.parameters[name] == nil {
			d.problem(1, "Parameters", "a value was given for %s, which is no parameter", name)
		}
	}
	for name, node := range d.parameters {
		o := d.resolve(node, "Parameters."+name).object()
		o.ignore([]string{"AllowedPattern", "AllowedValues", "Default", "Type"}) // served where it is referred to
		o.ignore(ignoredOfParameters)
		o.close()
	}
}

// parameter gives the value given, or the default.
func (d *document) parameter(name string, at *value) *value {
	o := d.resolve(d.parameters[name], "Parameters."+name).object()
	text, ok := d.given[name]
	if byDefault := o.get("Default"); !ok && byDefault != nil {
		text, ok = byDefault.string(), true
	}
	if !ok {
		at.problem("refers to parameter %s, which has neither a value nor a default", name)
		return at
	}
	o.checkAllowed(text)
	switch kind := o.need("Type").string(); kind {
	case "CommaDelimitedList":
		return at.commaList(text)
	case "Number":
		at.tag = "!!int"
	case "String":
	default:
		at.problem("parameters of type %s are not served", kind)
	}
	at.text = text
	return at
}

func (o *object) checkAllowed(text string) {
	if pattern := o.get("AllowedPattern"); pattern != nil {
		if ok, err := regexp.MatchString("^(?:"+pattern.string()+")$", text); err != nil || !ok {
			pattern.problem("does not allow %q", text)
		}
	}
	if allowed := o.get("AllowedValues"); allowed != nil && !slices.Contains(allowed.strings(), text) {
		allowed.problem("do not allow %q", text)
	}
}

func (v *value) commaList(text string) *value {
	v.kind = list
	for part := range strings.SplitSeq(text, ",") {
		v.list = append(v.list, &value{doc: v.doc, path: v.path, line: v.line, tag: "!!str", text: strings.TrimSpace(part)})
	}
	return v
}
