package template

import "go.yaml.in/yaml/v3"

// merge lays a resource's properties over those of Globals as SAM does: mappings are merged, lists appended, and the
// resource's own value wins.
func merge(global, own *yaml.Node) *yaml.Node {
	if global == nil {
		return own
	}
	if own == nil {
		return global
	}
	global, own = dereference(global), dereference(own)
	if isIntrinsic(global) || isIntrinsic(own) || global.Kind != own.Kind {
		return own
	}
	switch own.Kind {
	case yaml.MappingNode:
		return mergeMappings(global, own)
	case yaml.SequenceNode:
		merged := *own
		merged.Content = append(append([]*yaml.Node{}, global.Content...), own.Content...)
		return &merged
	}
	return own
}

func mergeMappings(global, own *yaml.Node) *yaml.Node {
	merged := *own
	merged.Content = nil
	for i := 0; i+1 < len(own.Content); i += 2 {
		key, value := own.Content[i], own.Content[i+1]
		merged.Content = append(merged.Content, key, merge(child(global, key.Value), value))
	}
	for i := 0; i+1 < len(global.Content); i += 2 {
		if key := global.Content[i]; child(own, key.Value) == nil {
			merged.Content = append(merged.Content, key, global.Content[i+1])
		}
	}
	return &merged
}

func child(mapping *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			return mapping.Content[i+1]
		}
	}
	return nil
}

func isIntrinsic(node *yaml.Node) bool {
	function, _ := intrinsic(node)
	return function != ""
}
