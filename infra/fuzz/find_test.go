package main

import (
	"path/filepath"
	"slices"
	"testing"
)

// Every function that takes something from outside has a target: a new one without would be noticed by nobody.
func TestEveryFunctionHasATarget(t *testing.T) {
	targets, err := find("../..")
	if err != nil {
		t.Fatal(err)
	}
	mains, err := filepath.Glob("../../functions/*/main.go")
	if err != nil || len(mains) == 0 {
		t.Fatalf("no functions: %v", err)
	}
	for _, main := range mains {
		folder := filepath.ToSlash(filepath.Dir(main))
		if !slices.ContainsFunc(targets, func(t target) bool { return t.folder == folder }) {
			t.Errorf("%s has no fuzz target", folder)
		}
	}
}

func TestProgress(t *testing.T) {
	executions, inputs := progress([]byte("fuzz: elapsed: 3s, execs: 120 (40/sec), new interesting: 2 (total: 9)\n" +
		"fuzz: elapsed: 6s, execs: 345 (75/sec), new interesting: 7 (total: 14)\nPASS\n"))
	if executions != "345" || inputs != "7" {
		t.Errorf("read %s and %s", executions, inputs)
	}
}
