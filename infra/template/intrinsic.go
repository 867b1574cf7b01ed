package template

import (
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// resolve gives the value of a node: Ref, Sub, GetAtt, Join and If are served, in the short form and the long one.
func (d *document) resolve(node *yaml.Node, path string) *value {
	node = dereference(node)
	if function, argument := intrinsic(node); function != "" {
		return d.call(function, argument, path)
	}
	v := &value{doc: d, path: path, line: node.Line}
	switch node.Kind {
	case yaml.SequenceNode:
		v.kind = list
		for i, item := range node.Content {
			if resolved := d.resolve(item, path+"["+strconv.Itoa(i)+"]"); resolved.kind != absent {
				v.list = append(v.list, resolved)
			}
		}
	case yaml.MappingNode:
		v.kind, v.fields = mapping, map[string]*value{}
		for key, child := range d.pairs(node, path) {
			if resolved := d.resolve(child, path+"."+key); resolved.kind != absent {
				v.keys = append(v.keys, key)
				v.fields[key] = resolved
			}
		}
	default:
		v.text, v.tag = node.Value, node.Tag
		if strings.Contains(v.text, "{{resolve:") {
			v.problem("dynamic references are not served")
		}
	}
	return v
}

// intrinsic gives the function's name without "Fn::" and its argument; "" for a plain node.
func intrinsic(node *yaml.Node) (function string, argument *yaml.Node) {
	if strings.HasPrefix(node.Tag, "!") && !strings.HasPrefix(node.Tag, "!!") {
		return node.Tag[1:], node
	}
	if node.Kind != yaml.MappingNode || len(node.Content) != 2 {
		return "", nil
	}
	switch key := node.Content[0].Value; {
	case key == "Ref":
		return "Ref", dereference(node.Content[1])
	case strings.HasPrefix(key, "Fn::"):
		return strings.TrimPrefix(key, "Fn::"), dereference(node.Content[1])
	}
	return "", nil
}

func (d *document) call(function string, argument *yaml.Node, path string) *value {
	at := &value{doc: d, path: path, line: argument.Line, tag: "!!str"}
	switch function {
	case "Ref":
		return d.ref(argument.Value, at)
	case "GetAtt":
		at.text = d.attribute(attributeName(argument), at)
	case "Sub":
		at.text = d.substitute(argument, at)
	case "Join":
		at.text = d.join(argument, at)
	case "If":
		return d.choose(argument, at)
	default:
		at.problem("%s is not served, only Ref, Sub, GetAtt, Join and If", function)
	}
	return at
}

// ref gives a parameter, a pseudo parameter or a resource's name.
func (d *document) ref(name string, at *value) *value {
	switch {
	case name == "AWS::NoValue":
		at.kind = absent
	case pseudo[name] != "":
		at.text = pseudo[name]
	case d.parameters[name] != nil:
		return d.parameter(name, at)
	default:
		if r := d.resource(name); r != nil {
			at.text = d.reference(r, at)
			return at
		}
		at.problem("refers to %s, which is nowhere", name)
	}
	return at
}

// attributeName joins the list form of GetAtt, [Table, Arn].
func attributeName(argument *yaml.Node) string {
	if argument.Kind != yaml.SequenceNode {
		return argument.Value
	}
	var parts []string
	for _, part := range argument.Content {
		parts = append(parts, part.Value)
	}
	return strings.Join(parts, ".")
}

// join serves Join: [delimiter, list].
func (d *document) join(argument *yaml.Node, at *value) string {
	if argument.Kind != yaml.SequenceNode || len(argument.Content) != 2 {
		at.problem("Join has to be [delimiter, list]")
		return ""
	}
	var texts []string
	for _, item := range d.resolve(argument.Content[1], at.path).items() {
		texts = append(texts, item.string())
	}
	return strings.Join(texts, argument.Content[0].Value)
}

var placeholder = regexp.MustCompile(`\$\{[^}]*\}`)

// substitute serves Sub with and without variables of its own.
func (d *document) substitute(argument *yaml.Node, at *value) string {
	text, own := argument.Value, map[string]*yaml.Node{}
	if argument.Kind == yaml.SequenceNode && len(argument.Content) == 2 {
		text = argument.Content[0].Value
		own = d.named(dereference(argument.Content[1]), at.path)
	}
	return placeholder.ReplaceAllStringFunc(text, func(found string) string {
		name := strings.TrimSpace(found[2 : len(found)-1])
		switch {
		case strings.HasPrefix(name, "!"): // ${!Literal}
			return "${" + name[1:] + "}"
		case own[name] != nil:
			return d.resolve(own[name], at.path).string()
		case strings.Contains(name, "."):
			return d.attribute(name, at)
		}
		return d.ref(name, &value{doc: d, path: at.path, line: at.line, tag: "!!str"}).string()
	})
}
