package frontend

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// project lays out a portal with its contract, and an npm on PATH that notes what it was asked.
func project(t *testing.T) (folder string, asked func() []string) {
	t.Helper()
	root := t.TempDir()
	write(t, root, "infra/openapi.yaml", "openapi: 3.1.1")
	write(t, root, "functions/portal/ui/src/main.tsx", "export {}")
	write(t, root, "functions/portal/dist/.keep", "")
	log := filepath.Join(root, "asked")
	npm := write(t, root, "bin/npm", "#!/bin/sh\necho \"$1\" >> "+log+"\n")
	if err := os.Chmod(npm, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", filepath.Dir(npm)+string(os.PathListSeparator)+os.Getenv("PATH"))
	return filepath.Join(root, "functions/portal"), func() []string {
		content, _ := os.ReadFile(log)
		return strings.Fields(string(content))
	}
}

func write(t *testing.T, root, name, content string) string {
	t.Helper()
	path := filepath.Join(root, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func build(t *testing.T, folder string) (said []string) {
	t.Helper()
	if err := Build(t.Context(), folder, func(step string) { said = append(said, step) }); err != nil {
		t.Fatal(err)
	}
	return said
}

func TestBuildsOnceAndSaysSo(t *testing.T) {
	folder, asked := project(t)
	if said := build(t, folder); len(said) != 1 {
		t.Errorf("said %q, want one step", said)
	}
	if said := build(t, folder); len(said) != 0 {
		t.Errorf("said %q of pages that are up to date", said)
	}
	if got := strings.Join(asked(), " "); got != "ci run" {
		t.Errorf("npm was asked to %q, want ci and run, once", got)
	}
}

func TestBuildsAgainWhenStale(t *testing.T) {
	for _, changed := range []string{"ui/src/main.tsx", "ui/src/new.tsx", "ui/package-lock.json", "../../infra/openapi.yaml"} {
		t.Run(filepath.Base(changed), func(t *testing.T) {
			folder, _ := project(t)
			build(t, folder)
			write(t, folder, changed, "changed")
			if said := build(t, folder); len(said) != 1 {
				t.Errorf("said %q, want one step", said)
			}
		})
	}
}

func TestWhatIsNoSourceBuildsNothing(t *testing.T) {
	for _, changed := range []string{"ui/node_modules/a/a.js", "ui/tests/a.mjs", "ui/src/api/schema.d.ts"} {
		folder, _ := project(t)
		build(t, folder)
		write(t, folder, changed, "changed")
		if said := build(t, folder); len(said) != 0 {
			t.Errorf("%s: said %q", changed, said)
		}
	}
}

func TestWithoutNode(t *testing.T) {
	folder, _ := project(t)
	t.Setenv("PATH", t.TempDir())
	if err := Build(t.Context(), folder, func(string) {}); !errors.Is(err, errNoNode) {
		t.Errorf("failed with %v, want %v", err, errNoNode)
	}
}

func TestFailureTellsWhatNpmSaid(t *testing.T) {
	folder, _ := project(t)
	write(t, filepath.Dir(filepath.Dir(folder)), "bin/npm", "#!/bin/sh\necho broken\nexit 1\n")
	err := Build(t.Context(), folder, func(string) {})
	if err == nil || !strings.Contains(err.Error(), "broken") {
		t.Errorf("failed with %v", err)
	}
	if _, err := os.Stat(filepath.Join(folder, "dist", builtFrom)); err == nil {
		t.Error("a failed build counts as one")
	}
}
