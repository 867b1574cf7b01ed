package template

import "go.yaml.in/yaml/v3"

// choose serves If: [condition, then, else].
func (d *document) choose(argument *yaml.Node, at *value) *value {
	if argument.Kind != yaml.SequenceNode || len(argument.Content) != 3 {
		at.problem("If has to be [condition, then, else]")
		return at
	}
	branch := argument.Content[2]
	if d.holds(argument.Content[0].Value, at) {
		branch = argument.Content[1]
	}
	return d.resolve(branch, at.path)
}

// holds decides a condition by its name.
func (d *document) holds(name string, at *value) bool {
	node := d.conditions[name]
	key := "condition " + name
	if node == nil || d.resolving[key] {
		at.problem("condition %s is nowhere, or refers to itself", name)
		return false
	}
	d.resolving[key] = true
	defer delete(d.resolving, key)
	return d.decide(node, "Conditions."+name)
}

func (d *document) decide(node *yaml.Node, path string) bool {
	node = dereference(node)
	at := &value{doc: d, path: path, line: node.Line}
	function, argument := intrinsic(node)
	if function == "" && node.Kind == yaml.MappingNode && len(node.Content) == 2 && node.Content[0].Value == "Condition" {
		function, argument = "Condition", node.Content[1]
	}
	switch {
	case function == "Condition":
		return d.holds(argument.Value, at)
	case function == "Equals" && len(argument.Content) == 2:
		return d.resolve(argument.Content[0], path).string() == d.resolve(argument.Content[1], path).string()
	case function == "Not" && len(argument.Content) == 1:
		return !d.decide(argument.Content[0], path)
	}
	at.problem("only Equals, Not and Condition are served")
	return false
}
