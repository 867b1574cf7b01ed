package main

import (
	"maps"
	"slices"

	"go.yaml.in/yaml/v3"
)

// caller is somebody in whose name requests are made. Calls that need no token are made by one of them alone.
type caller struct {
	persona, role string
	open          bool
}

var callers = []caller{
	{persona: "case-manager", role: "case-manager", open: true},
	{persona: "program-admin", role: "program-admin"},
	{persona: "integration", role: "integration"},
	{persona: "navigator", role: "navigator"},
	{persona: "provider", role: "provider"},
	{persona: "integration-ks", role: "integration"},
}

// operation is one of the contract.
type operation struct {
	id, path string
	roles    []string // that may call it; none where everybody may
	open     bool     // to those without a token
}

// allows reports whether the caller makes requests of this operation: those that a role may never make answer 403,
// whatever they say.
func (o operation) allows(who caller) bool {
	if o.open {
		return who.open
	}
	return len(o.roles) == 0 || slices.Contains(o.roles, who.role)
}

func readOperations(contract []byte) ([]operation, error) {
	var document struct {
		Paths map[string]map[string]yaml.Node
	}
	if err := yaml.Unmarshal(contract, &document); err != nil {
		return nil, err
	}
	var all []operation
	for _, path := range slices.Sorted(maps.Keys(document.Paths)) {
		for _, method := range []string{"get", "put", "post", "patch", "delete"} {
			node, exists := document.Paths[path][method]
			if !exists {
				continue
			}
			var o struct {
				OperationID string `yaml:"operationId"`
				Security    *[]map[string][]string
			}
			if err := node.Decode(&o); err != nil {
				return nil, err
			}
			found := operation{id: o.OperationID, path: path}
			if o.Security != nil {
				found.open = len(*o.Security) == 0
				for _, alternative := range *o.Security {
					found.roles = append(found.roles, alternative["token"]...)
				}
			}
			all = append(all, found)
		}
	}
	return all, nil
}
