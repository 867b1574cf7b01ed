package main

import (
	"errors"
	"fmt"
	"go/ast"
	"path/filepath"
	"slices"
)

// roleReader finds out the roles that an expression in a function's source stands for: a list, a variable that is set
// to one, or a function that returns one.
type roleReader struct {
	root   string
	folder string    // of the package, in which functions are looked for
	file   *ast.File // in which variables are looked for
}

// read gives the roles, sorted.
func (r *roleReader) read(expression ast.Expr) ([]string, error) {
	switch expression := expression.(type) {
	case *ast.CompositeLit:
		return r.readElements(expression.Elts)
	case *ast.Ident:
		if value := r.assigned(expression.Name); value != nil {
			return r.read(value)
		}
	case *ast.CallExpr:
		switch called := expression.Fun.(type) {
		case *ast.Ident:
			if called.Name == "append" {
				return r.readAppend(expression.Args)
			}
			return r.readCall(r.folder, called.Name)
		case *ast.SelectorExpr:
			if of, ok := called.X.(*ast.Ident); ok {
				return r.readCall(filepath.Join(r.root, "shared", of.Name), called.Sel.Name)
			}
		}
	}
	return nil, errors.New("its roles cannot be read: write a list, a variable set in the same file, or a call of a function that returns one")
}

// readAppend reads append(roles, one, another).
func (r *roleReader) readAppend(arguments []ast.Expr) ([]string, error) {
	roles, err := r.read(arguments[0])
	if err != nil {
		return nil, err
	}
	more, err := r.readElements(arguments[1:])
	roles = append(roles, more...)
	slices.Sort(roles)
	return roles, err
}

func (r *roleReader) readElements(elements []ast.Expr) ([]string, error) {
	var roles []string
	for _, element := range elements {
		selector, ok := element.(*ast.SelectorExpr)
		if !ok {
			return nil, errors.New("a role is written referral.X")
		}
		role, err := r.constant(selector.Sel.Name)
		if err != nil {
			return nil, err
		}
		roles = append(roles, role)
	}
	slices.Sort(roles)
	return roles, nil
}

// assigned is what a variable of the file is set to; nil if there is none of that name.
func (r *roleReader) assigned(name string) (value ast.Expr) {
	ast.Inspect(r.file, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.AssignStmt:
			for i, left := range node.Lhs {
				if isIdent(left, name) && len(node.Lhs) == len(node.Rhs) {
					value = node.Rhs[i]
				}
			}
		case *ast.ValueSpec:
			for i, left := range node.Names {
				if left.Name == name && i < len(node.Values) {
					value = node.Values[i]
				}
			}
		}
		return value == nil
	})
	return value
}

// readCall reads what a function like desk.ReferralStaff returns.
func (r *roleReader) readCall(folder, name string) ([]string, error) {
	files, err := parseFolder(folder)
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		for _, declared := range file.Decls {
			function, ok := declared.(*ast.FuncDecl)
			if !ok || function.Recv != nil || function.Name.Name != name || len(function.Body.List) != 1 {
				continue
			}
			if result, ok := function.Body.List[0].(*ast.ReturnStmt); ok && len(result.Results) == 1 {
				return (&roleReader{root: r.root, folder: folder, file: file}).read(result.Results[0])
			}
		}
	}
	return nil, fmt.Errorf("%s is no function that only returns roles", name)
}

// constant is the value of a role in shared/referral.
func (r *roleReader) constant(name string) (string, error) {
	files, err := parseFolder(filepath.Join(r.root, "shared", "referral"))
	if err != nil {
		return "", err
	}
	for _, file := range files {
		if value := (&roleReader{file: file}).assigned(name); value != nil {
			return stringOf(value)
		}
	}
	return "", fmt.Errorf("referral.%s is nowhere", name)
}
