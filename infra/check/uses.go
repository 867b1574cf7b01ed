package main

import (
	"go/ast"
	"path/filepath"
	"strings"
)

// use is what a function of shared/ does with the table that its name in a program does not show: the parts of a
// transaction, for which IAM has an action each, and what a query reads.
type use struct {
	actions []string // "dynamodb:PutItem"
	queries []string // "GSI1"; "" is the table itself
}

// parts are the kinds of items of a transaction. IAM has no action TransactWriteItems.
var parts = map[string]string{
	"Put":            "dynamodb:PutItem",
	"Update":         "dynamodb:UpdateItem",
	"Delete":         "dynamodb:DeleteItem",
	"ConditionCheck": "dynamodb:ConditionCheckItem",
}

// indexes are the store's names of its indexes.
var indexes = map[string]string{"index1": "GSI1", "index2": "GSI2", "index3": "GSI3"}

// readUses finds the uses in the source, by the function's name in a program: "path/shared/store.(*Store).put".
func readUses(root string) (map[string]use, error) {
	folders, err := foldersOf(filepath.Join(root, "shared"))
	if err != nil {
		return nil, err
	}
	found := map[string]use{}
	for _, folder := range folders {
		files, err := parseFolder(filepath.Join(root, "shared", folder))
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			for _, declared := range file.Decls {
				function, ok := declared.(*ast.FuncDecl)
				if !ok {
					continue
				}
				if u := useOf(function); len(u.actions)+len(u.queries) > 0 {
					found[module+"/shared/"+folder+"."+symbolOf(function)] = u
				}
			}
		}
	}
	return found, nil
}

func useOf(function *ast.FuncDecl) use {
	var u use
	ast.Inspect(function, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.CompositeLit:
			if selector, ok := node.Type.(*ast.SelectorExpr); ok && isIdent(selector.X, "types") && parts[selector.Sel.Name] != "" {
				u.actions = append(u.actions, parts[selector.Sel.Name])
			}
			// One that is given an index later, as the store's own helper is, is told by its callers.
			if isSelector(node.Type, "dynamodb", "QueryInput") && !namesIndex(function) {
				u.queries = append(u.queries, "")
			}
		case *ast.CallExpr:
			if isIdent(node.Fun, "inPartition") && len(node.Args) > 0 {
				if index, err := stringOf(node.Args[0]); err == nil {
					u.queries = append(u.queries, index)
				}
			}
		case *ast.Ident:
			if index := indexes[node.Name]; index != "" {
				u.queries = append(u.queries, index)
			}
		}
		return true
	})
	return u
}

// namesIndex reports whether a function sets a query's IndexName.
func namesIndex(function *ast.FuncDecl) (sets bool) {
	ast.Inspect(function, func(node ast.Node) bool {
		ident, ok := node.(*ast.Ident)
		sets = sets || ok && ident.Name == "IndexName"
		return !sets
	})
	return sets
}

// symbolOf is a function's name in a program, without its package: "New", "Record.with", "(*Store).put".
func symbolOf(function *ast.FuncDecl) string {
	if function.Recv == nil {
		return function.Name.Name
	}
	receiver, pointer := function.Recv.List[0].Type, false
	if star, ok := receiver.(*ast.StarExpr); ok {
		receiver, pointer = star.X, true
	}
	if generic, ok := receiver.(*ast.IndexExpr); ok {
		receiver = generic.X
	}
	name := receiver.(*ast.Ident).Name
	if pointer {
		name = "(*" + name + ")"
	}
	return name + "." + function.Name.Name
}

// declaredBy is the name of the declared function that a symbol is of: type arguments are cut out.
func declaredBy(symbol string) string {
	for {
		start := strings.IndexByte(symbol, '[')
		if start < 0 {
			return symbol
		}
		depth, end := 0, len(symbol)
		for i := start; i < len(symbol); i++ {
			if symbol[i] == '[' {
				depth++
			}
			if symbol[i] == ']' {
				if depth--; depth == 0 {
					end = i + 1
					break
				}
			}
		}
		symbol = symbol[:start] + symbol[end:]
	}
}
