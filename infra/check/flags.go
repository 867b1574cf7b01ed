package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/referral-tool/referrals/infra/build"
)

// checkFlags: what sam builds to be deployed is built as what runs and is checked here, and from sources, not from a
// cache; for the one machine, also where a function says otherwise.
func checkFlags(p *project) (wrong []string) {
	for _, f := range p.template.Functions {
		if machines := textAt(p.resource(f).Properties, "Architectures"); machines != "[arm64]" {
			wrong = append(wrong, fmt.Sprintf("function %s: its Architectures are %q, want [arm64]", f.Name, machines))
		}
	}
	line := buildLine()
	for file, wanted := range map[string][]string{
		".ci/run":        {line},
		"README.md":      {line},
		"samconfig.toml": {line, "cached = false"},
	} {
		text, err := os.ReadFile(filepath.Join(p.root, filepath.FromSlash(file)))
		if err != nil {
			wrong = append(wrong, err.Error())
			continue
		}
		for _, words := range wanted {
			if !strings.Contains(string(text), words) {
				wrong = append(wrong, fmt.Sprintf("%s does not say %s", file, words))
			}
		}
	}
	return wrong
}

// buildLine is how a shell is told of the build.
func buildLine() string {
	flags := build.Flags()
	for i, flag := range flags {
		if strings.Contains(flag, " ") {
			flags[i] = `"` + flag + `"`
		}
	}
	return fmt.Sprintf("%s GOFLAGS='%s'", strings.Join(build.Environment(), " "), strings.Join(flags, " "))
}
