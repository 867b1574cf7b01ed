package main

import (
	"debug/buildinfo"
	"debug/elf"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
)

// machines are the ELF names of what the template calls an architecture.
var machines = map[string]elf.Machine{"arm64": elf.EM_AARCH64, "x86_64": elf.EM_X86_64}

// checkArtefacts compares what sam has built, a folder for each function by its logical id, with the programs that the
// local run and its tests have run: they differ in nothing but the machine.
func (p *project) checkArtefacts(built, local string) (wrong []string) {
	var known []string
	for _, f := range p.template.Functions {
		known = append(known, f.LogicalID)
		of := "artefact " + f.LogicalID
		artefact, err := readProgram(filepath.Join(built, f.LogicalID, "bootstrap"))
		if err != nil {
			wrong = append(wrong, of+": "+err.Error())
			continue
		}
		run, err := readProgram(filepath.Join(local, f.Name))
		if err != nil {
			wrong = append(wrong, of+": nothing to compare it with, because the local run has not been started: "+err.Error())
			continue
		}
		want := "arm64"
		if architectures := listAt(p.resource(f).Properties, "Architectures"); len(architectures) > 0 {
			want = fmt.Sprint(architectures[0])
		}
		if artefact.machine != machines[want] {
			wrong = append(wrong, fmt.Sprintf("%s: is for %s, want %s", of, artefact.machine, want))
		}
		if artefact.debug != run.debug {
			wrong = append(wrong, of+": one of both holds symbols, the other does not")
		}
		wrong = append(wrong, differences(of, artefact.facts, run.facts)...)
	}
	return append(wrong, strays(built, known)...)
}

// artefact is what a program says of how it was made.
type artefact struct {
	machine elf.Machine
	debug   bool // symbols or debug tables are in it
	facts   map[string]string
}

func readProgram(name string) (artefact, error) {
	info, err := buildinfo.ReadFile(name)
	if err != nil {
		return artefact{}, err
	}
	file, err := elf.Open(name)
	if err != nil {
		return artefact{}, err
	}
	defer file.Close()
	tables := slices.ContainsFunc(file.Sections, func(s *elf.Section) bool {
		return s.Name == ".symtab" || strings.HasPrefix(s.Name, ".debug_") || strings.HasPrefix(s.Name, ".zdebug_")
	})
	return artefact{file.Machine, tables, facts(info)}, nil
}

// facts are the program's package, its Go, its modules with their checksums, and the settings of the build: tags, trimmed
// paths, no C. The machine's own are left out, and the commit: what lies on a developer's disk may be older.
func facts(info *debug.BuildInfo) map[string]string {
	all := map[string]string{"package": info.Path, "go": info.GoVersion}
	for _, module := range info.Deps {
		if module.Replace != nil {
			module = module.Replace
		}
		all["module "+module.Path] = module.Version + " " + module.Sum
	}
	for _, setting := range info.Settings {
		if strings.HasPrefix(setting.Key, "vcs") || strings.HasPrefix(setting.Key, "GOARCH") ||
			slices.Contains([]string{"GOARM64", "GOAMD64", "GOOS"}, setting.Key) {
			continue
		}
		all["setting "+setting.Key] = setting.Value
	}
	return all
}

func differences(of string, artefact, run map[string]string) (wrong []string) {
	for name, value := range artefact {
		if run[name] != value {
			wrong = append(wrong, fmt.Sprintf("%s: %s is %q, in the local run %q", of, name, value, run[name]))
		}
	}
	for name, value := range run {
		if _, told := artefact[name]; !told {
			wrong = append(wrong, fmt.Sprintf("%s: %s is missing, in the local run it is %q", of, name, value))
		}
	}
	slices.Sort(wrong)
	return wrong
}

// strays are folders of what is no function: left over from one that is gone.
func strays(built string, known []string) (wrong []string) {
	entries, err := os.ReadDir(built)
	if err != nil {
		return []string{err.Error()}
	}
	for _, entry := range entries {
		if entry.IsDir() && !slices.Contains(known, entry.Name()) {
			wrong = append(wrong, fmt.Sprintf("artefact %s is of no function of the template", entry.Name()))
		}
	}
	return wrong
}
