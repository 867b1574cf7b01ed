package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// The most that a program may weigh, stripped, for arm64. What it weighs is read at each cold start.
const (
	maxSize         = 11_000_000
	maxSizeRenderer = 13_500_000
)

// programProblems are those that show in the built programs.
func programProblems(p *project, programs []program) (wrong []string) {
	used, err := readUses(p.root)
	if err != nil {
		return []string{err.Error()}
	}
	for _, built := range programs {
		wrong = append(wrong, checkLinks(built)...)
		wrong = append(wrong, checkSize(built)...)
		if f, wired := p.function(built.function); wired {
			wrong = append(wrong, checkNeeds(p, f, built, used)...)
		}
	}
	return wrong
}

// checkLinks: what a program does not need slows its start, and gives whoever breaks into it more to use.
func checkLinks(built program) (wrong []string) {
	for _, path := range slices.Sorted(maps.Keys(meant)) {
		if slices.Contains(built.packages, path) && !slices.Contains(meant[path].functions, built.function) {
			wrong = append(wrong, fmt.Sprintf("function %s links %s, which %s", built.function, path, meant[path].why))
		}
	}
	for _, path := range built.packages {
		if strings.HasPrefix(path, module+"/infra/") {
			wrong = append(wrong, fmt.Sprintf("function %s links %s, which is no part of what is deployed", built.function, path))
		}
	}
	return wrong
}

func checkSize(built program) []string {
	most := int64(maxSize)
	if slices.Contains(built.packages, "html/template") {
		most = maxSizeRenderer
	}
	if built.size <= most {
		return nil
	}
	return []string{fmt.Sprintf("function %s has %d bytes, of at most %d", built.function, built.size, most)}
}

// coreProblems: the domain knows of no service, and so can be read and tested alone.
func coreProblems(dependencies []string) (wrong []string) {
	for _, path := range dependencies {
		first, _, _ := strings.Cut(path, "/")
		if strings.Contains(first, ".") && path != module+"/shared/referral" {
			wrong = append(wrong, fmt.Sprintf("shared/referral links %s: it may link the standard library only", path))
		}
	}
	return wrong
}
