package build_test

import (
	"debug/buildinfo"
	"debug/elf"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/infra/build"
	"github.com/referral-tool/referrals/infra/repository"
)

// TestPrograms: what the flags say shows in the program.
func TestPrograms(t *testing.T) {
	t.Setenv("GOFLAGS", "-tags=others")
	root, bin := t.TempDir(), filepath.Join(t.TempDir(), "bin")
	write(t, filepath.Join(root, "go.mod"), "module example.test/nothing\n\ngo 1.26\n")
	write(t, filepath.Join(root, "one", "main.go"), "package main\n\nfunc main() {}\n")
	if err := build.Programs(t.Context(), root, bin, []string{"one/"}, "GOOS=linux", "GOARCH=arm64"); err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(bin, "one")
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	settings := map[string]string{}
	for _, setting := range info.Settings {
		settings[setting.Key] = setting.Value
	}
	for key, want := range map[string]string{
		"-tags": build.Tags, "-trimpath": "true", "CGO_ENABLED": "0", "GOOS": "linux", "GOARCH": "arm64",
	} {
		if settings[key] != want {
			t.Errorf("%s is %q, want %q", key, settings[key], want)
		}
	}
	file, err := elf.Open(program)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if file.Section(".symtab") != nil || file.Section(".debug_info") != nil {
		t.Error("it holds symbols")
	}

	if err := build.Programs(t.Context(), root, bin, []string{"two"}); err == nil {
		t.Error("a package that is not there was built")
	}
}

// TestAsDeployed: what is built here is built as what is deployed.
func TestAsDeployed(t *testing.T) {
	root, err := repository.Root()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(root, "samconfig.toml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, flag := range append(build.Flags(), build.Environment()...) {
		if !strings.Contains(string(text), flag) {
			t.Errorf("samconfig.toml does not say %s", flag)
		}
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
