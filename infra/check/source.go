package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
)

// declaration is a route that a function's source names.
type declaration struct {
	key   string // "POST /v1/referrals"
	open  bool
	roles []string // none: everybody who is signed in
}

// parseFolder parses a package's files but for its tests.
func parseFolder(folder string) ([]*ast.File, error) {
	names, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		return nil, err
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if errors.Is(err, fs.ErrNotExist) {
			continue // gone since the folder was read
		}
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return files, nil
}

// readDeclarations finds the routes of a function: the api.Route values of its source and, where a function reads
// events itself, the cases of a switch on the route's key.
func readDeclarations(root, function string) ([]declaration, error) {
	folder := filepath.Join(root, "functions", function)
	files, err := parseFolder(folder)
	if err != nil {
		return nil, err
	}
	var found []declaration
	var wrong []error
	for _, file := range files {
		roles := &roleReader{root: root, folder: folder, file: file}
		ast.Inspect(file, func(node ast.Node) bool {
			switch node := node.(type) {
			case *ast.CompositeLit:
				if isSelector(node.Type, "api", "Route") {
					d, err := readRoute(node, roles)
					found, wrong = append(found, d), append(wrong, err)
				}
			case *ast.SwitchStmt:
				found = append(found, readCases(node)...)
			}
			return true
		})
	}
	if err := errors.Join(wrong...); err != nil {
		return nil, fmt.Errorf("functions/%s: %w", function, err)
	}
	return found, nil
}

func readRoute(literal *ast.CompositeLit, roles *roleReader) (declaration, error) {
	var d declaration
	var err error
	for _, element := range literal.Elts {
		field, named := element.(*ast.KeyValueExpr)
		if !named {
			return d, errors.New("an api.Route without names of its fields cannot be read")
		}
		switch name := field.Key.(*ast.Ident).Name; name {
		case "Key":
			d.key, err = stringOf(field.Value)
		case "Open":
			d.open = isIdent(field.Value, "true")
		case "Roles":
			d.roles, err = roles.read(field.Value)
		}
		if err != nil {
			return d, fmt.Errorf("route %s: %w", d.key, err)
		}
	}
	return d, nil
}

// readCases reads switch r.RouteKey: a function that looks at no token serves whoever the gateway lets through.
func readCases(statement *ast.SwitchStmt) []declaration {
	if tag, ok := statement.Tag.(*ast.SelectorExpr); !ok || tag.Sel.Name != "RouteKey" {
		return nil
	}
	var found []declaration
	for _, clause := range statement.Body.List {
		for _, expression := range clause.(*ast.CaseClause).List {
			if key, err := stringOf(expression); err == nil {
				found = append(found, declaration{key: key, open: true})
			}
		}
	}
	return found
}

func stringOf(expression ast.Expr) (string, error) {
	literal, ok := expression.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return "", errors.New("only a string literal can be read")
	}
	return strconv.Unquote(literal.Value)
}

func isIdent(expression ast.Expr, name string) bool {
	ident, ok := expression.(*ast.Ident)
	return ok && ident.Name == name
}

func isSelector(expression ast.Expr, of, name string) bool {
	selector, ok := expression.(*ast.SelectorExpr)
	return ok && selector.Sel.Name == name && isIdent(selector.X, of)
}
