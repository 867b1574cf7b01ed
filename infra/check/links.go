package main

import (
	"fmt"
	"slices"
	"strings"
)

// The most that a program may weigh, stripped, for arm64. What it weighs is read at each cold start.
const (
	maxSize         = 11_000_000
	maxSizeRenderer = 13_500_000
)

// programProblems are those that show in a built program.
func (p *project) programProblems(built program, used map[string]use) []string {
	wrong := append(checkLinks(built), checkSize(built)...)
	if f, wired := p.function(built.function); wired {
		wrong = append(wrong, p.checkNeeds(f, built, used)...)
	}
	return wrong
}

// checkLinks: what a program does not need slows its start, and gives whoever breaks into it more to use.
func checkLinks(built program) (wrong []string) {
	for _, m := range meant() {
		if slices.Contains(built.packages, m.path) && !slices.Contains(m.functions, built.function) {
			wrong = append(wrong, fmt.Sprintf("function %s links %s, which %s", built.function, m.path, m.why))
		}
	}
	for _, path := range built.packages {
		if strings.HasPrefix(path, module+"/infra/") {
			wrong = append(wrong, fmt.Sprintf("function %s links %s, which is no part of what is deployed", built.function, path))
		}
	}
	return wrong
}

// checkMeant: who may link something, but does not, need not stand in the list.
func checkMeant(programs []program) (wrong []string) {
	for _, m := range meant() {
		for _, function := range m.functions {
			links := func(built program) bool { return built.function == function && slices.Contains(built.packages, m.path) }
			if !slices.ContainsFunc(programs, links) {
				wrong = append(wrong, fmt.Sprintf("function %s is meant to link %s, and does not", function, m.path))
			}
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

// checkCore: the domain knows of no service, and so can be read and tested alone.
func checkCore(dependencies []string) (wrong []string) {
	for _, path := range dependencies {
		first, _, _ := strings.Cut(path, "/")
		if strings.Contains(first, ".") && path != module+"/shared/referral" {
			wrong = append(wrong, fmt.Sprintf("shared/referral links %s: it may link the standard library only", path))
		}
	}
	return wrong
}
