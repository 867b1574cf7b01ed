package template

import (
	"errors"
	"fmt"
	"os"

	"go.yaml.in/yaml/v3"
)

// document is template.yaml while it is read. Problems are collected, so that one run tells them all.
type document struct {
	file       string
	parameters map[string]*yaml.Node
	conditions map[string]*yaml.Node
	globals    map[string]*yaml.Node
	resources  []*resource
	given      map[string]string // parameters' values

	resolving map[string]bool // conditions and names under way, against circles
	problems  []error
}

// resource is one entry of Resources, not yet resolved.
type resource struct {
	id, kind   string
	line       int
	condition  string
	properties *yaml.Node // nil if there are none
	policies   map[string]string
}

func open(file string, given map[string]string) (*document, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading the template: %w", err)
	}
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		return nil, fmt.Errorf("reading the template: %s: %w", file, err)
	}
	d := &document{file: file, given: given, resolving: map[string]bool{}}
	if len(root.Content) == 0 {
		return nil, fmt.Errorf("reading the template: %s is empty", file)
	}
	d.sections(root.Content[0])
	d.checkParameters()
	return d, d.err()
}

func (d *document) problem(line int, path, format string, args ...any) {
	d.problems = append(d.problems, fmt.Errorf("%s:%d: %s: %s", d.file, line, path, fmt.Sprintf(format, args...)))
}

func (d *document) err() error { return errors.Join(d.problems...) }

// sections takes the top level apart.
func (d *document) sections(root *yaml.Node) {
	for name, node := range d.pairs(root, "template") {
		switch name {
		case "Parameters":
			d.parameters = d.named(node, name)
		case "Conditions":
			d.conditions = d.named(node, name)
		case "Globals":
			d.globals = d.named(node, name)
		case "Resources":
			for id, resource := range d.pairs(node, name) {
				d.addResource(id, resource)
			}
		case "Transform":
			if node.Value != "AWS::Serverless-2016-10-31" {
				d.problem(node.Line, name, "only AWS::Serverless-2016-10-31 is served")
			}
		default:
			if !ignoredSections[name] {
				d.problem(node.Line, name, "is neither served by the local run nor on the list of what it ignores")
			}
		}
	}
}

func (d *document) addResource(id string, node *yaml.Node) {
	r := &resource{id: id, line: node.Line, policies: map[string]string{}}
	for name, attribute := range d.pairs(node, "Resources."+id) {
		switch name {
		case "Type":
			r.kind = attribute.Value
		case "Condition":
			r.condition = attribute.Value
		case "Properties":
			r.properties = attribute
		case deletionPolicy, replacePolicy:
			r.policies[name] = attribute.Value
		default:
			if !ignoredAttributes[name] {
				d.problem(attribute.Line, "Resources."+id+"."+name, "is neither served nor ignored")
			}
		}
	}
	d.resources = append(d.resources, r)
}

func (d *document) resource(id string) *resource {
	for _, r := range d.resources {
		if r.id == id {
			return r
		}
	}
	return nil
}

// pairs walks a mapping in the order of the file and reports a key that stands twice.
func (d *document) pairs(node *yaml.Node, path string) func(func(string, *yaml.Node) bool) {
	return func(yield func(string, *yaml.Node) bool) {
		if node.Kind != yaml.MappingNode {
			d.problem(node.Line, path, "has to be a mapping")
			return
		}
		seen := map[string]bool{}
		for i := 0; i+1 < len(node.Content); i += 2 {
			key := node.Content[i]
			if seen[key.Value] || key.Value == "<<" {
				d.problem(key.Line, path+"."+key.Value, "stands twice, or is a YAML merge key, which is not served")
				continue
			}
			seen[key.Value] = true
			if !yield(key.Value, dereference(node.Content[i+1])) {
				return
			}
		}
	}
}

func (d *document) named(node *yaml.Node, path string) map[string]*yaml.Node {
	nodes := map[string]*yaml.Node{}
	for name, child := range d.pairs(node, path) {
		nodes[name] = child
	}
	return nodes
}

func dereference(node *yaml.Node) *yaml.Node {
	if node.Kind == yaml.AliasNode {
		return node.Alias
	}
	return node
}
