package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// program is a function as it would be deployed.
type program struct {
	function string
	size     int64    // bytes, stripped, arm64
	packages []string // that it links, by import path
	symbols  []string // functions that the linker kept, by their full names
}

// buildPrograms builds all functions twice: as they are deployed, for their size, and once more with symbols and with
// nothing of shared/ inlined, so that each function of it that can be reached has a symbol.
func buildPrograms(ctx context.Context, p *project) ([]program, error) {
	bin, err := os.MkdirTemp("", "check")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(bin)
	deployed, legible := filepath.Join(bin, "deployed"), filepath.Join(bin, "legible")
	if err := build(ctx, p, deployed, "-trimpath", "-ldflags", linkerFlags); err != nil {
		return nil, err
	}
	if err := build(ctx, p, legible, "-gcflags", module+"/shared/...=-l"); err != nil {
		return nil, err
	}
	var all []program
	for _, folder := range p.folders {
		built := program{function: folder}
		stat, err := os.Stat(filepath.Join(deployed, folder))
		if err != nil {
			return nil, err
		}
		built.size = stat.Size()
		if built.packages, err = dependencies(ctx, p.root, "./functions/"+folder); err != nil {
			return nil, err
		}
		if built.symbols, err = symbols(ctx, filepath.Join(legible, folder)); err != nil {
			return nil, err
		}
		all = append(all, built)
	}
	return all, nil
}

// module is the import path of this project.
const module = "github.com/referral-tool/referrals"

// build puts the functions' programs into the folder bin.
func build(ctx context.Context, p *project, bin string, flags ...string) error {
	args := append([]string{"build", "-tags", buildTags, "-o", bin + string(filepath.Separator)}, flags...)
	if err := os.MkdirAll(bin, 0o755); err != nil {
		return err
	}
	for _, folder := range p.folders {
		args = append(args, "./functions/"+folder)
	}
	_, err := goCommand(ctx, p.root, args...)
	return err
}

// dependencies are the import paths that a package links, itself included.
func dependencies(ctx context.Context, root, path string) ([]string, error) {
	out, err := goCommand(ctx, root, "list", "-deps", "-tags", buildTags, path)
	return strings.Fields(string(out)), err
}

// symbols are the names of the functions in a program.
func symbols(ctx context.Context, file string) ([]string, error) {
	out, err := goCommand(ctx, ".", "tool", "nm", file)
	if err != nil {
		return nil, err
	}
	var names []string
	for line := range strings.Lines(string(out)) {
		// "  4b2c40 T path/to/package.(*Type).Method", where a type parameter may hold blanks.
		fields := strings.SplitN(strings.TrimSpace(line), " ", 3)
		if len(fields) == 3 && strings.EqualFold(fields[1], "t") {
			names = append(names, fields[2])
		}
	}
	return names, nil
}

// goCommand runs the go command for the machine that the functions are deployed on.
func goCommand(ctx context.Context, folder string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=arm64", "GOFLAGS=-mod=readonly")
	var failure bytes.Buffer
	cmd.Stderr = &failure
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go %s: %w\n%s", args[0], err, failure.Bytes())
	}
	return out, nil
}
