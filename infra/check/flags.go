package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/referral-tool/referrals/infra/build"
)

// checkFlags: what sam builds to be deployed is built as what runs and is checked here, and from sources, not from a
// cache.
func checkFlags(p *project) (wrong []string) {
	flags := append(build.Environment(), build.Flags()...)
	for file, wanted := range map[string][]string{
		".ci/run":        flags,
		"samconfig.toml": append(flags, "cached = false"),
	} {
		text, err := os.ReadFile(filepath.Join(p.root, filepath.FromSlash(file)))
		if err != nil {
			wrong = append(wrong, err.Error())
			continue
		}
		for _, flag := range wanted {
			if !strings.Contains(string(text), flag) {
				wrong = append(wrong, fmt.Sprintf("%s does not say %s", file, flag))
			}
		}
	}
	return wrong
}
