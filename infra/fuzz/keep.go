package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// largest is the size in bytes of an input that is worth keeping: whatever code it reaches, a smaller one reaches too.
const largest = 4000

// keep copies up to so many of a target's inputs from the go command's cache into testdata/fuzz of its package, where
// every run of the tests tries them again. A target that has as many already keeps those.
func keep(ctx context.Context, t target, most int) error {
	if most == 0 {
		return nil
	}
	cache, err := exec.CommandContext(ctx, "go", "env", "GOCACHE").Output()
	if err != nil {
		return fmt.Errorf("asking for the cache: %w", err)
	}
	module, err := exec.CommandContext(ctx, "go", "list", "-m").Output()
	if err != nil {
		return fmt.Errorf("asking for the module: %w", err)
	}
	from := filepath.Join(strings.TrimSpace(string(cache)), "fuzz", strings.TrimSpace(string(module)), t.folder, t.name)
	return copySome(from, filepath.Join(t.folder, "testdata", "fuzz", t.name), most)
}

func copySome(from, to string, most int) error {
	kept, err := filepath.Glob(filepath.Join(to, "*"))
	if err != nil || len(kept) >= most {
		return err
	}
	inputs, err := smallFiles(from)
	if err != nil || len(inputs) == 0 {
		return err
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	for _, name := range spread(inputs, most-len(kept)) {
		text, err := os.ReadFile(filepath.Join(from, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(to, name), text, 0o644)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// smallFiles are the names of a folder's files that are worth keeping, the smallest first. No folder has none.
func smallFiles(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder)
	if os.IsNotExist(err) {
		return nil, nil
	}
	sizes := map[string]int64{}
	var names []string
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			return nil, err
		}
		if info.Size() <= largest {
			sizes[e.Name()] = info.Size()
			names = append(names, e.Name())
		}
	}
	slices.SortStableFunc(names, func(a, b string) int { return int(sizes[a] - sizes[b]) })
	return names, err
}

// spread picks so many of them evenly: inputs of one size often reach the same code.
func spread(names []string, most int) []string {
	if len(names) <= most {
		return names
	}
	picked := make([]string, most)
	for i := range picked {
		picked[i] = names[i*len(names)/most]
	}
	return picked
}
