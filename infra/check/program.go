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

	"github.com/referral-tool/referrals/infra/build"
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
	if err := build.Programs(ctx, p.root, deployed, p.mains(), machine...); err != nil {
		return nil, err
	}
	if err := buildLegible(ctx, p, legible); err != nil {
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
	out, err := goCommand(ctx, root, "list", "-tags", build.Tags, "-f", `{{.ImportPath}} {{join .Deps " "}}`, "./functions/...")
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

// mains are the folders of the functions' packages.
func (p *project) mains() (folders []string) {
	for _, folder := range p.folders {
		folders = append(folders, "functions/"+folder)
	}
	return folders
}

// buildLegible puts the functions' programs into the folder bin, with symbols and with nothing of shared/ inlined.
func buildLegible(ctx context.Context, p *project, bin string) error {
	if err := os.MkdirAll(bin, 0o755); err != nil {
		return err
	}
	args := []string{"build", "-tags", build.Tags, "-gcflags", module + "/shared/...=-l", "-o", bin + string(filepath.Separator)}
	for _, folder := range p.mains() {
		args = append(args, "./"+folder)
	}
	_, err := goCommand(ctx, p.root, args...)
	return err
}

// dependencies are the import paths that a package links, itself included.
func dependencies(ctx context.Context, root, name string) ([]string, error) {
	out, err := goCommand(ctx, root, "list", "-deps", "-tags", build.Tags, name)
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

// machine is the one that the functions are deployed on, as the go command knows it.
var machine = []string{"GOOS=linux", "GOARCH=arm64"}

// goCommand runs the go command for that machine.
func goCommand(ctx context.Context, folder string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = folder
	cmd.Env = append(append(append(os.Environ(), "GOFLAGS="), build.Environment()...), machine...)
	var failure bytes.Buffer
	cmd.Stderr = &failure
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go %s: %w\n%s", args[0], err, failure.Bytes())
	}
	return out, nil
}
