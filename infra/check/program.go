package main

import (
	"bytes"
	"context"
	"debug/elf"
	"fmt"
	"os"
	"os/exec"
	"path"
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
	packages, err := linked(ctx, p.root)
	if err != nil {
		return nil, err
	}
	var all []program
	for _, folder := range p.folders {
		stat, err := os.Stat(filepath.Join(deployed, folder))
		if err != nil {
			return nil, err
		}
		kept, err := symbols(filepath.Join(legible, folder))
		if err != nil {
			return nil, err
		}
		all = append(all, program{function: folder, size: stat.Size(), packages: packages[folder], symbols: kept})
	}
	return all, nil
}

// linked are the packages that each function links, by the function's folder.
func linked(ctx context.Context, root string) (map[string][]string, error) {
	out, err := goCommand(ctx, root, "list", "-tags", buildTags, "-f", `{{.ImportPath}} {{join .Deps " "}}`, "./functions/...")
	if err != nil {
		return nil, err
	}
	packages := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		packages[path.Base(fields[0])] = fields[1:]
	}
	return packages, nil
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
func dependencies(ctx context.Context, root, name string) ([]string, error) {
	out, err := goCommand(ctx, root, "list", "-deps", "-tags", buildTags, name)
	return strings.Fields(string(out)), err
}

// symbols are the names of the functions in a program.
func symbols(name string) ([]string, error) {
	file, err := elf.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	all, err := file.Symbols()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var names []string
	for _, symbol := range all {
		if elf.ST_TYPE(symbol.Info) == elf.STT_FUNC {
			names = append(names, symbol.Name)
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
