package template

import (
	"fmt"
	"slices"
)

// Read reads a SAM template as the local run serves it, with values for its parameters. The error names the line of
// each thing that is neither served nor knowingly ignored.
func Read(file string, parameters map[string]string) (*Template, error) {
	d, err := open(file, parameters)
	if err != nil {
		return nil, err
	}
	r := &reader{document: d}
	r.checkGlobals()
	r.read()
	return &r.template, d.err()
}

// ReadTable reads nothing but the table, which needs no parameters.
func ReadTable(file string) (Table, error) {
	d, err := open(file, nil)
	if err != nil {
		return Table{}, err
	}
	r := &reader{document: d}
	for _, resource := range d.resources {
		if resource.kind == "AWS::DynamoDB::Table" {
			r.readTable(resource, r.properties(resource))
		}
	}
	if err := d.err(); err != nil {
		return Table{}, err
	}
	if r.template.Table.Name == "" {
		return Table{}, fmt.Errorf("%s has no table", file)
	}
	return r.template.Table, nil
}

// reader makes a Template of a document.
type reader struct {
	*document
	template Template
	guarded  bool // the API has a default authorizer
}

// globalSections names what Globals may hold, and for which type it is.
var globalSections = map[string]string{
	"AWS::Serverless::Function": "Function",
	"AWS::Serverless::HttpApi":  "HttpApi",
}

func (r *reader) checkGlobals() {
	served := []string{"Function", "HttpApi"}
	for name, node := range r.globals {
		if !slices.Contains(served, name) {
			r.problem(node.Line, "Globals."+name, "is not served")
		}
	}
}

// read takes the tables, buses and APIs first, because functions' events refer to them.
func (r *reader) read() {
	var functions []*resource
	for _, resource := range r.resources {
		if !r.exists(resource) {
			continue
		}
		switch resource.kind {
		case "AWS::Serverless::Function":
			functions = append(functions, resource)
		case "AWS::Serverless::HttpApi":
			r.once(resource, r.template.API.LogicalID)
			r.readAPI(resource, r.properties(resource))
		case "AWS::DynamoDB::Table":
			r.once(resource, r.template.Table.LogicalID)
			r.readTable(resource, r.properties(resource))
		case "AWS::SecretsManager::Secret":
			r.readSecret(resource, r.properties(resource))
		case "AWS::Events::EventBus":
			r.once(resource, r.template.Bus)
			r.readBus(resource, r.properties(resource))
		default:
			r.checkIgnored(resource)
		}
	}
	for _, resource := range functions {
		r.readFunction(resource, r.properties(resource))
	}
}

func (r *reader) exists(resource *resource) bool {
	at := &value{doc: r.document, path: "Resources." + resource.id + ".Condition", line: resource.line}
	return resource.condition == "" || r.holds(resource.condition, at)
}

// once reports a second resource of a type that the local run has one of.
func (r *reader) once(resource *resource, before string) {
	if before != "" {
		r.problem(resource.line, "Resources."+resource.id, "is a second %s: one is served", resource.kind)
	}
}

func (r *reader) checkIgnored(resource *resource) {
	if !ignoredTypes[resource.kind] {
		r.problem(resource.line, "Resources."+resource.id,
			"type %q is neither served by the local run nor on the list of what it ignores", resource.kind)
	}
}

// properties gives a resource's properties, those of Globals below them. They are resolved one by one when they are
// read: what is ignored may hold anything.
func (r *reader) properties(resource *resource) *lazy {
	node := resource.properties
	if section := globalSections[resource.kind]; section != "" {
		node = merge(r.globals[section], node)
	}
	return &lazy{document: r.document, path: "Resources." + resource.id + ".Properties", line: resource.line, node: node}
}
