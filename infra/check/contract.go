package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// operation is one call of the contract.
type operation struct {
	open  bool
	roles []string // sorted; none: everybody who is signed in
}

// requirement is one alternative of an operation's security: the roles that a token needs.
type requirement map[string][]string

// methods are the keys of a path that are operations.
var methods = []string{"get", "put", "post", "delete", "options", "head", "patch", "trace"}

func readOperations(file string) (map[string]operation, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var document struct {
		Security []requirement
		Paths    map[string]map[string]yaml.Node
	}
	if err := yaml.Unmarshal(text, &document); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	operations := map[string]operation{}
	for path, items := range document.Paths {
		for _, method := range methods {
			node, exists := items[method]
			if !exists {
				continue
			}
			var described struct{ Security *[]requirement }
			if err := node.Decode(&described); err != nil {
				return nil, fmt.Errorf("%s: %s %s: %w", file, method, path, err)
			}
			security := document.Security
			if described.Security != nil {
				security = *described.Security
			}
			operations[strings.ToUpper(method)+" "+path] = operationOf(security)
		}
	}
	return operations, nil
}

// operationOf reads the alternatives: [] takes anybody, one without roles whoever is signed in.
func operationOf(alternatives []requirement) operation {
	o := operation{open: len(alternatives) == 0}
	for _, alternative := range alternatives {
		for _, roles := range alternative {
			o.roles = append(o.roles, roles...)
		}
	}
	slices.Sort(o.roles)
	return o
}

// checkContract: each route is a call of the contract, and may be made by the roles that the contract says.
func checkContract(p *project) (wrong []string) {
	routed := map[string]bool{}
	for _, route := range p.template.API.Routes {
		key := routeKey(route)
		routed[key] = true
		described, exists := p.operations[key]
		if !exists && p.reasons.outside[key] == "" {
			wrong = append(wrong, fmt.Sprintf("route %s: the contract does not describe it", key))
		}
		declared, found := p.declaration(route.Function, key)
		if !exists || !found {
			continue
		}
		if described.open != declared.open || !slices.Equal(described.roles, declared.roles) {
			wrong = append(wrong, fmt.Sprintf("route %s: the contract admits %s, functions/%s %s", key,
				admitted(described.open, described.roles), route.Function, admitted(declared.open, declared.roles)))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(p.operations)) {
		if !routed[key] {
			wrong = append(wrong, fmt.Sprintf("the contract describes %s, which is no route", key))
		}
	}
	return wrong
}

func admitted(open bool, roles []string) string {
	switch {
	case open:
		return "anybody"
	case len(roles) == 0:
		return "whoever is signed in"
	}
	return strings.Join(roles, ", ")
}
