package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// What makes small programs: no C library, no debug tables, no paths of the machine, none of Lambda's old protocol.
const (
	buildTags   = "lambda.norpc"
	linkerFlags = "-s -w"
)

// flagsIn names, for each place that builds the functions, what has to stand in it.
var flagsIn = map[string][]string{
	".ci/run":                              {"CGO_ENABLED=0", "-tags=" + buildTags, "-trimpath", "-ldflags=" + linkerFlags},
	"samconfig.toml":                       {"CGO_ENABLED=0", "-tags=" + buildTags, "-trimpath", "-ldflags=" + linkerFlags, "cached = false"},
	"infra/local/internal/lambda/build.go": {"CGO_ENABLED=0", `"` + buildTags + `"`, "-trimpath", `"` + linkerFlags + `"`},
}

// checkFlags: what is deployed, what runs here and what is checked are built alike.
func checkFlags(p *project) (wrong []string) {
	for file, flags := range flagsIn {
		text, err := os.ReadFile(filepath.Join(p.root, filepath.FromSlash(file)))
		if err != nil {
			wrong = append(wrong, err.Error())
			continue
		}
		for _, flag := range flags {
			if !strings.Contains(string(text), flag) {
				wrong = append(wrong, fmt.Sprintf("%s does not say %s", file, flag))
			}
		}
	}
	return wrong
}
